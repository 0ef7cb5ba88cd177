"""How the base map looks: its table of rows holds what a map of this kind has to hold."""

from itertools import pairwise

import pytest
from django.contrib.staticfiles import finders

from regions.tiles.style import light_colour, style_table, token_colours, value_at_zoom

SHAPES, NAMES = style_table()["shapes"], style_table()["names"]
KNOWN = {
    "shapes": {
        "layer",
        "classes",
        "from",
        "to",
        "fill",
        "line",
        "width",
        "case",
        "casing",
        "dash",
        "ties",
        "is_ramp",
        "is_siding",
    },
    "names": {
        "layer",
        "classes",
        "from",
        "to",
        "font",
        "weight",
        "italic",
        "along",
        "color",
        "plate",
        "edge",
        "size",
        "room",
        "inhabitants",
    },
}
LAYERS = {
    "landuse", "landcover", "aeroway", "water", "waterway", "building", "transportation", "place", "shield",
    "water_name", "transportation_name",
}  # fmt: skip
COLOURED = ("fill", "line", "case", "color", "plate", "edge")
ROADS = ["motorway", "trunk", "primary", "secondary", "tertiary", "minor", "service"]
"""The greater the earlier it is seen, and the wider it is."""


def titled(row):
    return f"{row['layer']} {'+'.join(row['classes'])} from {row['from']}"


def road(name):
    (row,) = (
        row
        for row in SHAPES
        if row["layer"] == "transportation" and name in row["classes"] and not row.get("is_ramp")
    )
    return row


@pytest.mark.parametrize("kind", ["shapes", "names"])
def test_rows_say_what_is_read_of_them_and_nothing_else(kind):
    for row in style_table()[kind]:
        assert row.keys() <= KNOWN[kind], titled(row)
        assert row["layer"] in LAYERS, titled(row)
        assert row["classes"], titled(row)


def test_all_colours_are_tokens():
    for row in SHAPES + NAMES:
        names = [row[part] for part in COLOURED if part in row]
        assert names, titled(row)
        assert set(names) <= token_colours().keys(), titled(row)


def test_greater_roads_are_seen_earlier_wider_and_above_smaller_ones():
    for greater, smaller in pairwise(map(road, ROADS)):
        assert greater["from"] <= smaller["from"]
        assert SHAPES.index(greater) > SHAPES.index(smaller)
        assert greater["casing"] >= smaller["casing"]
        for zoom in range(smaller["from"], 19):
            assert value_at_zoom(greater["width"], zoom) > value_at_zoom(smaller["width"], zoom), (
                titled(greater),
                zoom,
            )
        for zoom in range(greater["from"], 19):
            wider = value_at_zoom(greater["width"], zoom)
            assert greater["casing"] < 2 + wider, (titled(greater), zoom)


@pytest.mark.parametrize(("zoom", "figure"), [(7, 1), (8, 1), (9, 2), (10, 3), (11, 3.5), (12, 4), (15, 4)])
def test_a_figure_grows_evenly_between_two_zooms_and_stays_beyond_the_last(zoom, figure):
    assert value_at_zoom([(8, 1), (10, 3), (12, 4)], zoom) == figure


def test_a_colour_in_a_comment_is_none():
    # region.css is empty by default, and names another brand as its example.
    assert token_colours()["--brand"] == ("#1f3cc4", "#a3b5ff")


@pytest.mark.parametrize(
    ("sheet", "pair"),
    [
        ("--brand: #0a6b4f;", ("#0a6b4f", "#0a6b4f")),
        ("--brand : light-dark( #0a6b4f , #7fdcab );", ("#0a6b4f", "#7fdcab")),
        ("/* --brand: #0a6b4f; */", ("#1f3cc4", "#a3b5ff")),
        ("--brand: rgb(10 107 79);", ("#1f3cc4", "#a3b5ff")),
    ],
)
def test_a_region_s_own_colours_win_where_they_are_written_as_figures(monkeypatch, tmp_path, sheet, pair):
    own = tmp_path / "region.css"
    own.write_text(f":root {{ {sheet} }}")
    find = finders.find
    monkeypatch.setattr(finders, "find", lambda name: own if name == "css/region.css" else find(name))
    token_colours.cache_clear()
    try:
        assert token_colours()["--brand"] == pair
        assert (light_colour("--brand"), light_colour("--nowhere")) == (pair[0], "")
    finally:
        token_colours.cache_clear()
