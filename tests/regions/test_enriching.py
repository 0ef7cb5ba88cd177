"""What a file of tiles gets while it is installed: shields, and how large its places are; all else stays as it was."""

from types import SimpleNamespace

import pytest

from regions.tiles import mvt
from regions.tiles.enriching import Enriching, roads
from tests.factories.sites import MunicipalityFactory, square
from tests.tile_files import LEIPZIG, place, road, tile_at

pytestmark = pytest.mark.django_db


def archive(tiles, last_zoom=14):
    def found(bounds, zooms):
        return [(*at, mvt.encoded(layers)) for at, layers in tiles.items() if at[0] in zooms]

    return SimpleNamespace(name="file", last_zoom=last_zoom, tiles=found)


def layers_of(enriched):
    return {name: next(mvt.layers(part)) for name, part in enriched}


def refs(layers):
    return [feature.tags["ref"] for feature in layers["shield"].features] if "shield" in layers else []


@pytest.mark.parametrize(("last_zoom", "read_at"), [(14, 12), (12, 12), (11, 11), (9, 9)])
def test_numbers_are_read_at_zoom_12_or_where_the_file_ends(last_zoom, read_at):
    """A file that ends before has its numbers all the same."""
    file = archive({tile_at(read_at): [road("A 14")]}, last_zoom)
    enriching = Enriching(file)
    assert enriching.shields.read_at == read_at
    at = tile_at(read_at)
    assert "A 14" in refs(layers_of(enriching.enriched(mvt.encoded([road("A 14")]), *at)))


def test_above_the_zoom_that_is_read_each_tile_says_itself_which_roads_it_has():
    enriching = Enriching(archive({tile_at(12): [road("A 14")]}))
    for zoom, own in ((12, ["A 14", "A 14"]), (13, ["B 6", "B 6"])):
        tile = mvt.encoded([road("B 6", "primary")])
        assert refs(layers_of(enriching.enriched(tile, *tile_at(zoom)))) == own


def test_other_layers_stay_byte_by_byte_and_shields_of_before_go():
    water = mvt.encoded([mvt.Layer("water", [mvt.polygon({}, [[(0, 0), (9, 0), (9, 9), (0, 0)]])])])
    old = mvt.encoded([mvt.Layer("shield", [mvt.point({"ref": "A 9"}, 1, 1)])])
    named = mvt.encoded([road("A 14")])
    enriching = Enriching(archive({}))
    assert enriching.enriched(water + old + named, *tile_at(8)) == [
        ("water", water),
        ("transportation_name", named),
    ]


def test_a_place_that_is_a_municipality_learns_how_many_live_there():
    MunicipalityFactory(name="Leipzig", population=600_000, boundary=square(*LEIPZIG, metres=20_000))
    enriched = Enriching(archive({})).enriched(mvt.encoded([place()]), *tile_at(12))
    (feature,) = layers_of(enriched)["place"].features
    assert feature.tags == {"class": "city", "name": "Leipzig", "population": 600_000}


def test_roads_are_read_of_one_zoom_and_of_their_layer_alone():
    tiles = {tile_at(zoom): [place(), road("A 14")] for zoom in (11, 12)}
    found = list(roads(archive(tiles), None, 12))
    assert [(at, layer.name) for *at, layer in found] == [(list(tile_at(12)), "transportation_name")]
