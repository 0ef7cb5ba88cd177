"""What every test may rely on: what it writes is gone after it, and no static files need collecting."""

import gc
from itertools import count

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import TransactionTestCase, override_settings
from django.utils import translation
from xdist.scheduler import LoadScopeScheduling

from caching import stores
from tests.emptying import empty

ASKING = {"db", "transactional_db", "django_db_setup"}
"""Fixtures of the tests that ask a database something; others bear the mark `django_db`."""


def pytest_collection_modifyitems(config, items):
    """Each test where it has a subject; what is left out is no skip.

    Where a file holds the database, not what is about a server's. On a server, not what asks no database at all: it
    would only say again what it said in the run on SpatiaLite, which every check begins with; nor what is marked
    `once`.
    """
    if nowhere := [
        item.nodeid for item in items if {"once", "postgis"} <= {mark.name for mark in item.iter_markers()}
    ]:
        raise pytest.UsageError(f"Left out on SpatiaLite and on a server: {nowhere}")
    if astray := [item.nodeid for item in items if is_astray(item)]:
        raise pytest.UsageError(f"A browser's tests are looked for in tests/browser only: {astray}")
    is_at_home = is_worth_a_server if connection.vendor == "postgresql" else is_about_every_database
    left_out = [item for item in items if not is_at_home(item)]
    items[:] = [item for item in items if is_at_home(item)]
    items.sort(key=rank)
    config.hook.pytest_deselected(items=left_out)


def pytest_configure():
    """Tests that commit end by rules of ours (tests/emptying.py), and none meets collected static files: every Client
    would look at all of them, which doubles the time of all tests.
    """
    django_settings.STATIC_ROOT = django_settings.VAR_DIR / "none-collected"

    def _fixture_teardown(self):
        for alias in self._databases_names(include_mirrors=False):
            empty(alias)

    TransactionTestCase._fixture_teardown = _fixture_teardown


def pytest_collection_finish():
    """What is loaded by now stays until the end: looking through all of it again and again for rubbish takes a tenth
    of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def rank(item):
    """The slow ones first, so that no core waits for the last of them. Journeys that only read the demo region come
    last, so that it is loaded once.
    """
    reads_the_demo = bool(item.get_closest_marker("browser")) and "demo" in item.fixturenames
    return reads_the_demo, not item.get_closest_marker("once")


def is_astray(item):
    return item.get_closest_marker("browser") and not item.nodeid.startswith("tests/browser/")


def is_about_every_database(item):
    return not item.get_closest_marker("postgis")


def is_worth_a_server(item):
    is_marked = any(item.get_closest_marker(name) for name in ("django_db", "postgis", "browser"))
    asks = is_marked or "trials" in item.path.parts or not ASKING.isdisjoint(item.fixturenames)
    return asks and not item.get_closest_marker("once")


TOGETHER = (
    "test_load_demo.py",
    "test_backup.py",
    "test_leaks.py",
    "test_permission_matrix.py",
)
"""Files whose tests share what takes many seconds to prepare: each stays on one core, and begins first."""

ON_ROADS = (
    "tests/roads/",
    "tests/sites/test_driving.py",
    "tests/sites/test_driving_starts.py",
    "tests/sites/test_minutes_by_road.py",
)
"""Where the road graph of one file is built once for all; they stay on one core together."""


class Scheduling(LoadScopeScheduling):
    def _split_scope(self, nodeid):
        file = nodeid.partition("::")[0]
        if file.startswith(ON_ROADS):
            return "roads"
        return file if file.endswith(TOGETHER) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """For --dist loadgroup, whose own groups go by a name of the test that pytest 9.2 no longer reads."""
    return Scheduling(config, log) if config.getvalue("dist") == "loadgroup" else None


_numbers = count()


@pytest.fixture(scope="session")
def folders(tmp_path_factory):
    """Where each test has a folder of its own. Made by number, for tmp_path looks through all that there are first."""
    return tmp_path_factory.mktemp("tests")


@pytest.fixture(scope="session", autouse=True)
def settings_for_all():
    """What is the same for every test is said once: each word to the settings is told to all who listen to them."""
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        CACHES=django_settings.CACHES
        | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        CACHES_PAGES=False,
        PRIVACY_NOTICE="tests.operating.notice_is_published",
        STORAGES=django_settings.STORAGES
        | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
    ):
        yield


@pytest.fixture(autouse=True)
def settings_for_tests(settings_for_all, settings, folders):
    folder = folders / str(next(_numbers))
    folder.mkdir()
    settings.MEDIA_ROOT = folder / "media"
    settings.VAR_DIR = folder / "var"
    settings.FILE_UPLOAD_TEMP_DIR = folder
    settings.BASEMAP_DIR = folder / "basemap"
    settings.ROADS_DIR = folder / "roads"
    stores.clear_stores()


@pytest.fixture(autouse=True)
def german_first(settings):
    """A request in English leaves its language behind in the thread; each test begins in German.

    Its name is one that no test takes for a parameter of its own: that would put the parameter in its place.
    """
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def english(german_first):
    with translation.override("en"):
        yield
