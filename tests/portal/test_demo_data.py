"""The files of the demo's pool, as a person edits them; what the loader makes of them is in test_load_demo."""

import gzip
import json
from functools import cache
from itertools import combinations

import pytest
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon, Point, Polygon

from portal.demo import pool
from portal.demo.records import FOLDER, records
from regions.crs import to_storage

APART_M = 40
PARK_RADIUS_M = 1000
WORDS = range(60, 121)
# What a German text says, the figures of its record say too. A word of the text: the figure it implies.
SAID = {
    "Archäologische Sond": ("archaeology", "suspected"),
    "Kampfmittel wurden gesucht": ("ordnance", "cleared"),
    "Nachtbetrieb ist": ("round_the_clock", "yes"),
    "Nachts darf": ("round_the_clock", "yes"),
    "Lieferverkehr vor sechs": ("round_the_clock", "limited"),
    "enthält die Erschließung": ("servicing_charge", "free"),
    "Störfall": ("hazardous_sites_allowed", True),
    "Einzelhandel schließt": ("sectors_excluded", "Einzelhandel"),
    "Logistik ohne Wert": ("sectors_excluded", "reine Logistik"),
    "Photovoltaikanlage": ("renewable_energy", "Photovoltaik"),
    "Sprinklertank": ("sprinkler", "full"),
    "Erweiterung nach Osten": ("is_expandable", True),
    "Zwischennutzung": ("interim_use", True),
    "ohne Ortsdurchfahrt": ("bypasses_towns", True),
    "Dunkelstrahlern": ("heating", "radiant"),
}


def spaces():
    return [record for name in pool.MODELS_BY_FILE for record in records(name)]


def called(record):
    return f"{record.get('number', 'park')} {record['name_de']}"


@cache
def features():
    """The municipalities of the demo as GeoJSON features, by official key."""
    with gzip.open(FOLDER / "areas" / "municipalities.geojson.gz") as file:
        return {feature["properties"]["AGS"]: feature for feature in json.load(file)["features"]}


@cache
def municipality(key):
    """The boundary of a municipality in EPSG:3035, by its official key."""
    return to_storage(GEOSGeometry(json.dumps(features()[key]["geometry"]), srid=4326)).buffer(0)


def point(record):
    return to_storage(Point(*record["location"]))


def shapes():
    """(record, boundary in EPSG:3035) of what has one."""
    return [
        (record, to_storage(MultiPolygon(Polygon(record["boundary"]))))
        for record in spaces()
        if "boundary" in record
    ]


@pytest.mark.parametrize("word", ["name_de", "name_en"])
def test_no_name_is_given_twice(word):
    given = [record[word] for record in spaces()]
    assert len(given) == 100
    assert len(set(given)) == len(given)


@pytest.mark.parametrize("language", ["de", "en"])
def test_descriptions_are_neither_thin_nor_long(language):
    lengths = {called(record): len(record[f"description_{language}"].split()) for record in spaces()}
    assert {name: length for name, length in lengths.items() if length not in WORDS} == {}


def test_every_park_and_space_lies_in_the_municipality_it_names():
    listed = [*records("parks"), *spaces()]
    assert [called(one) for one in listed if not municipality(one["municipality"]).contains(point(one))] == []


def test_boundaries_are_one_closed_valid_ring_around_the_point():
    drawn = shapes()
    assert len(drawn) > 80
    for record, shape in drawn:
        assert record["boundary"][0] == record["boundary"][-1], called(record)
        assert shape.valid, called(record)
        assert shape.contains(point(record)), called(record)


def test_no_boundary_leaves_its_municipality():
    astray = [
        called(record)
        for record, shape in shapes()
        if not municipality(record["municipality"]).buffer(1).contains(shape)
    ]
    assert astray == []


def test_boundaries_keep_their_distance():
    close = [
        (called(one), called(other))
        for (one, shape), (other, its) in combinations(shapes(), 2)
        if shape.distance(its) < APART_M - 1
    ]
    assert close == []


def test_what_has_no_boundary_lies_in_nobody_elses():
    bare = [record for record in spaces() if "boundary" not in record]
    within = [
        (called(record), called(other))
        for record in bare
        for other, its in shapes()
        if its.distance(point(record)) < APART_M
    ]
    assert within == []


def test_what_belongs_to_a_park_lies_around_its_point():
    parks = {park["slug"]: point(park) for park in records("parks")}
    far = [
        called(record)
        for record in spaces()
        if "park" in record and parks[record["park"]].distance(point(record)) > PARK_RADIUS_M
    ]
    assert far == []


def test_what_a_text_says_the_figures_say_too():
    contradicted = [
        (called(record), words, record.get(field))
        for record in spaces()
        for words, (field, value) in SAID.items()
        if words in record["description_de"] and record.get(field) != value
    ]
    assert contradicted == []
    every_text = " ".join(record["description_de"] for record in spaces())
    assert [words for words in SAID if words not in every_text] == []


def test_former_prices_end_with_that_of_today():
    for record in spaces():
        history = record.get("history", [])
        days = [row["days_ago"] for row in history]
        assert days == sorted(days, reverse=True), called(record)
        assert all(day <= record["published_days_ago"] for day in days), called(record)
        if history:
            assert history[-1]["price_m2"] == record["offers"][0]["price_m2"], called(record)
