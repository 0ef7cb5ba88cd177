import bz2
import gzip
import shutil

import pytest
from django.core.management import CommandError, call_command

from regions.tiles import building
from regions.tiles.installed import basemap_folder, installed_tiles
from tests.factories.regions import AreaFactory
from tests.tile_files import layers_of, tile_at

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
    pytest.mark.skipif(
        not all(map(shutil.which, building.PROGRAMS)),
        reason="no tilemaker here: scripts/install-system basemap",
    ),
    pytest.mark.slow,
]

WEST, SOUTH = 12.30, 51.30


def extract(west=WEST, south=SOUTH, ways=True):
    """A motorway with an exit, a street, a wood with a house, and a town: 11 km wide."""
    places = {
        1: (0, 0.05),
        2: (0.16, 0.05),
        3: (0.05, 0.05),
        4: (0.06, 0.055),
        5: (0.02, 0.01),
        6: (0.05, 0.01),
    }
    places |= {7: (0.05, 0.03), 8: (0.02, 0.03), 9: (0.03, 0.015), 10: (0.031, 0.015), 11: (0.031, 0.0155)}
    tags = {
        3: {"highway": "motorway_junction", "ref": "24", "name": "Nordkreuz"},
        9: {},
        12: {"place": "town", "name": "Neustadt", "name:en": "Newtown", "population": "12 345"},
    }
    places[12] = (0.08, 0.06)
    roads = [
        ([1, 3, 2], {"highway": "motorway", "ref": "A 14;E 49"}),
        ([3, 4], {"highway": "motorway_link"}),
        ([4, 12], {"highway": "residential", "name": "Hauptstraße"}),
        ([5, 6, 7, 8, 5], {"landuse": "forest"}),
        ([9, 10, 11, 9], {"building": "yes"}),
        ([1, 8], {"railway": "rail", "bridge": "yes"}),
        ([5, 12], {"waterway": "river", "name": "Weiße Elster"}),
    ]
    return "\n".join(
        [
            '<?xml version="1.0"?><osm version="0.6" generator="test">',
            f'<bounds minlat="{south}" minlon="{west}" maxlat="{south + 0.1}" maxlon="{west + 0.16}"/>',
            *(
                f'<node id="{number}" version="1" timestamp="2026-03-0{1 + number % 3}T10:00:00Z" '
                f'lat="{south + y:.5f}" lon="{west + x:.5f}">{_tags(tags.get(number, {}))}</node>'
                for number, (x, y) in places.items()
            ),
            *(
                f'<way id="{number}" version="1" timestamp="2026-03-01T10:00:00Z">'
                f"{''.join(f'<nd ref="{node}"/>' for node in nodes)}{_tags(said)}</way>"
                for number, (nodes, said) in enumerate(roads if ways else [], 1)
            ),
            "</osm>",
        ]
    ).encode()


def _tags(said):
    return "".join(f'<tag k="{key}" v="{value}"/>' for key, value in said.items())


def build(*paths):
    call_command("install_basemap", *map(str, paths), partial=True)
    return installed_tiles()


def refused(path):
    with pytest.raises(CommandError) as error:
        build(path)
    return str(error.value)


def written(path, content):
    path.write_bytes(content)
    return path


@pytest.fixture
def region():
    AreaFactory(state=True)


def features(tiles, at, layer):
    found = layers_of(tiles, at).get(layer)
    return [feature.tags for feature in found.features] if found else []


@pytest.mark.usefixtures("region")
def test_an_extract_becomes_a_map_in_the_schema_that_is_drawn(tmp_path):
    tiles = build(written(tmp_path / "region.osm", extract()))
    assert (tiles.min_zoom, tiles.max_zoom) == (4, 14)
    assert (tiles.attribution, tiles.licence) == ("© OpenStreetMap contributors", "ODbL 1.0")
    assert tiles.day == "2026-03-03"
    low, high = tile_at(8, WEST + 0.08, SOUTH + 0.05), tile_at(11, WEST + 0.06, SOUTH + 0.05)
    assert {"class": "motorway"} in features(tiles, low, "transportation")
    assert features(tiles, low, "shield") == [{"ref": "A 14", "class": "motorway"}]
    assert features(tiles, low, "landcover") == [{"class": "wood"}]
    assert {"class": "motorway", "ramp": 1} in features(tiles, high, "transportation")
    assert {"class": "rail"} in features(tiles, high, "transportation")
    assert features(tiles, low, "waterway")[0]["name"] == "Weiße Elster"
    (junction,) = features(tiles, high, "junction")
    assert (junction["ref"], junction["name"]) == ("24", "Nordkreuz")


