"""A client's connection, which buffers until the request is complete and until the response is sent.

No thread waits for a slow client. The event loop of the worker calls these methods when the socket is readable or
writable, and drops the connection at its `deadline`, in seconds of time.monotonic().
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
"""From the first byte of the headers to the last."""

MIN_BYTES_PER_SECOND = 20_000
"""Minimum rate of body and response."""

GRACE_SECONDS = 20
"""How far they may fall behind: the lifetime of a stalled connection."""

MAX_HEADER_BYTES = 64 * 1024

MAX_BODY_BYTES = 300_000_000
"""About twelve of the largest pictures in one form."""

MAX_MEMORY_BYTES = 128 * 1024
"""Of a body or response; more is spooled to an unnamed file."""

CHUNK_BYTES = 64 * 1024

MAX_CHUNKS_PER_TURN = 16
"""Of one response, before other connections are served."""

LINGER_SECONDS = 2
"""Until a connection is closed that the client does not close."""

MAX_DRAINED_BYTES = 2_000_000
"""Of a refused request."""

SEND_TIMEOUT_SECONDS = 0.01
"""Total time a thread waits for the client to take a response, before the rest is buffered.

One of two processes may accept nearly all of 200 slow readers: its four threads then wait half a second for them.
"""

CONTENT_LENGTH = re.compile(rb"(?im)^content-length(\s*:.*?)[ \t]*\r?$")
LENGTH = re.compile(rb":[ \t]*(\d{1,18})")
CHUNKED = re.compile(rb"(?im)^transfer-encoding:")
EXPECTS = re.compile(rb"(?im)^expect:[ \t]*100-continue")


class LengthRequired(ParseException):
    """A chunked body, which no browser sends: its deadline could not be computed."""


class BodyTooLarge(ParseException):
    """A body above MAX_BODY_BYTES."""


class CapacityExceeded(ParseException):
    """No capacity for another large body: too many uploads, or the disk is full. The message is logged."""


class Connection(TConn):
    """Receives a request for a thread, sends its response, then is reset for another request or shut down."""

    def __init__(self, cfg, sock, client, server):
        super().__init__(cfg, sock, client, server)
        self.peer = sock
        self.sock = self.response = ResponseBuffer(sock)
        self.data_ready = True  # a thread never has to wait for data
        self.keep_alive = False
        self.request = None  # a file, once the headers are complete
        self.unread = b""  # incomplete headers, or data after a request
        self.reset(HEADER_TIMEOUT_SECONDS)

    def reset(self, seconds):
        """Prepare for the next request."""
        if self.request:
            self.request.close()
        self.request, self.length, self.missing, self.fault = None, 0, 0, None
        self.deadline = time.monotonic() + (HEADER_TIMEOUT_SECONDS if self.unread else seconds)

    @property
    def is_idle(self):
        return not self.unread and self.request is None

    @property
    def is_upload(self):
        """More is expected than is kept in memory."""
        return self.missing > MAX_MEMORY_BYTES

    def receive(self):
        """Read available data; True once a request is complete, or invalid.

        Raises EOFError when the client has closed, OSError when the connection failed.
        """
        if not (data := self.peer.recv(CHUNK_BYTES)):
            raise EOFError
        if self.is_idle:
            self.deadline = time.monotonic() + HEADER_TIMEOUT_SECONDS
        self.unread += data
        return self.is_complete()

    def is_complete(self):
        if self.request is None:
            end = self.unread.find(b"\r\n\r\n")
            if end >= 0:
                self._begin(self.unread[: end + 4])
            elif len(self.unread) > MAX_HEADER_BYTES:
                self._reject_header()
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
            self._extend_deadline(self.length - self.missing)
        return not self.missing

    def _begin(self, head):
        self._buffer(head)
        lengths = CONTENT_LENGTH.findall(head)
        if CHUNKED.search(head):
            self.fault = LengthRequired()
        elif len(lengths) == 1 and (length := LENGTH.fullmatch(lengths[0])):
            self.length = self.missing = int(length[1])
        elif lengths:  # repeated, or not a number: the start of the next request is undefined
            self.fault = InvalidHeader("CONTENT-LENGTH")
        if self.missing > MAX_BODY_BYTES:
            self.refuse(BodyTooLarge())
        self.start_deadline()
        if self.missing > len(self.unread) and EXPECTS.search(head):
            with suppress(OSError):
                self.peer.send(b"HTTP/1.1 100 Continue\r\n\r\n")

    def start_deadline(self):
        """Require MIN_BYTES_PER_SECOND of the body or response from now on."""
        self.since = time.monotonic()
        self._extend_deadline(0)

    def _extend_deadline(self, done):
        """`done`: bytes received or sent so far."""
        self.deadline = self.since + GRACE_SECONDS + done / MIN_BYTES_PER_SECOND

    def refuse(self, fault):
        """Answer with `fault`, and ignore the rest of the body."""
        self.fault, self.missing = fault, 0

    def _reject_header(self):
        """Too many headers. A request line that is too long is left to gunicorn's parser."""
        if b"\r\n" in self.unread[: self.cfg.limit_request_line + 2]:
            self.fault = LimitRequestHeaders(f"more than {MAX_HEADER_BYTES} bytes")
        self._buffer(self.unread)

    def _buffer(self, data):
        self.request = SpooledTemporaryFile(MAX_MEMORY_BYTES)  # noqa: SIM115  (closed by reset or close)
        self.request.write(data)
        self.unread = self.unread[len(data) :]

    def init(self):  # gunicorn's name
        """Called in the thread: gunicorn's parser, on exactly one request."""
        self.response.begin()
        if self.fault:
            raise self.fault
        self.request.seek(0)
        self.parser = RequestParser(self.cfg, iter(partial(self.request.read, CHUNK_BYTES), b""), self.client)

    def send_buffered(self):
        """Send more of the buffered response; True when it is complete. Raises OSError."""
        is_done = self.response.flush()
        self._extend_deadline(self.response.sent)
        return is_done

    def shut_down(self):
        """Stop sending. Unread data is drained for a while: a reset would discard the response at the client."""
        with suppress(OSError):
            self.peer.shutdown(socket.SHUT_WR)
        self.deadline = time.monotonic() + LINGER_SECONDS
        self.drained = 0

    def drain(self):
        """Discard received data; True at its end or at MAX_DRAINED_BYTES. Raises OSError."""
        data = self.peer.recv(CHUNK_BYTES)
        self.drained += len(data)
        return not data or self.drained > MAX_DRAINED_BYTES

    def close(self, graceful=False):
        for file in filter(None, (self.request, self.response.spooled)):
            file.close()
        self.peer.close()


