"""The web server under visitors who are slow on purpose or by nature: gunicorn itself, with one thread.

A visitor who kept that thread would keep everybody out, so each test ends with a visitor who is answered.
"""

import errno
import io
import os
import socket
import sys
import threading
import time
from contextlib import closing
from math import cos, radians, sin
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from gunicorn.config import Config

from portal.server.web_server.connections import (
    MAX_BODY_BYTES,
    MIN_BYTES_PER_SECOND,
    CapacityExceeded,
    Connection,
)
from tests.serving import Served, environment_of, free_port, get

pytestmark = pytest.mark.slow

PATIENCE = 60  # s
LONG = 5_000_000  # bytes; more than the kernel keeps on the way
MOST_UPLOADS = 2
MOST_KEPT = 6 * LONG


def started(var):
    """A web server of production with one process of one thread, and visitors given up after a second or two."""
    port = free_port()
    patches = (
        "import portal.server.web_server.connections as c, portal.server.web_server.worker as w; "
        "c.HEADER_TIMEOUT_SECONDS = c.GRACE_SECONDS = c.LINGER_SECONDS = 1; "
        f"w.MAX_UPLOADS = {MOST_UPLOADS}; w.MAX_BUFFERED_BYTES = {MOST_KEPT}; "
    )
    served = Served(
        [
            sys.executable,
            "-c",
            patches + "from gunicorn.app.wsgiapp import run; run()",
            "--config=scripts/gunicorn.conf.py",
            "--threads=1",
            "--pythonpath=tests/portal",
            "waiting_app",
        ],
        environment_of(var, PORT=str(port), WEB_CONCURRENCY="1", DEBUG="1"),
    )
    served.port = port
    return served


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    served = started(tmp_path_factory.mktemp("var"))
    try:
        served.wait_for("The portal is served")
        yield served
    finally:
        served.kill()


@pytest.fixture
def port(web):
    return web.port


@pytest.fixture
def connect(port):
    opened = []

    def connect(data=b"", **options):
        opened.append(socket.socket())
        for option, value in options.items():
            opened[-1].setsockopt(socket.SOL_SOCKET, getattr(socket, option), value)
        opened[-1].settimeout(PATIENCE)
        opened[-1].connect(("127.0.0.1", port))
        opened[-1].sendall(data)
        return opened[-1]

    yield connect
    for one in opened:
        one.close()


def everything(connection):
    """What is sent until the server closes."""
    return b"".join(iter(lambda: connection.recv(65_536), b""))


def test_heads_that_do_not_come_keep_nobody_waiting_and_are_given_up(connect, port):
    slow = [connect(b"GET / HTTP/1.1\r\nHost: ex") for _ in range(40)] + [connect()]
    assert get(port)[0] == 200
    assert [everything(one) for one in slow] == [b""] * 41


