"""What the privacy notice says is stored on a device is what the code stores, and nothing else."""

import re
from pathlib import Path

from django.conf import settings
from django.contrib import admin

from accounts import known_browser
from portal import themes
from portal.legal import stored

ROOT = Path(settings.BASE_DIR)
SETS_A_COOKIE = {
    "accounts/known_browser.py": known_browser.COOKIE,
    "portal/views/service.py": themes.THEME_COOKIE,
}
OF_DJANGO = {settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_NAME, "messages"}


def rooms():
    return [
        path for path in ROOT.glob("[a-z]*/**/*.py") if path.parts[len(ROOT.parts)] not in {"tests", "var"}
    ]


def test_every_cookie_that_is_set_is_named():
    setting = {str(path.relative_to(ROOT)) for path in rooms() if ".set_cookie(" in path.read_text()}
    assert setting == SETS_A_COOKIE.keys()
    assert {one.name for one in stored.cookies()} == {*SETS_A_COOKIE.values(), *OF_DJANGO}


def test_every_key_of_the_device_s_storage_is_named():
    named = {one.name.removesuffix("…") for one in stored.device_storage()}
    keys = set()
    for path in (ROOT / "static/js").rglob("*.js"):
        text = path.read_text()
        assert all("max-age=0" in line for line in text.splitlines() if "document.cookie =" in line), path
        if "Storage.setItem(" in text:
            keys |= set(
                re.findall(r'^const (?:KEY|STORAGE_KEY|STORED|PREFIX) = "([^"]+)";', text, re.MULTILINE)
            )
    assert keys | keys_of_django() == named


def keys_of_django():
    """What the scripts of Django's own administration store: among others, light or dark."""
    scripts = (Path(admin.__file__).parent / "static/admin/js").glob("*.js")
    return {
        key for path in scripts for key in re.findall(r'Storage\.setItem\(\s*"([^"]+)"', path.read_text())
    }
