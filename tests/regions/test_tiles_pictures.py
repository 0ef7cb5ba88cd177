"""The base map as shapes for an SVG: where they lie, in which order, and what is left out."""

import re
from math import log2
from xml.etree import ElementTree

import pytest

from regions.crs import points_to_wgs84
from regions.tiles import installed, mvt
from regions.tiles.installed import TileSet
from regions.tiles.mercator import to_unit_square
from regions.tiles.pictures import DARK, apply_colours, basemap_paths, render_svg
from regions.tiles.sheet import Sheet
from regions.tiles.style import style_table, token_colours, value_at_zoom
from tests.tile_files import mbtiles, tile_at

ZOOM, X, Y = tile_at(8)
"""The tile that a map of zoom 9 shows, 512 units wide."""
MIDDLE = ((X + 0.5) / 2**ZOOM, (Y + 0.5) / 2**ZOOM)
LAKE = mvt.Layer(
    "water", [mvt.polygon({"class": "lake"}, [[(0, 0), (2048, 0), (2048, 4096), (0, 4096), (0, 0)]])]
)
ROADS = mvt.Layer(
    "transportation",
    [
        mvt.line({"class": "primary"}, [[(0, 2048), (4096, 2048)]]),
        mvt.line({"class": "motorway"}, [[(3072, 0), (3072, 4096)]]),
        mvt.line({"class": "motorway", "ramp": 1}, [[(0, 0), (4096, 4096)]]),
        mvt.line({"class": "rail", "service": "yard"}, [[(0, 10), (4096, 10)]]),
        mvt.line({"class": "minor"}, [[(0, 100), (4096, 100)]]),
    ],
)


@pytest.fixture
def tiles(settings):
    """A TileSet with one tile of lake and roads."""
    settings.BASEMAP_DIR.mkdir()
    found = TileSet("one", (9, 50, 15, 53), 4, 8, "© OpenStreetMap contributors")
    mbtiles(found.path, {(ZOOM, X, Y): mvt.encode_layers([LAKE, ROADS])})
    installed.activate_tiles(found)
    return found


def sheet(zoom=9, width=400, height=200, middle=MIDDLE):
    return Sheet.centered_on(middle, zoom, width, height)


def test_what_is_drawn_comes_in_the_order_of_the_table_with_all_cases_below_all_roads(tiles):
    found = basemap_paths(sheet(), tiles)
    told = [piece.fill or piece.stroke for piece in found]
    assert told == [
        "--map-water",
        "--map-primary-case",
        "--map-motorway-case",
        "--map-primary",
        "--map-motorway",
    ]


def test_closer_maps_show_more_unless_they_are_small(tiles):
    upper_edge = (MIDDLE[0], (Y + 0.01) / 2**ZOOM)
    closer = {
        piece.fill or piece.stroke for piece in basemap_paths(sheet(13, height=500, middle=upper_edge), tiles)
    }
    assert {"--map-minor", "--map-rail"} <= closer
    plain = {
        piece.fill or piece.stroke
        for piece in basemap_paths(sheet(13, height=500, middle=upper_edge), tiles, max_detail_zoom=11)
    }
    assert not {"--map-minor", "--map-rail"} & plain


def test_a_path_stays_in_the_numbers_of_its_tile_and_a_matrix_brings_it_onto_the_sheet(tiles):
    [lake] = [piece for piece in basemap_paths(sheet(), tiles) if piece.fill == "--map-water"]
    assert lake.path == "M0 0L2048 0L2048 4096L0 4096Z"
    scale, _, _, _, left, top = map(float, re.findall(r"-?[\d.e-]+", lake.matrix))
    assert scale == pytest.approx(512 / 4096, rel=1e-3)
    assert (left, top) == (pytest.approx(-56), pytest.approx(-156))


def test_a_line_is_as_wide_on_the_sheet_as_the_table_says(tiles):
    [road] = [piece for piece in basemap_paths(sheet(), tiles) if piece.stroke == "--map-motorway"]
    row = next(row for row in style_table()["shapes"] if row.get("line") == "--map-motorway")
    assert road.width * 512 / 4096 == pytest.approx(value_at_zoom(row["width"], 9), abs=0.02)


def test_what_lies_off_the_sheet_is_left_out(tiles):
    east = ((X + 0.9) / 2**ZOOM, MIDDLE[1])
    assert "--map-water" not in {piece.fill for piece in basemap_paths(sheet(width=100, middle=east), tiles)}


def test_a_map_without_a_file_is_drawn_from_the_overview(db):
    found = {
        piece.fill or piece.stroke for piece in basemap_paths(sheet(middle=to_unit_square(13.74, 51.06)))
    }
    assert "--map-water" in found


def test_a_damaged_file_gives_a_sheet_without_a_map(tiles):
    tiles.path.write_bytes(b"nothing of this is a database" * 50)
    assert basemap_paths(sheet(), TileSet("other", tiles.bounds, 4, 8, "")) == []
    (tiles.path.parent / "bad.mbtiles").unlink(missing_ok=True)
    bad = TileSet("bad", tiles.bounds, 4, 8, "")
    mbtiles(bad.path, {(ZOOM, X, Y): b"%PDF-1.7"})
    assert basemap_paths(sheet(), bad) == []


def test_a_picture_is_light_or_dark_as_the_page_that_shows_it(tiles):
    root = ElementTree.fromstring(render_svg(sheet(), tiles))
    style = root.find("{*}style").text
    light, dark = token_colours()["--map-water"]
    assert "color-scheme:light dark" in style
    assert f"color:light-dark({light},{dark})" in style
    land, lake, *roads = root.findall("{*}path")
    assert land.get("d") == "M0 0H400V200H0Z"
    assert {path.get("fill") for path in (land, lake)} == {"currentColor"}
    assert {path.get("stroke") for path in roads} == {"currentColor"}


def test_pieces_take_the_colours_of_a_scheme(tiles):
    found = basemap_paths(sheet(), tiles)
    assert [apply_colours(found, DARK)[0]["fill"], apply_colours(found)[0]["fill"]] == [
        token_colours()["--map-water"][1],
        token_colours()["--map-water"][0],
    ]
    assert apply_colours(found)[1] | {"d": "", "transform": "", "stroke-width": 0} == {
        "d": "",
        "transform": "",
        "fill": "none",
        "stroke": token_colours()["--map-primary-case"][0],
        "stroke-width": 0,
        "stroke-linejoin": "round",
        "stroke-linecap": "round",
    }


def test_a_sheet_in_metres_lies_on_the_map_to_a_unit():
    x, y, unit = 4_486_000, 3_139_000, 160.0
    near = [(x, y), (x + 16_000, y), (x, y + 16_000)]
    units = [(200, 95), (300, 95), (200, -5)]
    found = Sheet.from_points(400, 190, [to_unit_square(*place) for place in points_to_wgs84(near)], units)
    corner = (x + 200 * unit, y + 95 * unit)
    [place] = points_to_wgs84([corner])
    assert found.project(*to_unit_square(*place)) == (pytest.approx(400, abs=1), pytest.approx(0, abs=1))
    assert found.zoom == pytest.approx(log2(40_075_017 / 256 / unit * 0.624), abs=0.05)
