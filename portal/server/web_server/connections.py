"""A visitor's connection to the web server while it waits: for a whole request, or for an answer to be taken.

No thread waits for a slow one. What has come is kept here until the request is whole, and what the visitor does not
take at once is kept until they do. The loop of the worker calls these methods whenever there is something to
read or room to write, and drops the connection at its `deadline`, in seconds of time.monotonic().
"""

import re
import socket
import time
from contextlib import suppress
from functools import partial
from select import POLLOUT, poll
from tempfile import SpooledTemporaryFile

from gunicorn.http.errors import InvalidHeader, LimitRequestHeaders, ParseException
from gunicorn.http.parser import RequestParser
from gunicorn.workers.gthread import TConn

from database.locking import is_disk_full

HEADER_TIMEOUT_SECONDS = 10
"""From the first byte of a request's head to its last."""

MIN_BYTES_PER_SECOND = 20_000
"""Bytes a second that body and answer must keep up with."""

GRACE_SECONDS = 20
"""Seconds that they may lie behind: so long lasts one of which nothing comes or goes."""

MAX_HEADER_BYTES = 64 * 1024
"""Bytes of a head."""

MAX_BODY_BYTES = 300_000_000
"""Bytes of a body: some twelve of the largest pictures in one form."""

MAX_MEMORY_BYTES = 128 * 1024
"""Bytes of a body or answer that are kept in memory; more goes into a file that has no name."""

CHUNK_BYTES = 64 * 1024

MAX_CHUNKS_PER_TURN = 16
"""Of one answer, before the next connection has its turn."""

LINGER_SECONDS = 2
"""Seconds until a connection is closed whose visitor does not close it."""

MAX_DRAINED_BYTES = 2_000_000
"""Bytes of a request that was refused."""

SEND_TIMEOUT_SECONDS = 0.01
"""Seconds in all that a thread waits for the visitor to take an answer, before it is kept.

One of two processes may accept nearly all of 200 slow readers: its four threads then wait half a second for them.
"""

CONTENT_LENGTH = re.compile(rb"(?im)^content-length(\s*:.*?)[ \t]*\r?$")
LENGTH = re.compile(rb":[ \t]*(\d{1,18})")
CHUNKED = re.compile(rb"(?im)^transfer-encoding:")
EXPECTS = re.compile(rb"(?im)^expect:[ \t]*100-continue")


class LengthRequired(ParseException):
    """A body in pieces of unknown length, which no browser sends: how long to wait for it could not be told."""


class BodyTooLarge(ParseException):
    """A body above MOST_BODY."""


class CapacityExceeded(ParseException):
    """For one more large body: many are on their way, or the disk is full. Says which, for the log."""


