"""A file of tiles that shows a part of the areas: announced before it is installed, the overview around it."""

import sys

import pytest
from django.core.management import CommandError, call_command

from regions.tiles.installed import installed
from tests.factories.regions import AreaFactory
from tests.tile_files import around_leipzig, mbtiles

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DRESDEN = (13.74, 51.05)
HALF = "The map covers 50.0 % of the areas of this portal"


@pytest.fixture
def half(tmp_path):
    """Tiles around Leipzig alone, for a region of two municipalities of the same size."""
    AreaFactory(place=DRESDEN)
    AreaFactory()
    return mbtiles(tmp_path / "half", around_leipzig(zooms=(4, 8)))


def answer(monkeypatch, text):
    """Somebody at a terminal; gives the questions."""
    asked = []
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or text)
    return asked


def install(file, **options):
    call_command("install_basemap", str(file), **options)
    return installed()


def test_a_script_installs_a_part_only_where_it_says_so(half):
    with pytest.raises(CommandError, match=f"{HALF}.*PARTIAL=1"):
        install(half)
    assert installed() is None
    assert install(half, partial=True).is_partial


@pytest.mark.parametrize(("text", "is_shown"), [("y", True), ("Yes ", True), ("n", False), ("", False)])
def test_somebody_at_a_terminal_is_asked(half, monkeypatch, text, is_shown):
    asked = answer(monkeypatch, text)
    if is_shown:
        assert install(half).is_partial
    else:
        with pytest.raises(CommandError, match="not installed"):
            install(half)
        assert installed() is None
    [question] = asked
    assert question.startswith(HALF)


def test_a_file_of_all_municipalities_is_whole_however_large_their_states_are(tmp_path, monkeypatch):
    asked = answer(monkeypatch, "n")
    AreaFactory(state=True)
    AreaFactory()
    assert not install(mbtiles(tmp_path / "whole", around_leipzig(zooms=(4, 8)))).is_partial
    assert asked == []


def test_without_areas_no_file_is_a_part(tmp_path):
    assert not install(mbtiles(tmp_path / "any", around_leipzig())).is_partial