@pytest.mark.usefixtures("region")
def test_a_place_keeps_its_names_and_its_inhabitants(tmp_path):
    tiles = build(written(tmp_path / "region.osm", extract()))
    (town,) = features(tiles, tile_at(7, WEST + 0.08, SOUTH + 0.06), "place")
    assert town["population"] == 12_345
    assert (town["name"], town["name:latin"], town["name:en"]) == ("Neustadt", "Neustadt", "Newtown")


@pytest.mark.parametrize(("ending", "pack"), [("osm.gz", gzip.compress), ("osm.bz2", bz2.compress)])
@pytest.mark.usefixtures("region")
def test_a_packed_extract_is_read_by_whatever_name(tmp_path, ending, pack):
    assert "transportation" in build(written(tmp_path / "region", pack(extract()))).layers


@pytest.mark.usefixtures("region")
def test_a_sorted_pbf_is_read_as_it_is(tmp_path):
    xml, pbf = written(tmp_path / "a.osm", extract()), tmp_path / "a.osm.pbf"
    building.run_program(["osmium", "sort", str(xml), "-o", str(pbf)])
    assert "transportation" in build(pbf).layers


@pytest.mark.usefixtures("region")
def test_ways_may_name_points_that_were_cut_away(tmp_path):
    whole = extract()
    start = whole.index(b'<node id="2"')
    cut = whole[:start] + whole[whole.index(b"</node>", start) + len(b"</node>") :]
    tiles = build(written(tmp_path / "cut.osm", cut))
    assert {"class": "motorway"} in features(tiles, tile_at(8, WEST + 0.03, SOUTH + 0.05), "transportation")


@pytest.mark.usefixtures("region")
def test_extracts_side_by_side_become_one_map(tmp_path):
    one = written(tmp_path / "one.osm", extract())
    # The same numbers would be the same things: the neighbour has others.
    other = extract(west=WEST + 0.5).replace(b'id="', b'id="9').replace(b'ref="', b'ref="9')
    other = other.replace(b'k="ref" v="24"', b'k="ref" v="25"')
    tiles = build(one, written(tmp_path / "other.osm", other))
    assert tiles.bounds[0] == pytest.approx(WEST, abs=0.01)
    assert tiles.bounds[2] == pytest.approx(WEST + 0.66, abs=0.01)
    for east in (0.08, 0.58):
        assert features(tiles, tile_at(10, WEST + east, SOUTH + 0.05), "transportation")


def test_an_extract_is_cut_to_the_region_and_a_margin(tmp_path):
    AreaFactory(kind="state", key="14", name="Sachsen", place=(12.0, 51.0), km=20)
    tiles = build(written(tmp_path / "a.osm", extract(west=12.0, south=51.0)))
    whole = tiles.bounds
    assert whole == (
        12.0,
        51.0,
        12.16,
        pytest.approx(51.07, abs=0.01),
    )  # the state reaches further: where tiles end
    tiles = build(written(tmp_path / "b.osm", extract(west=12.45, south=51.0)))
    assert tiles.bounds[0] == 12.45
    assert tiles.bounds[2] < 12.6


def test_without_areas_the_map_is_the_whole_file(tmp_path):
    assert build(written(tmp_path / "a.osm", extract(west=5.0))).bounds == (5.0, 51.3, 5.16, 51.4)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (gzip.compress(extract())[:300], "is damaged or cut off"),
        (extract()[:900], "is damaged or cut off"),
        (gzip.compress(b"%PDF-1.7"), "is damaged or cut off"),
        (extract(ways=False), "holds no ways"),
        (extract(west=5.0), "another part of the world"),
        (b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x7c", "is damaged or cut off"),
    ],
    ids=["packed and cut off", "cut off", "packed, but no map", "empty", "elsewhere", "cut off, as PBF"],
)
@pytest.mark.usefixtures("region")
def test_an_extract_that_cannot_be_used_is_refused_in_words(tmp_path, content, sentence):
    assert sentence in refused(written(tmp_path / "region.osm.pbf", content))
    assert installed_tiles() is None
    assert not (basemap_folder() / "making").exists()


@pytest.mark.usefixtures("region")
def test_what_has_to_be_installed_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert "scripts/install-system basemap" in refused(written(tmp_path / "a.osm", extract()))
