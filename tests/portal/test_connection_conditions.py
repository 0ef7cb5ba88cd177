"""What the web server decides of connections, each condition by itself: no server runs, and nobody is connected."""

import socket
from types import SimpleNamespace as Given

import pytest
from gunicorn.http.errors import InvalidHeader, LimitRequestHeaders, LimitRequestLine
from gunicorn.workers.gthread import ThreadWorker

from portal import connections, web_worker
from portal.connections import (
    GRACE,
    HEAD_SECONDS,
    LINGER,
    SLOWEST,
    Answer,
    Connection,
    LengthRequired,
    NoRoom,
    TooLarge,
)
from portal.web_worker import Worker, refuse

NOW = 1000.0


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """The seconds that both modules read."""
    now = [NOW]
    for module in (connections, web_worker):
        monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    return now


class Peer:
    """A visitor: what they send, and how much of an answer they take; None: no room, an error is raised."""

    def __init__(self, sends=(), takes=()):
        self.sends, self.takes, self.got, self.closed = list(sends), list(takes), [], []

    def recv(self, size):
        sent = self.sends.pop(0)
        assert len(sent) <= size
        return sent

    def send(self, data):
        taken = self.takes.pop(0) if self.takes else len(data)
        if taken is None:
            raise BlockingIOError
        self.got.append(bytes(data[:taken]))
        return min(taken, len(data))

    def shutdown(self, how):
        self.closed.append(how)

    def close(self):
        self.closed.append("closed")


def connection(*sends, takes=()):
    conn = Connection.__new__(Connection)
    conn.cfg = Given(limit_request_line=20)
    conn.peer = Peer(sends, takes)
    conn.answer = Answer(conn.peer)
    conn.keeps_open, conn.request, conn.unread = False, None, b""
    conn.rest(HEAD_SECONDS)
    return conn


HEAD = b"POST / HTTP/1.1\r\n"