def test_bodies_that_do_not_come_keep_nobody_waiting_and_are_given_up(connect, port):
    slow = [connect(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999\r\n\r\nname=") for _ in range(40)]
    assert get(port)[0] == 200
    assert [everything(one) for one in slow] == [b""] * 40


def test_a_large_body_of_which_nothing_comes_is_given_up_as_soon_as_a_small_one(connect):
    began = time.monotonic()
    slow = connect(f"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {LONG}\r\n\r\nname=".encode())
    assert everything(slow) == b""
    assert time.monotonic() - began < LONG / MIN_BYTES_PER_SECOND / 5


def test_a_large_answer_of_which_nothing_is_taken_is_given_up(connect):
    def taken_after(seconds):
        slow = connect(
            f"GET /{2 * LONG} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode(), SO_RCVBUF=4096
        )
        threading.Event().wait(seconds)
        return len(everything(slow))

    assert any(taken_after(seconds) < 2 * LONG for seconds in (3, 10, 30))  # longer on a busy machine


def test_answers_that_nobody_takes_do_not_fill_the_disk(connect, port, web):
    for _ in range(10):
        connect(f"GET /{2 * LONG} HTTP/1.1\r\nHost: a\r\n\r\n".encode(), SO_RCVBUF=4096)
    web.wait_for(f"More than {MOST_KEPT} bytes of answers wait for slow visitors")
    assert get(port)[0] == 200


def test_one_upload_too_many_is_told_to_come_again(connect, port, web):
    upload = f"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {LONG}\r\n\r\n".encode() + b"x" * 200_000
    for _ in range(MOST_UPLOADS):
        connect(upload)
    answer = everything(connect(upload)).decode()
    assert answer.startswith("HTTP/1.1 503 ")
    assert "Es wurde nichts gespeichert" in answer
    web.wait_for(f"More than {MOST_UPLOADS} uploads at once: one was refused.")
    assert get(port)[0] == 200


def test_an_upload_that_the_disk_has_no_room_for_is_told_to_come_again():
    class Full(io.BytesIO):
        def write(self, data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    ours, visitor = socket.socketpair()
    connection = Connection(Config(), ours, ("127.0.0.1", 1), ("127.0.0.1", 2))
    with visitor, closing(connection):
        visitor.sendall(f"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {LONG}\r\n\r\n".encode())
        assert not connection.receive()
        connection.request = Full()
        visitor.sendall(b"x")
        assert connection.receive()
        with pytest.raises(CapacityExceeded, match="No space left"):
            connection.init()


def test_answers_that_are_not_taken_keep_nobody_waiting(connect, port):
    request = f"GET /{LONG} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
    slow = [connect(request, SO_RCVBUF=4096) for _ in range(10)]
    assert get(port)[0] == 200
    assert slow[0].recv(12) == b"HTTP/1.1 200"


def test_a_visitor_who_is_slow_by_nature_gets_the_whole_answer(connect):
    request = f"GET /{LONG} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode()
    head, _, body = everything(connect(request, SO_RCVBUF=4096)).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK")
    assert len(body) == LONG


def test_a_request_in_single_bytes_is_read(connect):
    connection = connect()
    for byte in b"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc":
        connection.sendall(bytes([byte]))
    assert everything(connection).endswith(b"\r\n\r\n3")


def test_a_large_body_is_read_whole(connect):
    connection = connect(f"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {LONG}\r\n\r\n".encode())
    connection.sendall(b"x" * LONG)
    connection.shutdown(socket.SHUT_WR)
    assert everything(connection).endswith(str(LONG).encode())


def test_requests_one_after_another_on_one_connection_are_all_answered_in_their_order(connect):
    post = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab"
    long = f"GET /{LONG} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
    last = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nConnection: close\r\n\r\nabcd"
    answers = everything(connect(post + long + last)).split(b"HTTP/1.1 200 OK")
    assert [answer.partition(b"\r\n\r\n")[2] for answer in answers[1:]] == [b"2", b"x" * LONG, b"4"]


def test_whoever_expects_to_be_asked_for_the_body_is_asked(connect):
    connection = connect(b"POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
    assert connection.recv(65_536) == b"HTTP/1.1 100 Continue\r\n\r\n"
    connection.sendall(b"abc")
    connection.shutdown(socket.SHUT_WR)
    assert everything(connection).endswith(b"\r\n\r\n3")


def test_the_largest_body_is_asked_for(connect):
    head = f"POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: {MAX_BODY_BYTES}\r\n\r\n"
    assert connect(head.encode()).recv(65_536) == b"HTTP/1.1 100 Continue\r\n\r\n"


def test_whoever_leaves_the_connection_open_after_the_end_keeps_nobody_waiting(connect, port):
    slow = [connect(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n") for _ in range(20)]
    assert all(everything(one) for one in slow)  # half closed: ours stays open
    assert get(port)[0] == 200


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("Transfer-Encoding: chunked", "411"),
        ("Transfer-Encoding: chunked\r\nContent-Length: 5", "411"),
        (f"Content-Length: {MAX_BODY_BYTES + 1}", "413"),
        ("X-Much: " + "x" * 70_000, "431"),
        ("Content-Length: 1\r\nContent-Length: 2", "400"),
        ("Content-Length: -1", "400"),
        ("Content-Length : 1", "400"),
        ("Content-Length: 1000000000000000000000", "400"),
        ("Content-Length: 1, 1", "400"),
    ],
)
def test_what_cannot_be_waited_for_is_refused(connect, port, head, status):
    connection = connect(f"POST / HTTP/1.1\r\nHost: a\r\n{head}\r\n\r\n".encode())
    assert everything(connection).startswith(f"HTTP/1.1 {status} ".encode())
    assert get(port)[0] == 200


def polygon(corners):
    """A circle in the west of Europe, whose longitudes have a sign."""
    turns = [radians(360 * corner / corners) for corner in range(corners)]
    return ";".join(f"{50 + 5 * sin(turn):.5f},{-13 + 2 * cos(turn):.5f}" for turn in turns)


@pytest.mark.parametrize("corners", [500, 10_000])
def test_an_address_too_long_to_be_read_gets_a_page_in_both_languages(connect, corners):
    address = f"{reverse('sites:list')}?{urlencode({'polygon': polygon(corners)})}"
    connection = connect(f"GET {address} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
    connection.sendall(b"x" * 500_000)  # it goes on sending, and still gets the answer
    connection.shutdown(socket.SHUT_WR)
    head, _blank, page = everything(connection).decode().partition("\r\n\r\n")
    assert head.startswith("HTTP/1.1 414 ")
    assert {"Content-Security-Policy: default-src 'self'", "X-Content-Type-Options: nosniff"} < {
        *head.splitlines()
    }
    assert 'href="/en/"' in page
    assert page.count("200") > 1


def test_what_makes_no_sense_is_one_line_of_the_log_without_the_whole_address(connect, web):
    before = len(web.lines)
    web.unread.clear()
    for request in (b"GET\x1b[31m \r\n\r\n", b"GET / HTTP/1.1\r\nHost : a\x07\r\n\r\n"):
        assert everything(connect(request)).startswith(b"HTTP/1.1 400 ")
        web.wait_for("Invalid request from ip=127.0.0.0: ")
    assert len(web.lines) == before + 2
    assert all(line.rstrip("\n").isprintable() for line in web.lines[before:])


def test_a_server_that_ends_answers_what_is_on_its_way_and_waits_for_nobody_else(tmp_path):
    served = started(tmp_path)
    try:
        served.wait_for("The portal is served")
        with socket.socket() as idle, socket.socket() as sending:
            for one in (idle, sending):
                one.settimeout(PATIENCE)
                one.connect(("127.0.0.1", served.port))
            sending.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na")
            get(served.port)  # by now both are accepted
            served.process.terminate()
            assert everything(idle) == b""
            sending.sendall(b"bc")
            assert everything(sending).endswith(b"\r\n\r\n3")
            assert served.process.wait(PATIENCE) == 0
    finally:
        served.kill()
