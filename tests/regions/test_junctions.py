"""Junctions that an installed map holds become a table that import_landmarks reads."""

import csv

import pytest
from django.core.management import CommandError, call_command

from regions.crs import to_wgs84
from regions.models import Landmark
from regions.tiles import grid, mvt
from regions.tiles.installed import installed_tiles
from regions.tiles.junctions import read_junctions
from tests.factories.regions import AreaFactory
from tests.tile_files import around_leipzig, mbtiles, road, roads, tile_at

pytestmark = pytest.mark.django_db
ZOOM = 12
CREDIT = {
    "format": "pbf",
    "attribution": "© OpenStreetMap contributors",
    "planettime": "2026-03-01T00:00:00Z",
}


def junction(x, y, **tags):
    return mvt.point(tags, x, y)


@pytest.fixture
def install(tmp_path):
    """Shows a map whose tile over Leipzig holds these junctions, beside the A 14 and a federal road."""
    AreaFactory(kind="state", key="14")

    def do(*junctions, classes=("motorway",)):
        named = [
            road("A 14;E 49", parts=[[(0, 2000), (4096, 2000)]]),
            road("B 2", class_="trunk", parts=[[(0, 3000), (4096, 3000)]]),
        ]
        names = mvt.Layer("transportation_name", [feature for layer in named for feature in layer.features])
        layers = [*roads()[:1], names, mvt.Layer("junction", list(junctions))]
        tiles = around_leipzig(layers, zooms=(4, 8, ZOOM))
        call_command("install_basemap", str(mbtiles(tmp_path / "map.mbtiles", tiles, CREDIT)), partial=True)
        return installed_tiles()

    return do


def test_both_sides_of_a_motorway_are_one_junction_in_their_middle(install):
    (found,) = read_junctions(
        install(
            junction(1000, 1990, name="Nordkreuz", ref="24"), junction(1200, 2010, name="Nordkreuz", ref="24")
        )
    )
    assert (found.name, found.code) == ("Nordkreuz", "A 14")
    _zoom, column, row = tile_at(ZOOM)
    expected = grid.lonlat_at(ZOOM, column + 1100 / 4096, row + 2000 / 4096)
    assert to_wgs84(found.location).coords == pytest.approx(expected, abs=1e-5)
    half = (
        100 * 9784 * 0.6247 / 4096
    )  # steps of a tile that is 9,784 m wide at the equator, by the cosine of 51.34°
    assert found.precision_m == pytest.approx(50 + half, rel=0.03)


def test_a_junction_without_a_name_is_called_by_its_number(install):
    (found,) = read_junctions(install(junction(1000, 2000, ref="24")))
    assert found.name == "AS 24"


def test_what_lies_at_no_motorway_or_in_the_margin_of_a_tile_is_left_out(install):
    tiles = install(
        junction(1000, 2161, name="Too far"),
        junction(1000, 3000, name="At the federal road"),
        junction(-1, 2000, name="West of the tile"),
        junction(4096, 2000, name="East of the tile"),
        junction(1000, 2160, name="Near enough"),
    )
    assert [found.name for found in read_junctions(tiles)] == ["Near enough"]


def test_the_table_is_one_that_the_import_of_landmarks_takes(install, tmp_path, capsys):
    install(junction(1000, 2000, name="Nordkreuz"), junction(3000, 2000, name="Südkreuz"))
    assert "write_junctions" in capsys.readouterr().out
    table = tmp_path / "junctions.csv"
    call_command("write_junctions", str(table))
    call_command("import_landmarks", str(table))
    found = Landmark.objects.order_by("name")
    assert [(mark.kind, mark.name, mark.code, mark.precision_m) for mark in found] == [
        ("motorway_junction", "Nordkreuz", "A 14", 50),
        ("motorway_junction", "Südkreuz", "A 14", 50),
    ]
    assert {mark.source for mark in found} == {"© OpenStreetMap contributors"}


def test_a_formula_in_a_name_stays_a_name(install, tmp_path):
    install(junction(1000, 2000, name='=1+1;"x'))
    table = tmp_path / "junctions.csv"
    call_command("write_junctions", str(table))
    with table.open(encoding="utf-8", newline="") as file:
        assert [row["name"] for row in csv.DictReader(file)] == ['=1+1;"x']


def test_without_a_map_or_without_junctions_the_command_says_so(tmp_path):
    with pytest.raises(CommandError, match="No detailed map is installed"):
        call_command("write_junctions", str(tmp_path / "x.csv"))
    AreaFactory(kind="state", key="14")
    call_command("install_basemap", str(mbtiles(tmp_path / "map.mbtiles", around_leipzig())), partial=True)
    with pytest.raises(CommandError, match="holds no motorway junctions"):
        call_command("write_junctions", str(tmp_path / "x.csv"))
    assert not (tmp_path / "x.csv").exists()


def test_a_place_for_the_table_that_does_not_exist_is_told(install, tmp_path):
    install(junction(1000, 2000, name="Nordkreuz"))
    with pytest.raises(CommandError, match="No such file"):
        call_command("write_junctions", str(tmp_path / "missing" / "x.csv"))
