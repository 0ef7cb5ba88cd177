"""A server like the one in production, a real browser, and two worlds: the demo region to read, an empty site to fill.

Every test fails when the browser asks another host for anything, or complains in its console (script errors,
broken security policy). The network is closed besides: no name but 127.0.0.1 and localhost resolves.
"""

import fcntl
import os
import shutil
import threading

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.cache import caches
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import Client
from django.test.utils import override_settings
from playwright.sync_api import expect, sync_playwright

from caching import stores
from tests import file_database
from tests.browser import shared_demo
from tests.browser.watching import Watch

# Playwright's event loop runs in the thread of the tests, which use the ORM themselves.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "google-chrome"))), "chromium"
)
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--disable-gpu",
    "--process-per-site",  # a process for each page of the same portal takes a tenth longer
    "--renderer-process-limit=1",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
PATIENCE = 60_000
"""Milliseconds to wait for an element or a page: what waits in vain fails late, and a busy machine fails nothing."""

expect.set_options(timeout=PATIENCE)

django_db_setup = file_database.django_db_setup


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(os.path.dirname(__file__)):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def shared(tmp_path_factory):
    """A folder of all processes of this run."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def production(tmp_path_factory, shared):
    """Settings as in production: hashed static files, collected by the first process that comes.

    They hold between the tests as well, when a page that was closed may still be answered.
    """
    folder, static = tmp_path_factory.mktemp("var"), shared / "static"
    static_files = {"BACKEND": "tests.browser.storage.UncompressedStorage"}
    with override_settings(STATIC_ROOT=static):
        from django.conf import settings

        from portal import settings as written

        overrides = {
            "DEBUG": False,
            "STATIC_ROOT": static,
            "MEDIA_ROOT": folder / "media",
            "VAR_DIR": folder,
            "PRIVACY_NOTICE": "tests.operating.notice_is_published",
            "STORAGES": settings.STORAGES | {"staticfiles": static_files},
            "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
            "CACHES": written.CACHES,
            "CACHES_PAGES": written.CACHES_PAGES,
        }
    with override_settings(**overrides):
        with (shared / "static.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (static / ManifestStaticFilesStorage.manifest_name).exists():
                call_command("collectstatic", interactive=False, verbosity=0)
        yield overrides


@pytest.fixture(scope="session", autouse=True)
def settings_for_all(production):
    """Takes the place of the fixture for all other tests, as the next does."""


@pytest.fixture(autouse=True)
def settings_for_tests(settings, production):
    """Takes the place of the fixture for all other tests."""
    for name, value in production.items():
        setattr(settings, name, value)


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *args):
        pass


class Server(ThreadedWSGIServer):
    """Waits for its threads when it closes, so that none still holds the test database."""

    daemon_threads = False


@pytest.fixture(scope="session")
def address(production, django_db_setup, django_db_blocker):
    """Where the portal is served, without a slash at the end. It may still answer when a test has ended."""
    server = Server(("127.0.0.1", 0), QuietHandler)
    with override_settings(**production):
        server.set_app(get_wsgi_application())
    with django_db_blocker.unblock():
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()


@pytest.fixture
def demo(django_db_setup, django_db_blocker, settings_for_tests, shared):
    """The demo region, loaded once by the first who needs it; for tests that only read."""
    from sites.models import Space

    with django_db_blocker.unblock():
        if not Space.objects.exists():
            shared_demo.load(shared)
        yield


@pytest.fixture
def empty_site(transactional_db):
    """A portal without content, for tests that write."""
    from sites.models import Space

    if Space.objects.exists():
        call_command("flush", interactive=False, verbosity=0)
    clear_caches()
    yield
    clear_caches()


def clear_caches():
    stores.clear_stores()
    for cache in caches.all():
        cache.clear()


@pytest.fixture(scope="session")
def browser(address):
    """Chromium; closed before the server is, whose threads end with its connections."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()
        # While Playwright's event loop runs, the ORM has connections of its own, out of reach once it has ended.
        connections.close_all()


@pytest.fixture
def watch(address):
    """What the browser must not do; asked at the end of the test."""
    return Watch(address.removeprefix("http://"))


@pytest.fixture
def new_context(browser, address, watch):
    """Makes watched browser contexts: `new_context(java_script_enabled=False)`."""
    contexts = []

    def make(**options):
        context = browser.new_context(**{"base_url": address, "locale": "de-DE", **options})
        context.set_default_timeout(PATIENCE)
        watch.attach(context)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert watch.problems() == []


@pytest.fixture
def page(new_context):
    """A visitor's page, 1440 px wide."""
    return new_context(viewport={"width": 1440, "height": 900}).new_page()


@pytest.fixture
def plain_page(new_context):
    """A visitor's page in a browser without JavaScript."""
    return new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900}).new_page()


@pytest.fixture
def log_in(address):
    """Logs a user in on a browser context, whose storage stays as it is."""

    def do(context, user):
        client = Client()
        client.force_login(user)
        session = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])

    return do


@pytest.fixture
def logged_in(new_context, log_in):
    """Opens a page of a user who is logged in; its size in px."""

    def open_page(user, size=(1440, 1000), **options):
        context = new_context(viewport=dict(zip(("width", "height"), size, strict=True)), **options)
        log_in(context, user)
        return context.new_page()

    return open_page


@pytest.fixture
def device(new_context, editor, log_in):
    """The browser of the user whom the test calls `editor`, logged in."""
    context = new_context(viewport={"width": 1440, "height": 1000})
    log_in(context, editor)
    return context
