"""The demo region, served to this script only: its own folder and database, and a clock that stands still.

To be imported before anything of Django's is used, for the clock is put in its place here.
"""

import itertools
import sys
import threading
from contextlib import contextmanager
from datetime import datetime, timedelta
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer
from zoneinfo import ZoneInfo

import django
from django.utils import timezone

sys.modules["debug_toolbar"] = None
"""Developers have it; it would stand in the pictures."""

TODAY = datetime(2026, 11, 30, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
"""A Monday. Each question for the time is answered a little later, so that what comes later sorts later."""

ticks = itertools.count()
timezone.now = lambda: TODAY.astimezone(ZoneInfo("UTC")) + timedelta(microseconds=100 * next(ticks))


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *args):
        pass


def load():
    """The demo region in a database of its own, unless it is there already."""
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    if "sites_space" in connection.introspection.table_names():
        return
    call_command("migrate", verbosity=0)
    call_command("load_demo")


@contextmanager
def serving():
    """Its address on loopback, on a port that was free."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.wsgi import get_wsgi_application

    server = Server(("127.0.0.1", 0), QuietHandler)
    server.set_app(StaticFilesHandler(get_wsgi_application()))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def session_of(email):
    """The session key of a demo login."""
    from django.test import Client

    from accounts.models import User

    client = Client()
    client.force_login(User.objects.get(email=email))
    return client.cookies["sessionid"].value
