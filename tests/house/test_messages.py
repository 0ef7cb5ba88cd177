"""Both catalogues are complete, and know every text of code and templates as it stands now."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOT_TRANSLATED = ["tests", "scripts", "static", "docs", "var", "node_modules", ".*", "__pycache__", "*.mo"]


@pytest.fixture(scope="session")
def collected(tmp_path_factory):
    """A copy of the sources with catalogues made anew from them."""
    copy = tmp_path_factory.mktemp("messages") / "portal"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*NOT_TRANSLATED))
    command = [sys.executable, "-m", "django", "makemessages", "-l", "de", "-l", "en", "--no-location", "-v0"]
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=copy, env=environment, check=True)
    return copy / "locale"


def texts(collected, language, *which):
    found = subprocess.run(
        ["msgattrib", *which, "--no-wrap", collected / language / "LC_MESSAGES" / "django.po"],
        capture_output=True,
        text=True,
        check=True,
    )
    return [line for line in found.stdout.splitlines() if "msgid " in line and line != 'msgid ""']


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("lack", ["--untranslated", "--only-fuzzy"])
def test_every_text_is_translated(collected, language, lack):
    assert texts(collected, language, lack, "--no-obsolete") == []


def test_every_translation_is_still_asked_for(collected):
    """Else a text has gone, and `make messages` drops its translation; or it stands there untranslated."""
    assert texts(collected, "de", "--only-obsolete") == []
