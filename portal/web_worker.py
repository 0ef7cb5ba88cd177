"""Gunicorn's worker, with a page of our own for an address that is too long to be read (scripts/gunicorn.conf.py)."""

import socket
from contextlib import suppress

from django.template.loader import render_to_string
from gunicorn.http.errors import LimitRequestLine
from gunicorn.workers.gthread import ThreadWorker

PATIENCE = 1
"""Seconds without a byte until the rest of a request is no longer waited for."""

MOST_READ = 2_000_000
"""Bytes of a refused request."""


class Worker(ThreadWorker):
    def handle_error(self, req, client, addr, exc):
        if isinstance(exc, LimitRequestLine):
            refuse_address(client)
        else:
            super().handle_error(req, client, addr, exc)


def refuse_address(client):
    """Answer 414, in both languages: Django never saw the request.

    What the browser is still sending is read first; closing on it would break the connection before it has the answer.
    """
    page = render_to_string("414.html").encode()
    head = (
        "HTTP/1.1 414 URI Too Long\r\n"
        "Connection: close\r\n"
        "Content-Type: text/html; charset=utf-8\r\n"
        "Content-Security-Policy: default-src 'self'\r\n"
        "Cross-Origin-Resource-Policy: same-origin\r\n"
        "X-Content-Type-Options: nosniff\r\n"
        f"Content-Length: {len(page)}\r\n\r\n"
    )
    with suppress(OSError):
        client.settimeout(PATIENCE)
        client.sendall(head.encode() + page)
        client.shutdown(socket.SHUT_WR)
        left = MOST_READ
        while left > 0 and (part := client.recv(65_536)):
            left -= len(part)