class ResponseBuffer:
    """Replaces the socket for writing a response: accepts all of it and buffers what the client does not take."""

    def __init__(self, peer):
        self.peer = peer
        self.begin()

    def begin(self):
        self.spooled, self.size, self.sent = None, 0, 0
        self.remaining_wait = SEND_TIMEOUT_SECONDS

    def __getattr__(self, name):
        return getattr(self.peer, name)

    def setblocking(self, flag):
        """Stays non-blocking: no thread is to wait."""

    def send(self, data):
        self.sendall(data)
        return len(data)

    def sendall(self, data):
        data = memoryview(data)
        while self.spooled is None and data:
            try:
                data = data[self.peer.send(data) :]
            except BlockingIOError:
                if not self._is_writable():
                    self.spooled = SpooledTemporaryFile(MAX_MEMORY_BYTES)  # noqa: SIM115  (closed by flush or close)
        if data:
            self.spooled.write(data)
            self.size += len(data)

    def _is_writable(self):
        began = time.monotonic()
        poller = poll()
        poller.register(self.peer, POLLOUT)
        ready = poller.poll(max(self.remaining_wait, 0) * 1000)
        self.remaining_wait -= time.monotonic() - began
        return bool(ready)

    def flush(self):
        """Send buffered data as far as possible without blocking; True when nothing is left."""
        with suppress(BlockingIOError):
            for _ in range(MAX_CHUNKS_PER_TURN):
                self.spooled.seek(self.sent)
                if not (chunk := self.spooled.read(CHUNK_BYTES)):
                    self.spooled.close()
                    self.spooled = None
                    return True
                self.sent += self.peer.send(chunk)
        return False
