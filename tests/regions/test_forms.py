import json
import re

import pytest
from django.contrib.gis.geos import Point
from django.core.cache import cache
from django.core.exceptions import ValidationError

from regions.crs import to_storage
from regions.forms import MapGeometryField
from regions.widgets import MapWidget
from tests.factories.regions import LEIPZIG, AreaFactory, LandmarkFactory, square

pytestmark = pytest.mark.django_db

POINT = {"type": "Point", "coordinates": list(LEIPZIG)}
RING = [[12.0, 51.0], [12.1, 51.0], [12.1, 51.1], [12.0, 51.0]]
POLYGON = {"type": "Polygon", "coordinates": [RING]}


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


def point_field():
    return MapGeometryField(geom_type="POINT", srid=3035)


def boundary_field():
    return MapGeometryField(geom_type="MULTIPOLYGON", srid=3035)


def test_pasted_point_is_stored_in_metres():
    assert point_field().clean(json.dumps(POINT)).coords == pytest.approx(
        (4486333.844, 3139219.772), abs=0.01
    )


@pytest.mark.parametrize(
    "document",
    [
        POLYGON,
        {"type": "MultiPolygon", "coordinates": [[RING]]},
        {"type": "Feature", "properties": {}, "geometry": POLYGON},
        {
            "type": "FeatureCollection",
            "features": [{"type": "Feature", "properties": None, "geometry": POLYGON}],
        },
        {"type": "GeometryCollection", "geometries": [POLYGON]},
    ],
    ids=lambda document: document["type"],
)
def test_boundary_is_taken_from_any_geojson(document):
    assert boundary_field().clean(json.dumps(document)).geom_type == "MultiPolygon"


@pytest.mark.parametrize(
    "text",
    [
        "12.37, 51.34",
        "{}",
        json.dumps(POLYGON),
        json.dumps({"type": "Point", "coordinates": [4486333, 3139219]}),
        json.dumps({"type": "Point", "coordinates": []}),
        json.dumps({"type": "GeometryCollection", "geometries": [POINT, POINT]}),
        '{"type": "Point", "coordinates": [NaN, 1]}',
        "[" * 100_000,
        "<script>alert(1)</script>",
    ],
)
def test_what_is_no_point_gets_a_message(text):
    with pytest.raises(ValidationError, match=r"\w+"):
        point_field().clean(text)


def test_unchanged_form_changes_nothing():
    stored = square(LEIPZIG, km=1)
    shown = MapWidget().format_value(stored)
    assert not boundary_field().has_changed(stored, shown)
    assert boundary_field().clean(shown).equals_exact(stored, tolerance=0.01)


def test_height_is_dropped():
    assert not point_field().clean('{"type": "Point", "coordinates": [12.3, 51.3, 120]}').hasz


def test_editor_moves_a_landmark(admin_client):
    landmark = LandmarkFactory()
    address = f"/admin/regions/landmark/{landmark.pk}/change/"
    pasted = json.dumps({"type": "Point", "coordinates": [12.0, 51.0]})
    admin_client.post(address, {"kind": "airport", "name": "Moved", "location": pasted})
    landmark.refresh_from_db()
    assert landmark.location.equals_exact(to_storage(Point(12.0, 51.0, srid=4326)), 0.01)


def test_wrong_text_comes_back_with_its_message(admin_client):
    answer = admin_client.post(
        "/admin/regions/landmark/add/", {"kind": "airport", "name": "X", "location": "nonsense"}
    )
    assert answer.context["errors"]
    assert "nonsense</textarea>" in answer.content.decode()


def test_map_field_offers_detailed_maps_and_asks_for_none_by_itself(admin_client):
    """Requests are watched by the browser's tests; here, that the page itself names no host to ask."""
    page = admin_client.get("/admin/regions/landmark/add/").content.decode()
    configs = re.findall(r'data-config="[^"]*"', page)
    assert all("geodatenzentrum" in config for config in configs)
    assert "geodatenzentrum" not in re.sub(r'data-config="[^"]*"', "", page)


def test_editor_finds_areas_and_sees_their_size(admin_client):
    area = AreaFactory()
    assert "Leipzig" in admin_client.get("/admin/regions/area/?q=Leipzig").content.decode()
    assert "100,0 km²" in admin_client.get(f"/admin/regions/area/{area.pk}/change/").content.decode()


@pytest.mark.parametrize(
    "text",
    [
        "123/4",
        "123",
        "123/4, 123/5",
        "Flur 3 Flurstück 123/4",
        "Gemarkung Wiesa, Flur 2, Flst. 12/1",
        "Flurstücke 12, 13/2 und 14",
    ],
)
@pytest.mark.parametrize("field", [point_field, boundary_field])
def test_a_parcel_number_is_told_where_it_is_looked_up(field, text):
    with pytest.raises(ValidationError, match="Suchfeld über der Karte") as refused:
        field().clean(text)
    assert refused.value.code == "parcel"


@pytest.mark.parametrize(
    "text",
    [
        "12.37, 51.34",
        "Am Anger 3",
        '{"type": "Flur 3"}',
        '{"name": "Am Flur 3"}',
        "Gemarkung",
        "33 312345",
        "Flur 3 " * 99,
    ],
)
def test_what_is_no_parcel_number_is_told_as_before(text):
    with pytest.raises(ValidationError) as refused:
        point_field().clean(text)
    assert refused.value.code == "invalid_geom"
