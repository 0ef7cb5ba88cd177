"""A file of tiles that shows a part of the areas: announced before it is installed, the overview around it."""

import sys
from unittest import mock

import pytest
from django.core.management import CommandError, call_command

from regions.maps import attribution_text, map_config
from regions.tiles import mvt
from regions.tiles.installed import TileSet, activate_tiles, installed_tiles
from regions.tiles.mercator import to_unit_square
from regions.tiles.pictures import basemap_paths
from regions.tiles.sheet import Sheet
from tests.factories.regions import LEIPZIG, AreaFactory
from tests.tile_files import CREDIT, around_leipzig, mbtiles

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
    return installed_tiles()


def test_a_script_installs_a_part_only_where_it_says_so(half):
    with pytest.raises(CommandError, match=f"{HALF}.*PARTIAL=1"):
        install(half)
    assert installed_tiles() is None
    assert install(half, partial=True).is_partial


@pytest.mark.parametrize(("text", "is_shown"), [("y", True), ("Yes ", True), ("n", False), ("", False)])
def test_somebody_at_a_terminal_is_asked(half, monkeypatch, text, is_shown):
    asked = answer(monkeypatch, text)
    if is_shown:
        assert install(half).is_partial
    else:
        with pytest.raises(CommandError, match="not installed"):
            install(half)
        assert installed_tiles() is None
    [question] = asked
    assert question.startswith(HALF)


def test_somebody_who_ends_the_input_does_not_want_it(half, monkeypatch):
    answer(monkeypatch, "")
    monkeypatch.setattr("builtins.input", mock.Mock(side_effect=EOFError))
    with pytest.raises(CommandError, match="not installed"):
        install(half)


def test_a_part_ends_where_its_tiles_end_whatever_bounds_the_file_states(tmp_path):
    AreaFactory(place=DRESDEN)
    AreaFactory()
    file = mbtiles(tmp_path / "wide", around_leipzig(zooms=range(4, 13)), CREDIT | {"bounds": "5,47,15,55"})
    west, south, east, north = install(file, partial=True).bounds
    assert west < LEIPZIG[0] < east
    assert south < LEIPZIG[1] < north
    assert east < DRESDEN[0] - 0.5


def test_a_file_of_all_municipalities_is_whole_however_large_their_states_are(tmp_path, monkeypatch):
    asked = answer(monkeypatch, "n")
    AreaFactory(state=True)
    AreaFactory()
    assert not install(mbtiles(tmp_path / "whole", around_leipzig(zooms=(4, 8)))).is_partial
    assert asked == []


def test_without_areas_no_file_is_a_part(tmp_path):
    assert not install(mbtiles(tmp_path / "any", around_leipzig())).is_partial


# --- What is shown beyond it

ELBE_AT_DRESDEN = (13.74, 51.06)
EAST = 12.6
"""Where the file ends, degrees."""


@pytest.fixture
def part(settings):
    """The installed file, whose tiles hold roads alone."""
    settings.BASEMAP_DIR.mkdir()
    bounds, credit = (12.2, 51.2, EAST, 51.5), "© OpenStreetMap contributors"
    tiles = TileSet("part", bounds, 4, 12, credit, "ODbL 1.0", is_partial=True)
    mbtiles(tiles.path, around_leipzig(zooms=range(4, 13)))
    activate_tiles(tiles)
    AreaFactory(state=True)
    return tiles


def test_the_overview_has_its_addresses_beside_the_file(client, part):
    told = map_config()["vectorTiles"]
    assert told["url"].startswith("/kacheln/part/")
    assert told["overview"]["hole"] == (*to_unit_square(12.2, 51.5), *to_unit_square(EAST, 51.2))
    answer = client.get(told["overview"]["url"].format(z=6, x=34, y=21))
    assert answer.status_code == 200
    assert answer["Cache-Control"].endswith("immutable")
    assert "waterway" in {layer.name for layer in mvt.decode_layers(answer.content)}


def test_both_are_named(part):
    told = "© OpenStreetMap contributors, ODbL 1.0; ringsum: Autobahnen schematisch, Gewässer: GSHHG (LGPL)"
    assert attribution_text(part) == told


def drawn(place, width=400):
    sheet = Sheet.centered_on(to_unit_square(*place), 10, width, 200)
    return [piece.fill or piece.stroke for piece in basemap_paths(sheet)]


def test_pictures_show_the_overview_where_the_file_ends_and_the_file_where_it_is(part):
    assert "--map-water" in drawn(ELBE_AT_DRESDEN)
    assert drawn(LEIPZIG, 100) == ["--map-motorway-case", "--map-motorway"]
    across = drawn(LEIPZIG, 8000)
    assert across.index("--map-water") < across.index("--map-land") < across.index("--map-motorway")
