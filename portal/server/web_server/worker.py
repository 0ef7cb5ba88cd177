"""Gunicorn's threaded worker: the event loop reads requests and sends buffered responses, threads handle requests."""

import time
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ, EVENT_WRITE

from django.template.loader import render_to_string
from gunicorn.http.errors import LimitRequestLine
from gunicorn.workers.gthread import ThreadWorker

from portal.server.log_lines import mask_address
from portal.server.web_server.connections import BodyTooLarge, CapacityExceeded, Connection, LengthRequired
from portal.server.web_server.thread_pool import ThreadPool

MAX_UPLOADS = 16
"""Concurrent bodies that are too large for memory and are spooled to disk."""

MAX_BUFFERED_BYTES = 1_000_000_000
"""Of all buffered responses, which are spooled to disk as well."""

REFUSALS = {
    LimitRequestLine: ("414 URI Too Long", "414.html"),
    BodyTooLarge: ("413 Content Too Large", "413.html"),
    LengthRequired: ("411 Length Required", "411.html"),
    CapacityExceeded: ("503 Service Unavailable", "503.html"),
}


class Worker(ThreadWorker):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.waiting = set()
        self.last_sweep = 0

    def get_thread_pool(self):
        return ThreadPool(self.cfg.threads)

    def accept(self, listener):
        try:
            sock, client = listener.accept()
        except OSError:  # another worker was faster, the client left, or too many open files
            return
        self.nr_conns += 1
        self.wait_for_request(Connection(self.cfg, sock, client, listener.getsockname()))

    def wait_for_request(self, conn):
        self.wait(conn, EVENT_READ, self.on_request)

    def on_request(self, conn):
        is_complete = conn.receive()
        if conn.is_upload and sum(other.is_upload for other in self.waiting) > MAX_UPLOADS:
            conn.refuse(CapacityExceeded(f"More than {MAX_UPLOADS} uploads at once: one was refused."))
            is_complete = True
        if is_complete:
            self.stop_waiting(conn)
            self.enqueue_req(conn)

    def finish_request(self, conn, fs):
        """Called in the loop when a thread is done."""
        conn.keep_alive = self.alive and not fs.cancelled() and not fs.exception() and fs.result()
        if not conn.response.spooled:
            self.next_request(conn)
            return
        conn.start_deadline()
        self.wait(conn, EVENT_WRITE, self.on_writable)
        if sum(other.response.size for other in self.waiting if other.response.spooled) > MAX_BUFFERED_BYTES:
            self.log.warning(
                "More than %s bytes of answers wait for slow visitors: one was cut.", MAX_BUFFERED_BYTES
            )
            self.drop(conn)

    def on_writable(self, conn):
        if conn.send_buffered():
            self.stop_waiting(conn)
            self.next_request(conn)

    def next_request(self, conn):
        if not conn.keep_alive:
            conn.shut_down()
            self.wait(conn, EVENT_READ, self.on_drain)
            return
        conn.reset(self.cfg.keepalive)
        if conn.is_complete():
            self.enqueue_req(conn)
        else:
            self.wait_for_request(conn)

    def on_drain(self, conn):
        if conn.drain():
            self.drop(conn)

    def wait(self, conn, event, callback):
        """Register `callback` for the event; drop a connection that is gone."""
        self.waiting.add(conn)
        try:
            self.poller.register(conn.peer, event, partial(self.on_event, conn, callback))
        except (OSError, ValueError, KeyError):  # already closed
            self.drop(conn)

    def on_event(self, conn, callback, _socket):
        with suppress(BlockingIOError):
            try:
                callback(conn)
            except BlockingIOError:
                raise
            except (OSError, EOFError):
                self.drop(conn)

    def stop_waiting(self, conn):
        self.waiting.discard(conn)
        with suppress(OSError, ValueError, KeyError):
            self.poller.unregister(conn.peer)

    def drop(self, conn):
        self.stop_waiting(conn)
        self.nr_conns -= 1
        conn.close()

    def murder_pending(self):
        """Called in each round: drop connections past their deadline; on shutdown, idle ones too."""
        now = time.monotonic()
        if now - self.last_sweep < 1 and self.alive:
            return
        self.last_sweep = now
        for conn in [*self.waiting]:
            if conn.deadline <= now or not (self.alive or conn.request or conn.unread):
                self.drop(conn)

    def handle_error(self, req, client, addr, exc):
        if isinstance(exc, CapacityExceeded):
            self.log.warning("%s", exc)
        if refusal := REFUSALS.get(type(exc)):
            send_refusal(client, *refusal)
        else:
            super().handle_error(req, client, (mask_address(addr[0]), *addr[1:]) if addr else addr, exc)


def send_refusal(client, status, template):
    """Send a bilingual page: the request never reached Django."""
    page = render_to_string(template, {"is_sent": True, "pairs": None}).encode()
    head = (
        f"HTTP/1.1 {status}\r\n"
        "Connection: close\r\n"
        "Content-Type: text/html; charset=utf-8\r\n"
        "Content-Security-Policy: default-src 'self'\r\n"
        "Cross-Origin-Resource-Policy: same-origin\r\n"
        "X-Content-Type-Options: nosniff\r\n"
        f"Content-Length: {len(page)}\r\n\r\n"
    )
    with suppress(OSError):
        client.sendall(head.encode() + page)
