"""What maps are told, which boxes and files are taken, and what an object of a file is called."""

import re
from datetime import date
from types import SimpleNamespace as Given

import pytest
from django.conf import settings
from django.utils import translation

from importing.geometries.records import Record
from importing.geometries.references import Reference
from regions import maps, neighbours
from regions.boundary_files import Found, Option, name_of, number_in, srid_in
from regions.templatetags import region_maps
from tests.factories.regions import LEIPZIG, AreaFactory, square

pytestmark = pytest.mark.once

# --- Maps


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("is_schematic", "load", "off"),
    [(True, "Load detailed map", "Overview map only"), (False, "Other maps", "Our own map")],
)
@pytest.mark.parametrize(("is_known", "where"), [(True, "with your account"), (False, "on this device")])
def test_the_words_of_a_map_fit_what_is_installed_and_who_looks(is_schematic, load, off, is_known, where):
    words = maps.texts(Given(is_schematic=is_schematic), is_known)
    assert (words["tilesLoad"], words["tilesOff"]) == (load, off)
    assert words["choiceKept"] == f"Your choice is kept {where} until you change it here."


@pytest.mark.django_db
def test_the_settings_of_one_who_is_logged_in_are_not_those_of_readers():
    known, reader = maps.map_config(account="/auswahl/"), maps.map_config()
    assert (known["account"], reader["account"]) == ("/auswahl/", "")
    assert known["texts"]["choiceKept"] != reader["texts"]["choiceKept"]
    assert reader["texts"]["choiceKept"].endswith("auf diesem Gerät behalten, bis Sie sie hier ändern.")


@pytest.mark.django_db
def test_the_words_of_tools_and_layers_stand_with_the_map_of_a_search_alone():
    request = {"request": Given(COOKIES={})}
    of_search, of_one = region_maps.map_config(request, has_tools=True), region_maps.map_config(request)
    for words in ('"toolsNote": "', '"landmarkKinds": {'):
        assert words in of_search
        assert words not in of_one
    assert '"measure": "' in of_one
    assert len(of_one) < len(of_search) / 1.5


@pytest.mark.parametrize(
    ("language", "licence", "day", "told"),
    [
        ("de", "", None, "© Mappers"),
        ("de", "dl-de/by-2-0", None, "© Mappers, dl-de/by-2-0"),
        ("de", "", date(2026, 11, 28), "© Mappers, Stand 28.\xa0November 2026"),
        ("en", "CC BY 4.0", date(2026, 11, 28), "© Mappers, CC BY 4.0, as of 28\xa0November 2026"),
    ],
)
def test_whose_data_a_map_shows_is_told_with_their_licence_and_day(monkeypatch, language, licence, day, told):
    tiles = Given(attribution="© Mappers", licence=licence, data_day=day, is_partial=False)
    monkeypatch.setattr(region_maps, "installed", lambda: tiles)
    with translation.override(language):
        assert region_maps.map_attribution() == maps.attribution_of(tiles) == told
    monkeypatch.setattr(region_maps, "installed", lambda: None)
    assert region_maps.map_attribution() == ""


@pytest.mark.parametrize("attribution", ["© <OSM>", "© <OSM>, ODbL 1.0"])
def test_the_licence_of_openstreetmap_is_named_once_and_leads_to_its_text(attribution):
    tiles = Given(attribution=attribution, licence="ODbL 1.0", data_day=None, is_partial=False)
    assert maps.attribution_of(tiles) == "© <OSM>, ODbL 1.0"
    assert maps.linked_attribution_of(tiles) == (
        '© &lt;OSM&gt;, <a href="https://opendatacommons.org/licenses/odbl/1-0/" rel="license">ODbL 1.0</a>'
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cookies", "account"), [({}, ""), ({"theme": "dark"}, ""), ({settings.SESSION_COOKIE_NAME: "x"}, "/")]
)
def test_a_choice_of_layers_is_kept_for_who_has_a_session(cookies, account):
    script = region_maps.map_config({"request": Given(COOKIES=cookies)})
    assert re.search(r'"account": "(/?)', script)[1] == account


# --- Boxes


@pytest.mark.parametrize(
    ("text", "is_taken"),
    [
        ("12.25,51.25,12.5,51.5", True),
        ("12.25,51.25,12.75,51.5", False),
        ("12.25,51.25,12.5,51.75", False),
        ("12.5,51.25,12.25,51.5", False),
        ("12.25,51.5,12.5,51.25", False),
        ("12.25,51.25,12.25,51.5", False),
        ("12.25,51.25,12.5,51.25", False),
        ("12.25,51.25,12.5", False),
        ("12.25,51.25,12.5,51.5,0", False),
    ],
)
def test_a_box_around_what_a_form_shows_is_neither_empty_nor_wide_nor_tall(text, is_taken):
    assert (neighbours.box_in(text) is not None) is is_taken


# --- Boundaries out of files


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("fields", "called"),
    [
        ({}, "Object 3"),
        ({"name": "", "farbe": ""}, "Object 3"),
        ({"farbe": "rot", "form": "rund"}, "Object 3 (rot)"),
        ({"farbe": "rot", "id": "7"}, "Object 3 (7)"),
        ({"id": "7", "flurstueck": "12/4", "bezeichnung": "Nordfeld"}, "Object 3 (Nordfeld)"),
        ({"name": "", "titel": "Südfeld"}, "Object 3 (Südfeld)"),
        ({"name": "x" * 60}, f"Object 3 ({'x' * 60})"),
        ({"name": "x" * 61}, f"Object 3 ({'x' * 59}…)"),
    ],
)
def test_an_object_is_called_by_what_is_likeliest_its_name(fields, called):
    assert name_of(Record(3, fields)) == called


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (" 12 ", 12),
        ("123456789", 123_456_789),
        ("1234567890", None),
        ("-1", None),
        ("²", None),
        ("٣", None),
        ("x", None),
        ("", None),
        (None, None),
    ],
)
def test_a_number_that_is_sent_is_short_and_of_our_digits(text, number):
    assert number_in(text) == number


@pytest.mark.parametrize(("text", "srid"), [("25833", 25833), (" 4326", 4326), ("2056", None), ("x", None)])
def test_only_systems_that_are_offered_are_taken(text, srid):
    assert srid_in(text) == srid


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("place", "km", "warning"),
    [(LEIPZIG, 1, ""), (LEIPZIG, 11, "hat kein Standort"), ((2.35, 48.85), 1, "außerhalb der Region")],
)
def test_what_a_form_will_refuse_is_said_beside_the_file(place, km, warning):
    AreaFactory(state=True)
    shape = square(place, km=km)
    shape.transform(4326)
    told = Found(Option(1, "Nordfeld", shape), Reference()).warning
    assert (warning in told, bool(told)) == (True, bool(warning))
