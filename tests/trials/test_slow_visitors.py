"""Visitors who are slow on purpose, forty at a time, while others read: the portal as `make run` serves it."""

import socket
import threading
from contextlib import ExitStack

import pytest

from tests.serving import environment_of, manage, portal_of, served

SLOW = 40
DRIP = 2  # s from one byte to the next
LASTS = 40  # s

HEAD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
BODY = b"POST /kontakt/rueckmeldung/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\nmessage="
FILE = "GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A folder with all tables and static files."""
    var = tmp_path_factory.mktemp("prepared")
    manage(environment_of(var, DATABASE_URL=f"spatialite:///{var / 'portal.sqlite3'}"), "prepare")
    return var


def opened(port, data):
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.connect(("127.0.0.1", port))
    connection.sendall(data)
    connection.setblocking(False)
    return connection


def drip(connection, send):
    try:
        return connection.send(b"x") if send else connection.recv(1)
    except BlockingIOError:
        return 1
    except OSError:
        return 0


def large_files(prepared):
    """Twenty requests at once for the largest file there is."""
    path = max((prepared / "static").rglob("*.*"), key=lambda path: path.stat().st_size)
    return FILE.format(f"/static/{path.relative_to(prepared / 'static')}").encode() * 20


@pytest.mark.parametrize("kind", ["heads", "bodies", "readers"])
def test_home_answers_while_forty_are_slow(prepared, tmp_path, kind):
    data, sends = {
        "heads": (HEAD, True),
        "bodies": (BODY, True),
        "readers": (large_files(prepared), False),
    }[kind]
    environment = portal_of(prepared, tmp_path)
    port = int(environment["PORT"])
    rest = threading.Event()
    with served(environment) as (_portal, reader), ExitStack() as stack:
        rest.wait(5)  # undisturbed, to compare
        usual, reader.longest = reader.longest, 0
        slow = [stack.enter_context(opened(port, data)) for _ in range(SLOW)]
        for _ in range(LASTS // DRIP):
            rest.wait(DRIP)
            slow = [one if drip(one, sends) else stack.enter_context(opened(port, data)) for one in slow]
        print(f"\n  the slowest home page before: {usual:.2f} s")
    assert set(reader.answers) == {200}
    assert sum(reader.answers.values()) > LASTS / 4
    assert reader.longest < 10