@pytest.mark.parametrize(
    ("head", "length", "fault"),
    [
        (b"", 0, None),
        (b"Content-Length: 5\r\n", 5, None),
        (b"content-length:5 \r\n", 5, None),
        (b"Content-Length: 5\r\nContent-Length: 5\r\n", 0, InvalidHeader),
        (b"Content-Length: x\r\n", 0, InvalidHeader),
        (b"Content-Length: -5\r\n", 0, InvalidHeader),
        (b"Transfer-Encoding: chunked\r\n", 0, LengthRequired),
        (b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", 0, LengthRequired),
        (b"X-Content-Length: 5\r\n", 0, None),
        (b"Content-Length: %d\r\n" % connections.MOST_BODY, connections.MOST_BODY, None),
        (b"Content-Length: %d\r\n" % (connections.MOST_BODY + 1), 0, TooLarge),
    ],
)
def test_a_head_says_how_much_is_to_come_or_is_refused(head, length, fault):
    conn = connection(HEAD + head + b"\r\n")
    assert conn.feed() is (length == 0)
    assert conn.missing == length
    assert type(conn.fault) is (fault or type(None))
    assert conn.is_upload is (length > connections.IN_MEMORY)


def test_a_head_may_come_in_pieces_and_what_follows_is_the_next_request():
    conn = connection(HEAD, b"Content-Length: 3\r\n", b"\r\na", b"bcGET")
    assert [conn.feed() for _ in range(4)] == [False, False, False, True]
    assert conn.unread == b"GET"
    conn.request.seek(0)
    assert conn.request.read() == HEAD + b"Content-Length: 3\r\n\r\nabc"
    conn.rest(5)
    assert conn.request is None
    assert conn.deadline == NOW + HEAD_SECONDS  # something of the next has come already


@pytest.mark.parametrize(
    ("start", "fault"),
    [(b"GET / HTTP/1.1\r\nX: ", LimitRequestHeaders), (b"GET /" + b"x" * 20 + b"\r\n", type(None))],
)
def test_a_head_without_an_end_is_given_up(start, fault):
    conn = connection()
    conn.unread = start + b"a" * (connections.MOST_HEAD - len(start))
    assert conn.is_whole() is False
    conn.unread += b"a"
    assert conn.is_whole() is True
    assert type(conn.fault) is fault


@pytest.mark.parametrize(("body", "is_asked"), [(b"", True), (b"ab", True), (b"abc", False)])
def test_a_body_is_asked_for_where_it_is_announced_and_has_not_come(body, is_asked):
    head = HEAD + b"Content-Length: 3\r\nExpect: 100-continue\r\n\r\n"
    conn = connection(head + body)
    conn.feed()
    assert conn.peer.got == [b"HTTP/1.1 100 Continue\r\n\r\n"] * is_asked


def test_who_is_gone_is_dropped_and_a_new_request_has_its_own_time(clock):
    with pytest.raises(EOFError):
        connection(b"").feed()
    conn = connection(b"G", b"E")
    clock[0] += 5
    conn.feed()
    assert conn.deadline == NOW + 5 + HEAD_SECONDS
    clock[0] += 5
    conn.feed()
    assert conn.deadline == NOW + 5 + HEAD_SECONDS
    assert not conn.is_idle


def test_a_body_has_to_keep_up(clock):
    conn = connection(HEAD + b"Content-Length: 40000\r\n\r\n", b"a" * SLOWEST)
    conn.feed()
    assert conn.deadline == NOW + GRACE
    clock[0] += 7
    conn.feed()
    assert conn.deadline == NOW + GRACE + 1


@pytest.mark.parametrize(("number", "is_refused"), [(28, True), (5, False)])
def test_a_full_disk_refuses_the_upload_and_another_error_is_one(monkeypatch, number, is_refused):
    conn = connection(HEAD + b"Content-Length: 3\r\n\r\n", b"abc")
    conn.feed()

    def fails(data):
        raise OSError(number, "said")

    monkeypatch.setattr(conn, "request", Given(write=fails, close=lambda: None))
    if is_refused:
        assert conn.feed() is True
        assert isinstance(conn.fault, NoRoom)
        assert conn.missing == 0
    else:
        with pytest.raises(OSError, match="said"):
            conn.feed()


def test_at_its_end_a_connection_is_read_for_a_while():
    conn = connection(b"a" * 64, b"")
    conn.end()
    assert conn.peer.closed == [socket.SHUT_WR]
    assert conn.deadline == NOW + LINGER
    assert [conn.is_drained(), conn.is_drained()] == [False, True]
    conn.peer.sends = [b"a", b"a"]
    conn.drained = connections.MOST_DRAINED - 1
    assert [conn.is_drained(), conn.is_drained()] == [False, True]


def test_what_is_not_taken_at_once_is_kept_and_handed_out_in_turns(monkeypatch):
    monkeypatch.setattr(connections, "PIECE", 4)
    monkeypatch.setattr(connections, "PIECES_AT_ONCE", 2)
    monkeypatch.setattr(Answer, "_has_room", lambda self: False)
    conn = connection(takes=[3, None])
    conn.answer.sendall(b"0123456789abcdef")
    assert conn.answer.size == 13
    conn.set_out()
    assert conn.hand_out() is False
    assert b"".join(conn.peer.got) == b"0123456789a"
    assert conn.deadline == NOW + GRACE + 8 / SLOWEST
    assert conn.hand_out() is False
    assert conn.hand_out() is True
    assert b"".join(conn.peer.got) == b"0123456789abcdef"
    assert conn.answer.kept is None


def test_an_answer_that_finds_room_in_time_is_not_kept(monkeypatch):
    rooms = [True, True]
    monkeypatch.setattr(Answer, "_has_room", lambda self: rooms.pop())
    answer = Answer(Peer(takes=[None, 2, None, 5]))
    assert answer.send(b"abcdefg") == 7
    assert (answer.kept, rooms) == (None, [])
    assert b"".join(answer.peer.got) == b"abcdefg"


# --- The worker


@pytest.fixture
def worker():
    one = Worker.__new__(Worker)
    vars(one).update(
        waiting=set(), looked_at=0, alive=True, nr_conns=9, cfg=Given(keepalive=3), poller=None, log=None
    )
    one.done = []
    one.log = Given(warning=lambda *words: one.done.append("warned"))
    one.poller = Given(
        register=lambda peer, event, call: one.done.append("waits"), unregister=lambda peer: None
    )
    one.enqueue_req = lambda conn: one.done.append("asked")
    return one


class Conn:
    """Of a connection what the worker asks of it."""

    def __init__(self, **more):
        self.peer, self.done = None, []
        self.deadline, self.request, self.unread, self.is_upload = NOW + 1, None, b"", False
        vars(self).update(more)

    def __getattr__(self, name):
        def note(*args):
            self.done.append(name)

        return note


@pytest.mark.parametrize(
    ("alive", "waits", "is_dropped"),
    [
        (True, {}, False),
        (True, {"deadline": NOW}, True),
        (True, {"deadline": NOW - 1, "request": "r"}, True),
        (False, {}, True),
        (False, {"request": "r"}, False),
        (False, {"unread": b"G"}, False),
        (False, {"request": "r", "deadline": NOW}, True),
    ],
)
def test_who_is_over_time_is_dropped_and_at_the_end_who_asks_nothing(worker, alive, waits, is_dropped):
    conn = Conn(**waits)
    worker.alive, worker.waiting = alive, {conn}
    worker.murder_pending()
    assert ("close" in conn.done) is is_dropped
    assert (conn in worker.waiting) is not is_dropped
    assert worker.nr_conns == 9 - is_dropped


@pytest.mark.parametrize(
    ("alive", "since", "looks"), [(True, 0.9, False), (True, 1, True), (False, 0.1, True)]
)
def test_connections_are_looked_through_once_a_second_and_at_the_end_at_once(worker, alive, since, looks):
    conn = Conn(deadline=0)
    worker.alive, worker.looked_at, worker.waiting = alive, NOW - since, {conn}
    worker.murder_pending()
    assert bool(conn.done) is looks


@pytest.mark.parametrize(
    ("is_whole", "is_upload", "others", "is_asked", "is_refused"),
    [
        (True, False, 0, True, False),
        (False, False, 0, False, False),
        (False, True, web_worker.MOST_UPLOADS - 1, False, False),
        (False, True, web_worker.MOST_UPLOADS, True, True),
        (False, False, web_worker.MOST_UPLOADS + 1, False, False),
    ],
)
def test_one_upload_too_many_is_refused(worker, is_whole, is_upload, others, is_asked, is_refused):
    refused = []
    conn = Conn(feed=lambda: is_whole, is_upload=is_upload, refuse=refused.append)
    worker.waiting = {conn, *(Conn(is_upload=True) for _ in range(others))}
    worker.on_request(conn)
    assert (worker.done == ["asked"]) is is_asked
    assert (conn in worker.waiting) is not is_asked
    assert [type(fault) for fault in refused] == [NoRoom] * is_refused


@pytest.mark.parametrize(
    ("alive", "cancelled", "error", "result", "keeps"),
    [
        (True, False, None, True, True),
        (False, False, None, True, False),
        (True, True, None, True, False),
        (True, False, "error", True, False),
        (True, False, None, False, False),
    ],
)
def test_a_connection_stays_open_where_all_went_well(worker, alive, cancelled, error, result, keeps):
    worker.alive = alive
    conn = Conn(answer=Given(kept=None), is_whole=lambda: False)
    future = Given(cancelled=lambda: cancelled, exception=lambda: error, result=lambda: result)
    worker.finish_request(conn, future)
    assert conn.keeps_open is keeps
    assert conn.done[:1] == (["rest"] if keeps else ["end"])
    assert worker.done == ["waits"]


@pytest.mark.parametrize(("size", "is_cut"), [(0, False), (1, True)])
def test_what_is_kept_in_all_has_a_limit(worker, monkeypatch, size, is_cut):
    monkeypatch.setattr(web_worker, "MOST_KEPT", 10)
    worker.waiting = {Conn(answer=Given(kept="k", size=5)), Conn(answer=Given(kept=None, size=99))}
    conn = Conn(answer=Given(kept="k", size=5 + size))
    future = Given(cancelled=lambda: False, exception=lambda: None, result=lambda: True)
    worker.finish_request(conn, future)
    assert ("close" in conn.done) is is_cut
    assert ("warned" in worker.done) is is_cut


@pytest.mark.parametrize(("is_whole", "done"), [(True, ["asked"]), (False, ["waits"])])
def test_the_next_request_is_answered_if_it_is_there(worker, is_whole, done):
    worker.go_on(Conn(keeps_open=True, is_whole=lambda: is_whole))
    assert worker.done == done


@pytest.mark.parametrize(("is_done", "goes_on"), [(True, True), (False, False)])
def test_an_answer_that_was_taken_lets_the_connection_go_on(worker, is_done, goes_on):
    conn = Conn(hand_out=lambda: is_done, keeps_open=False)
    worker.waiting = {conn}
    worker.on_room(conn)
    assert ("end" in conn.done) is goes_on


@pytest.mark.parametrize(
    ("error", "is_dropped"),
    [(None, False), (BlockingIOError, False), (ConnectionResetError, True), (EOFError, True)],
)
def test_who_is_gone_is_dropped_and_who_is_slow_is_not(worker, error, is_dropped):
    def callback(conn):
        if error:
            raise error

    conn = Conn()
    worker.on_event(conn, callback, None)
    assert ("close" in conn.done) is is_dropped


def test_a_connection_that_was_closed_meanwhile_is_dropped(worker):
    def register(*args):
        raise ValueError

    worker.poller = Given(register=register, unregister=lambda peer: None)
    conn = Conn()
    worker.wait(conn, 1, None)
    assert conn.done == ["close"]
    assert not worker.waiting


@pytest.mark.parametrize(
    ("fault", "status", "warns"),
    [(NoRoom("full"), "503", True), (TooLarge(), "413", False), (LengthRequired(), "411", False)],
)
def test_a_refusal_has_its_status_its_headers_and_ends_the_connection(worker, fault, status, warns):
    client = Peer()
    client.sendall = client.got.append
    worker.handle_error(None, client, ("127.0.0.1", 1), fault)
    head, _blank, page = client.got[0].partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0].startswith(f"HTTP/1.1 {status} ")
    assert lines[1:] == [
        "Connection: close",
        "Content-Type: text/html; charset=utf-8",
        "Content-Security-Policy: default-src 'self'",
        "Cross-Origin-Resource-Policy: same-origin",
        "X-Content-Type-Options: nosniff",
        f"Content-Length: {len(page)}",
    ]
    assert ("warned" in worker.done) is warns


def test_who_left_before_a_refusal_is_no_error_and_other_faults_are_gunicorns(worker, monkeypatch):
    def gone(data):
        raise BrokenPipeError

    refuse(Given(sendall=gone), "414 URI Too Long", "414.html")
    told = []
    monkeypatch.setattr(ThreadWorker, "handle_error", lambda self, *args: told.append(args[2]))
    worker.handle_error(None, None, ("203.0.113.77", 9), ValueError())
    worker.handle_error(None, None, None, ValueError())
    assert told == [("203.0.113.0", 9), None]
    assert LimitRequestLine in web_worker.REFUSALS
