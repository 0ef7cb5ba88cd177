"""What every test may rely on: what it writes is gone after it, and no static files need collecting."""

import pytest
from django.utils import translation


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
