"""The field of a geometry in a form: what counts as a change, as sent, and where its map begins."""

import json
from types import SimpleNamespace as Given

import pytest
from django.contrib.gis.geos import Point

from regions.crs import geojson_geometry
from regions.forms import MapGeometryField
from regions.widgets import MapWidget
from sites.models import Space

pytestmark = pytest.mark.once

PLACE = Point(4_486_333, 3_139_219, srid=3035)


def typed(east=0.0):
    return json.dumps(geojson_geometry(Point(PLACE.x + east, PLACE.y, srid=3035), decimals=8))


@pytest.mark.parametrize(
    ("initial", "data", "has_changed"),
    [
        (None, "", False),
        (None, typed(), True),
        (PLACE, "", True),
        (PLACE, typed(), False),
        (PLACE, typed(0.005), False),
        (PLACE, typed(0.02), True),
        (PLACE, "nonsense", True),
    ],
)
def test_a_place_has_changed_when_it_has_moved_by_more_than_a_centimetre(initial, data, has_changed):
    field = MapGeometryField(geom_type="POINT", srid=3035, required=False)
    assert field.has_changed(initial, data) is has_changed


@pytest.mark.parametrize(
    ("geometry", "accepts_files"),
    [("POLYGON", True), ("MULTIPOLYGON", True), ("POINT", False), ("GEOMETRY", False)],
)
def test_a_boundary_comes_from_a_file_and_a_form_with_one_alone_was_sent_too(geometry, accepts_files):
    widget = MapWidget({"geom_type": geometry})
    assert (widget.accepts_files, widget.needs_multipart_form) == (accepts_files, accepts_files)
    sent = [({}, {}), ({"place": ""}, {}), ({}, {"place-file": "file"})]
    assert [widget.value_omitted_from_data(*each, "place") for each in sent] == [True, False, False]
    assert widget.use_required_attribute(None) is False


def settings_of(widget, value=None):
    return json.loads(widget.get_context("place", value, {})["widget"]["config"])


@pytest.mark.django_db
def test_a_map_begins_with_what_is_there_else_with_the_area_of_the_user_who_asks():
    user, here = Given(own_extent=[11, 50, 13, 52]), [11, 50, 13, 52]
    widget = MapWidget({"geom_type": "POINT"}, user=user)
    assert (settings_of(widget)["start"], settings_of(widget, PLACE)["start"]) == (here, None)
    starts = {}
    for name, thing in (("empty", Space()), ("placed", Space(location=PLACE)), ("saved", Space(pk=7))):
        widget.instance = thing
        starts[name] = settings_of(widget)["start"], settings_of(widget)["but"]
    assert starts == {
        "empty": (here, "sites.space:"),
        "placed": (None, "sites.space:"),
        "saved": (here, "sites.space:7"),
    }
    assert settings_of(MapWidget({"geom_type": "POINT"}))["start"] is None