class Connection(TConn):
    """Waits for a request, is answered by a thread, hands out the answer; then rests for another request, or ends."""

    def __init__(self, cfg, sock, client, server):
        super().__init__(cfg, sock, client, server)
        self.peer = sock
        self.sock = self.answer = ResponseBuffer(sock)
        self.data_ready = True  # when a thread gets to it, nothing is to be waited for
        self.keeps_open = False
        self.request = None  # a file, from the end of its head on
        self.unread = b""  # what came of a head that is not whole, or behind a request
        self.rest(HEADER_TIMEOUT_SECONDS)

    def rest(self, seconds):
        """Nothing of the next request has come yet."""
        if self.request:
            self.request.close()
        self.request, self.length, self.missing, self.fault = None, 0, 0, None
        self.deadline = time.monotonic() + (HEADER_TIMEOUT_SECONDS if self.unread else seconds)

    @property
    def is_idle(self):
        return not self.unread and self.request is None

    @property
    def is_upload(self):
        """More is announced than is kept in memory."""
        return self.missing > MAX_MEMORY_BYTES

    def feed(self):
        """Take what has come; True once a request is whole, or cannot become so.

        Raises EOFError when the visitor is gone, OSError when the connection is.
        """
        if not (data := self.peer.recv(CHUNK_BYTES)):
            raise EOFError
        if self.is_idle:
            self.deadline = time.monotonic() + HEADER_TIMEOUT_SECONDS
        self.unread += data
        return self.is_whole()

    def is_whole(self):
        if self.request is None:
            end = self.unread.find(b"\r\n\r\n")
            if end >= 0:
                self._begin(self.unread[: end + 4])
            elif len(self.unread) > MAX_HEADER_BYTES:
                self._give_up()
            else:
                return False
        if self.missing:
            data = self.unread[: self.missing]
            try:
                self.request.write(data)
            except OSError as error:
                if not is_disk_full(error):
                    raise
                self.refuse(CapacityExceeded(f"An upload was refused: {error.strerror}."))
                return True
            self.missing -= len(data)
            self.unread = self.unread[len(data) :]
            self._keep_up(self.length - self.missing)
        return not self.missing

    def _begin(self, head):
        self._keep(head)
        lengths = CONTENT_LENGTH.findall(head)
        if CHUNKED.search(head):
            self.fault = LengthRequired()
        elif len(lengths) == 1 and (length := LENGTH.fullmatch(lengths[0])):
            self.length = self.missing = int(length[1])
        elif lengths:  # said twice, or no number: where the next request begins would be a guess
            self.fault = InvalidHeader("CONTENT-LENGTH")
        if self.missing > MAX_BODY_BYTES:
            self.refuse(BodyTooLarge())
        self.set_out()
        if self.missing > len(self.unread) and EXPECTS.search(head):
            with suppress(OSError):
                self.peer.send(b"HTTP/1.1 100 Continue\r\n\r\n")

    def set_out(self):
        """From now on a body or an answer has to keep up with SLOWEST."""
        self.since = time.monotonic()
        self._keep_up(0)

    def _keep_up(self, done):
        """So many bytes have come, or were taken."""
        self.deadline = self.since + GRACE_SECONDS + done / MIN_BYTES_PER_SECOND

    def refuse(self, fault):
        """Answer with `fault`, whatever still comes."""
        self.fault, self.missing = fault, 0

    def _give_up(self):
        """A head without an end. Where its first line has none, gunicorn's parser finds that out."""
        if b"\r\n" in self.unread[: self.cfg.limit_request_line + 2]:
            self.fault = LimitRequestHeaders(f"more than {MAX_HEADER_BYTES} bytes")
        self._keep(self.unread)

    def _keep(self, data):
        self.request = SpooledTemporaryFile(MAX_MEMORY_BYTES)  # noqa: SIM115  (closed by rest or close)
        self.request.write(data)
        self.unread = self.unread[len(data) :]

    def init(self):  # called so by gunicorn
        """For the thread that answers: gunicorn's parser, on exactly one request."""
        self.answer.begin()
        if self.fault:
            raise self.fault
        self.request.seek(0)
        self.parser = RequestParser(self.cfg, iter(partial(self.request.read, CHUNK_BYTES), b""), self.client)

    def hand_out(self):
        """Send on what is kept of the answer; True when the visitor has it all. Raises OSError."""
        is_done = self.answer.flush()
        self._keep_up(self.answer.taken)
        return is_done

    def end(self):
        """No more is sent. What still comes is read for a while, or the visitor would lose the answer."""
        with suppress(OSError):
            self.peer.shutdown(socket.SHUT_WR)
        self.deadline = time.monotonic() + LINGER_SECONDS
        self.drained = 0

    def is_drained(self):
        """Throw away what came; True when the visitor is done, or has sent enough. Raises OSError."""
        data = self.peer.recv(CHUNK_BYTES)
        self.drained += len(data)
        return not data or self.drained > MAX_DRAINED_BYTES

    def close(self, graceful=False):
        for file in filter(None, (self.request, self.answer.kept)):
            file.close()
        self.peer.close()


class ResponseBuffer:
    """Stands for the socket where an answer is written: takes all of it, and keeps what the visitor does not take."""

    def __init__(self, peer):
        self.peer = peer
        self.begin()

    def begin(self):
        self.kept, self.size, self.taken = None, 0, 0
        self.patience = SEND_TIMEOUT_SECONDS

    def __getattr__(self, name):
        return getattr(self.peer, name)

    def setblocking(self, flag):
        """Never: no thread is to wait."""

    def send(self, data):
        self.sendall(data)
        return len(data)

    def sendall(self, data):
        data = memoryview(data)
        while self.kept is None and data:
            try:
                data = data[self.peer.send(data) :]
            except BlockingIOError:
                if not self._has_room():
                    self.kept = SpooledTemporaryFile(MAX_MEMORY_BYTES)  # noqa: SIM115  (closed by flush or close)
        if data:
            self.kept.write(data)
            self.size += len(data)

    def _has_room(self):
        began = time.monotonic()
        room = poll()
        room.register(self.peer, POLLOUT)
        ready = room.poll(max(self.patience, 0) * 1000)
        self.patience -= time.monotonic() - began
        return bool(ready)

    def flush(self):
        """Send some of what is kept, as much as is taken without waiting; True when nothing is left."""
        with suppress(BlockingIOError):
            for _ in range(MAX_CHUNKS_PER_TURN):
                self.kept.seek(self.taken)
                if not (piece := self.kept.read(CHUNK_BYTES)):
                    self.kept.close()
                    self.kept = None
                    return True
                self.taken += self.peer.send(piece)
        return False
