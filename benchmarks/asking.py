"""Requests through the whole WSGI application, in this process."""

import io
import sys

from django.conf import settings
from django.core.cache import caches

from caching import stores


def forget():
    """Everything that is kept or remembered, cards included."""
    stores.clear_stores()
    for kept in caches.all(initialized_only=True):
        kept.clear()


def ask(application, address, cookie="", expected="200", **headers):
    """One request. Bytes of the answer, whose status must be the expected one. headers: more of WSGI's variables."""
    path_info, _mark, query = address.partition("?")
    environment = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path_info,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": settings.ALLOWED_HOSTS[0],
        "HTTP_ACCEPT_ENCODING": "gzip, br",
        "HTTP_COOKIE": cookie,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "https" if settings.IS_HTTPS else "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "REMOTE_ADDR": "127.0.0.1",
        **headers,
    }
    told = []
    answer = application(environment, lambda status, headers: told.append(status))
    length = sum(map(len, answer))
    if hasattr(answer, "close"):
        answer.close()
    if not told[0].startswith(expected):
        raise SystemExit(f"{address}: {told[0]}")
    return length
