"""What the web server serves in test_slow_connections: an answer of the length asked for, or what came of a body."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()  # for the pages of refusals

PIECE = b"x" * 50_000


def application(environ, start_response):
    length = int(environ["PATH_INFO"].strip("/") or 0)
    if environ["REQUEST_METHOD"] == "POST":
        read = 0
        while data := environ["wsgi.input"].read(65_536):
            read += len(data)
        answer, length = [str(read).encode()], len(str(read))
    else:
        answer = (PIECE for _ in range(length // len(PIECE)))
    start_response("200 OK", [("Content-Length", str(length)), ("Content-Type", "text/plain")])
    return answer
