"""What every test may rely on: what it writes is gone after it, and no static files need collecting."""

import pytest
from django.db import connection
from django.utils import translation


def pytest_collection_modifyitems(config, items):
    """Leave out what is about a server's database where a file holds it: it has no subject there, so it is no skip."""
    if connection.vendor == "postgresql":
        return
    left_out = [item for item in items if item.get_closest_marker("postgis")]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


@pytest.fixture(autouse=True)
def settings_for_tests(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.VAR_DIR = tmp_path / "var"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(autouse=True)
def german_first(settings):
    """A request in English leaves its language behind in the thread; each test begins in German.

    Its name is one that no test takes for a parameter of its own: that would put the parameter in its place.
    """
    with translation.override(settings.LANGUAGE_CODE):
        yield
