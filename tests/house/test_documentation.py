"""What the documentation names is there."""

import re
from importlib import import_module

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text()
ROOMS = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
NAMES = sorted(set(re.findall(r"`([a-z_]+(?:\.\w+)+)`", ARCHITECTURE)))
DOTTED = [name for name in NAMES if name.split(".")[0] in ROOMS]
FILES = sorted(set(re.findall(r"`((?:templates|static|tests|scripts|locale|docs)/[\w./-]*)`", ARCHITECTURE)))


def found(name):
    """The module, class, function or method of a dotted name."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            thing = import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            thing = getattr(thing, part)
        return thing
    raise LookupError(name)


@pytest.mark.parametrize("name", DOTTED)
def test_the_map_for_newcomers_names_code_that_exists(name):
    assert found(name)


@pytest.mark.parametrize("path", FILES)
def test_the_map_for_newcomers_names_files_that_exist(path):
    assert (ROOT / path).exists()


def test_the_map_for_newcomers_names_every_room():
    named = set(re.findall(r"^\| [\w ]+ \| `(\w+)` \|", ARCHITECTURE, re.MULTILINE))
    assert named == {
        room for room in ROOMS if (ROOT / room / "apps.py").exists() or room in {"formats", "portal"}
    }


def test_every_decision_stands_in_the_index():
    pages = {path.name for path in (ROOT / "docs" / "adr").glob("0*.md")}
    assert set(re.findall(r"\]\((0[\w-]+\.md)\)", (ROOT / "docs" / "adr" / "README.md").read_text())) == pages
