"""What the documentation names is there."""

import re
from importlib import import_module

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
ADR = ROOT / "docs" / "adr"
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text()
ROOMS = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
NAMES = sorted(set(re.findall(r"`([a-z_]+(?:\.\w+)+)`", ARCHITECTURE)))
DOTTED = [name for name in NAMES if name.split(".")[0] in ROOMS]
PLAIN = sorted(set(re.findall(r"`([A-Za-z]\w*)(?:\(\))?`", ARCHITECTURE)))
"""Names that stand alone: of rooms and their modules, of functions, classes, attributes and settings."""
CODE = "\n".join(path.read_text() for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))
MODULES = {
    part for room in ROOMS for path in (ROOT / room).rglob("*") for part in (path.stem, path.name)
} | ROOMS
FILES = sorted(set(re.findall(r"`((?:templates|static|tests|scripts|locale|docs)/[\w./-]*)`", ARCHITECTURE)))
TESTS = sorted(
    {
        (str(page.relative_to(ROOT)), name)
        for page in [*ADR.glob("*.md"), ROOT / "tests" / "portal" / "permission_routes.txt"]
        for name in re.findall(r"\btests/[\w./-]*\w", page.read_text())
    }
)


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


@pytest.mark.parametrize("name", PLAIN)
def test_a_name_that_stands_alone_on_the_map_is_defined_somewhere(name):
    defined = rf"(?:def|class) {name}\b|^\s*(?:self\.)?{name}(?: =|:)|import {name}\b|\"{name}\""
    assert name in MODULES or re.search(defined, CODE, re.MULTILINE)


@pytest.mark.parametrize(("page", "name"), TESTS)
def test_a_decision_and_the_matrix_name_tests_that_exist(page, name):
    assert (ROOT / name).exists()


@pytest.mark.parametrize("path", FILES)
def test_the_map_for_newcomers_names_files_that_exist(path):
    assert (ROOT / path).exists()


def test_the_map_for_newcomers_names_every_room():
    named = set(re.findall(r"^\| [\w ]+ \| `(\w+)` \|", ARCHITECTURE, re.MULTILINE))
    assert named == {
        room for room in ROOMS if (ROOT / room / "apps.py").exists() or room in {"formats", "portal"}
    }


def test_every_decision_stands_in_the_index():
    pages = {path.name for path in ADR.glob("0*.md")}
    index = (ADR / "README.md").read_text()
    assert set(re.findall(r"\]\((0[\w-]+\.md)\)", index)) == pages


def test_the_index_says_which_numbers_of_decisions_were_not_used():
    given = {int(path.name[:4]) for path in ADR.glob("0*.md")}
    told = re.search(
        r"^The numbers (.+?) were given and not used", (ADR / "README.md").read_text(), re.MULTILINE
    )[1]
    unused = set()
    for first, last in re.findall(r"(\d{4})(?: to (\d{4}))?", told):
        unused |= set(range(int(first), int(last or first) + 1))
    assert unused == set(range(1, max(given))) - given
