"""Both catalogues are complete, and know every text of code and templates as it stands now."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.utils.functional import Promise

from tests.house.test_structure import ROOMS

ROOT = Path(__file__).parents[2]
NOT_TRANSLATED = ["tests", "scripts", "static", "docs", "var", "node_modules", ".*", "__pycache__", "*.mo"]

NAMES_OF_THEIR_OWN = [
    *("caching.Change", "editing.PendingPicture", "editing.SentForm", "sites.IssuedNumber"),
    *(f"sites.Utility.unit={unit}" for unit in ("MVA", "MW", "Mbit/s", "kVA", "kW", "m3/d", "m3/h", "t/h")),
]
"""What nobody reads, and choices that are called the same in every language."""


@pytest.fixture(scope="session")
def collected(tmp_path_factory):
    """A copy of the sources with catalogues made again from them."""
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


def words_of_models():
    """(where, words) of what models call their fields and choices, where somebody reads it."""
    for model in (
        model for config in apps.get_app_configs() if config.name in ROOMS for model in config.get_models()
    ):
        where = model._meta.label
        yield where, model._meta.verbose_name
        for field in model._meta.local_fields:
            yield f"{where}.{field.name}", field.help_text
            for value, label in field.choices or ():
                yield f"{where}.{field.name}={value}", label
        for constraint in model._meta.constraints:
            yield f"{where} {constraint.name}", constraint.violation_error_message


def test_what_models_call_their_choices_is_in_the_reader_s_language():
    """A word that is translated in one place and not in another stays in the catalogue."""
    bare = {where for where, words in words_of_models() if words and not isinstance(words, Promise)}
    assert sorted(bare) == NAMES_OF_THEIR_OWN
