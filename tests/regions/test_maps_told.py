"""What maps say of their data and settings, and what is said of a boundary beside its file."""

import re
from datetime import date
from types import SimpleNamespace as Given

import pytest
from django.conf import settings
from django.utils import translation

from importing.geometries.references import Reference
from regions import maps
from regions.boundary_files import BoundaryOption, FoundBoundary
from regions.templatetags import region_maps
from tests.factories.regions import LEIPZIG, AreaFactory, square

pytestmark = pytest.mark.once


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
    monkeypatch.setattr(region_maps, "installed_tiles", lambda: tiles)
    with translation.override(language):
        assert region_maps.map_attribution() == maps.attribution_text(tiles) == told
    monkeypatch.setattr(region_maps, "installed_tiles", lambda: None)
    assert region_maps.map_attribution() == ""


@pytest.mark.parametrize("attribution", ["© <OSM>", "© <OSM>, ODbL 1.0"])
def test_the_licence_of_openstreetmap_is_named_once_and_leads_to_its_text(attribution):
    tiles = Given(attribution=attribution, licence="ODbL 1.0", data_day=None, is_partial=False)
    assert maps.attribution_text(tiles) == "© <OSM>, ODbL 1.0"
    assert maps.attribution_html(tiles) == (
        '© &lt;OSM&gt;, <a href="https://opendatacommons.org/licenses/odbl/1-0/" rel="license">ODbL 1.0</a>'
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cookies", "account"), [({}, ""), ({"theme": "dark"}, ""), ({settings.SESSION_COOKIE_NAME: "x"}, "/")]
)
def test_a_choice_of_layers_is_kept_for_who_has_a_session(cookies, account):
    script = region_maps.map_config({"request": Given(COOKIES=cookies)})
    assert re.search(r'"account": "(/?)', script)[1] == account


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("place", "km", "warning"),
    [(LEIPZIG, 1, ""), (LEIPZIG, 11, "hat kein Standort"), ((2.35, 48.85), 1, "außerhalb der Region")],
)
def test_what_a_form_will_refuse_is_said_beside_the_file(place, km, warning):
    AreaFactory(state=True)
    shape = square(place, km=km)
    shape.transform(4326)
    told = FoundBoundary(BoundaryOption(1, "Nordfeld", shape), Reference()).warning
    assert (warning in told, bool(told)) == (True, bool(warning))
