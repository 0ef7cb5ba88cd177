"""Visitors who are slow on purpose, 200 who come at once, while others read: the portal as `make run` serves it."""

import socket
import threading
from contextlib import ExitStack

import pytest

from tests.serving import environment_of, manage, portal_of, served

SLOW = 200
DRIP = 2  # s from one byte to the next
LASTS = 40  # s

HEAD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
TOKEN = "a" * 32
"""In the cookie and in the form, so that Django reads the body instead of refusing the request by its head."""
BODY = (
    "POST /kontakt/rueckmeldung/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    f"Cookie: csrftoken={TOKEN}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\n"
    f"csrfmiddlewaretoken={TOKEN}&message="
).encode()
FILE = b"GET /static/large.bin HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
LARGE = 3_000_000  # bytes; some 2.8 MB of them are taken by the kernel


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A folder with all tables and static files, and one that is large."""
    var = tmp_path_factory.mktemp("prepared")
    manage(environment_of(var, DATABASE_URL=f"spatialite:///{var / 'portal.sqlite3'}"), "prepare")
    (var / "static" / "large.bin").write_bytes(bytes(LARGE))
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


@pytest.mark.parametrize("kind", ["heads", "bodies", "readers"])
def test_home_answers_within_a_second_while_200_are_slow(prepared, tmp_path, kind):
    data, sends = {
        "heads": (HEAD, True),
        "bodies": (BODY, True),
        "readers": (FILE, False),
    }[kind]
    environment = portal_of(prepared, tmp_path)
    port = int(environment["PORT"])
    rest = threading.Event()
    with served(environment) as (_portal, reader), ExitStack() as stack:
        rest.wait(5)  # undisturbed, to compare
        usual, reader.longest = reader.longest, 0
        slow, given_up = [stack.enter_context(opened(port, data)) for _ in range(SLOW)], 0
        for _ in range(LASTS // DRIP):
            rest.wait(DRIP)
            gone = [one for one in slow if not drip(one, sends)]
            given_up += len(gone)
            slow = [one for one in slow if one not in gone]
            slow += [stack.enter_context(opened(port, data)) for _ in gone]
        print(f"\n  the slowest home page before: {usual:.2f} s; {given_up} given up")
    assert set(reader.answers) == {200}
    assert sum(reader.answers.values()) > LASTS
    assert reader.longest < 1
    assert given_up >= SLOW or kind == "readers"  # of whose answer the kernel holds some MB
