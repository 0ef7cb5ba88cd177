"""How the base map looks: its table of rows holds what a map of this kind has to hold."""

from itertools import pairwise

import pytest
from django.contrib.staticfiles import finders

from regions.tiles.style import at_zoom, colours, light, table

SHAPES, NAMES = table()["shapes"], table()["names"]
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
ZOOMS = range(5, 19)
LAND = {
    "residential": "urban",
    "wood": "green",
    "wetland": "wetland",
    "industrial": "industry",
    "railway": "railyard",
}
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
    for row in table()[kind]:
        assert row.keys() <= KNOWN[kind], titled(row)
        assert row["layer"] in LAYERS, titled(row)
        assert row["classes"], titled(row)


def test_all_colours_are_tokens():
    for row in SHAPES + NAMES:
        names = [row[part] for part in COLOURED if part in row]
        assert names, titled(row)
        assert set(names) <= colours().keys(), titled(row)


def test_figures_grow_from_zoom_to_zoom_and_begin_where_the_row_does():
    for row in SHAPES + NAMES:
        for part in {"width", "size"} & row.keys():
            (first, _figure), *_rest = row[part]
            assert row["from"] in (first, first - 1, first + 1) or part == "size", titled(row)
            for (zoom, figure), (closer, larger) in pairwise(row[part]):
                assert 5 <= zoom < closer <= 18, titled(row)
                assert 0 < figure < larger, titled(row)
    assert all(("width" in row) == ("line" in row) for row in SHAPES)
    assert all(("casing" in row) == ("case" in row) for row in SHAPES)


def test_greater_roads_are_seen_earlier_wider_and_above_smaller_ones():
    for greater, smaller in pairwise(map(road, ROADS)):
        assert greater["from"] <= smaller["from"]
        assert SHAPES.index(greater) > SHAPES.index(smaller)
        assert greater["casing"] >= smaller["casing"]
        for zoom in range(smaller["from"], 19):
            assert at_zoom(greater["width"], zoom) > at_zoom(smaller["width"], zoom), (titled(greater), zoom)
        for zoom in range(greater["from"], 19):
            wider = at_zoom(greater["width"], zoom)
            assert greater["casing"] < 2 + wider, (titled(greater), zoom)


def test_from_which_zoom_on_things_are_seen():
    seen = {
        (row["layer"], class_, bool(row.get("is_ramp") or row.get("is_siding") or row.get("ties"))): row[
            "from"
        ]
        for row in SHAPES
        for class_ in row["classes"]
    }
    usual = {layer: {} for layer in LAYERS}
    for (layer, class_, is_part), first in seen.items():
        if not is_part:
            usual[layer][class_] = first
    assert usual["transportation"] == {
        "motorway": 5, "trunk": 7, "primary": 8, "secondary": 9, "rail": 9, "tertiary": 11, "minor": 12, "service": 14,
        "track": 14, "path": 14,
    }  # fmt: skip
    assert usual["water"] == dict.fromkeys(["lake", "river", "dock", "ocean"], 5)
    assert usual["waterway"] == {"river": 5, "canal": 5, "stream": 12, "ditch": 12, "drain": 12}
    assert usual["landuse"] == {"residential": 8, "industrial": 10, "commercial": 10, "railway": 12}
    assert usual["landcover"] == {"wood": 7, "wetland": 9}
    assert usual["aeroway"] == {"aerodrome": 10, "runway": 11, "taxiway": 12, "apron": 12}
    assert usual["building"] == {"building": 13}
    parts = {class_: first for (_layer, class_, is_part), first in seen.items() if is_part}
    assert parts == {"rail": 13, "primary": 12, "trunk": 12, "motorway": 12}


def test_things_have_the_colour_that_bears_their_name():
    by_class = {class_: row for row in SHAPES for class_ in row["classes"] if "fill" in row}
    assert {name: by_class[name]["fill"] for name in LAND} == {
        name: f"--map-{word}" for name, word in LAND.items()
    }
    for row in SHAPES:
        if row["layer"] in {"water", "waterway"}:
            assert row.get("fill", row.get("line")) == "--map-water"
    for name in ("motorway", "trunk", "primary", "tertiary", "minor", "service"):
        assert road(name)["line"] == f"--map-{name}"
    for name in ("motorway", "trunk", "primary", "minor", "service"):
        assert road(name)["case"] == f"--map-{name}-case"
    assert [road("secondary")[part] for part in ("line", "case")] == ["--map-road", "--map-road-case"]


def test_names_get_room_in_the_order_of_what_they_mean():
    order = [(row["layer"], row["classes"][0]) for row in NAMES]
    assert order == [
        ("place", "city"),
        ("shield", "motorway"),
        ("shield", "trunk"),
        ("place", "town"),
        ("waterway", "river"),
        ("water_name", "lake"),
        ("place", "suburb"),
        ("place", "village"),
        ("transportation_name", "primary"),
    ]
    assert [row["from"] for row in NAMES] == [5, 7, 11, 7, 8, 11, 12, 10, 15]


def test_names_look_like_what_they_name():
    for row in NAMES:
        is_water = row["layer"] in {"waterway", "water_name"}
        assert row.get("italic", False) is is_water, titled(row)
        assert ("water" in row["color"]) is is_water, titled(row)
        assert row["font"] == ("serif" if is_water or "city" in row["classes"] else "sans"), titled(row)
        assert ("plate" in row) is (row["layer"] == "shield"), titled(row)
        assert row.get("along", False) is (row["layer"] in {"waterway", "transportation_name"}), titled(row)
        assert 4 <= row["room"] <= 24, titled(row)
        assert all(10 <= size <= 26 for _zoom, size in row["size"]), titled(row)
    [town] = (row for row in NAMES if "town" in row["classes"])
    assert town["inhabitants"] == [[7, 14_000], [9, 9_000], [10, 0]]


@pytest.mark.parametrize(("zoom", "figure"), [(7, 1), (8, 1), (9, 2), (10, 3), (11, 3.5), (12, 4), (15, 4)])
def test_a_figure_grows_evenly_between_two_zooms_and_stays_beyond_the_last(zoom, figure):
    assert at_zoom([(8, 1), (10, 3), (12, 4)], zoom) == figure


def test_a_colour_in_a_comment_is_none():
    # region.css is empty by default, and names another brand as its example.
    assert colours()["--brand"] == ("#1f3cc4", "#a3b5ff")


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
    colours.cache_clear()
    try:
        assert colours()["--brand"] == pair
        assert (light("--brand"), light("--nowhere")) == (pair[0], "")
    finally:
        colours.cache_clear()
