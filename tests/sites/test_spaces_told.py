"""What a space answers of itself, and what rows and mails make of it: each condition by itself, without a database."""

from decimal import Decimal
from types import SimpleNamespace as Given

import pytest
from django.contrib.gis.geos import Point
from django.forms import modelform_factory

from sites.admin import rows
from sites.admin.rows import DocumentForm, DocumentInline
from sites.checking import mails
from sites.models import Space, SpaceDistance, SpaceDocument
from tests.factories.sites import LEIPZIG, square

BOUNDARY, POINT = square(*LEIPZIG), Point(4_486_000, 3_139_000, srid=3035)


@pytest.mark.parametrize(
    ("fields", "stated"),
    [
        ({"kind": "plot", "area": 5, "gross_area": 9}, 9),
        ({"kind": "plot", "area": 5, "plot_area": 7}, 5),
        ({"kind": "plot"}, None),
        ({"kind": "hall", "area": 5, "plot_area": 7}, 7),
        ({"kind": "hall", "area": 5, "gross_area": 9}, None),
    ],
)
def test_a_boundary_is_compared_with_the_ground_of_a_plot_or_under_a_hall(fields, stated):
    assert Space(**fields).stated_area == stated


@pytest.mark.parametrize(
    ("boundary", "area", "difference"),
    [
        (BOUNDARY, Decimal(40_000), 0),
        (BOUNDARY, Decimal(32_000), Decimal("0.25")),
        (BOUNDARY, Decimal(50_000), Decimal("-0.2")),
        (BOUNDARY, None, None),
        (None, Decimal(40_000), None),
    ],
)
def test_a_difference_is_a_share_of_what_is_typed(boundary, area, difference):
    found = Space(kind="plot", boundary=boundary, area=area).area_difference
    assert found == (None if difference is None else pytest.approx(difference, abs=Decimal("0.001")))


@pytest.mark.parametrize(
    ("area", "divisible_from", "smallest"), [(9_000, 2_000, 2_000), (9_000, None, 9_000), (None, None, None)]
)
def test_the_smallest_part_is_all_where_nothing_else_is_said(area, divisible_from, smallest):
    assert Space(area=area, divisible_from=divisible_from).smallest_area == smallest


@pytest.mark.parametrize(
    ("discloses", "boundary", "shown"),
    [(True, BOUNDARY, BOUNDARY), (True, None, POINT), (False, BOUNDARY, POINT), (False, None, POINT)],
)
def test_a_boundary_is_public_only_where_the_place_is(discloses, boundary, shown):
    space = Space(discloses_address=discloses, boundary=boundary, public_location=POINT)
    assert space.public_geometry is shown


@pytest.mark.parametrize(
    ("access", "has_road"),
    [("known", True), ("car_only", True), ("no_road", False), ("outside", False), ("", False)],
)
def test_driving_times_are_told_where_a_road_is_known(access, has_road):
    assert Space(stored_road_access=access).has_road is has_road


@pytest.mark.usefixtures("english")
def test_what_has_no_number_yet_is_called_new():
    assert [Space(number=number).called for number in (1042, 0, None)] == [
        "Property 1042",
        *["New property"] * 2,
    ]
    assert [str(Space(number=number, name_de="Hof")) for number in (1042, None)] == ["1042 Hof", "Hof"]


@pytest.mark.usefixtures("english")
def test_a_distance_is_told_with_its_kilometres_as_far_as_they_are_known():
    told = [str(SpaceDistance(kind="airport", km=km)) for km in (Decimal("12.5"), Decimal(0), None)]
    assert told == ["airport: 12.5 km", "airport: 0 km", "airport"]


# --- Rows


@pytest.mark.usefixtures("english")
def test_a_new_document_says_which_files_are_taken_and_how_large(settings, monkeypatch):
    settings.DOCUMENT_MAX_BYTES = 7 * 1024 * 1024
    monkeypatch.setattr(rows, "CHECKS", {"pdf": None, "zip": None})
    field = modelform_factory(SpaceDocument, form=DocumentForm, fields=["file"])().fields["file"]
    assert field.help_text == "pdf, zip; at most 7 MB."
    assert field.widget.attrs["accept"] == ".pdf,.zip"


@pytest.mark.parametrize(
    ("name", "is_looked_into"), [("plan.pdf", True), ("PLAN.PDF", True), ("plan.zip", False)]
)
def test_only_a_pdf_is_looked_into_for_those_who_listen_to_it(monkeypatch, name, is_looked_into):
    done = []
    monkeypatch.setattr(rows, "prepare_document", lambda file: done.append("as any"))
    monkeypatch.setattr(rows, "lacks_of", lambda file: done.append(file.name))
    rows.prepare_pdf(Given(name=name))
    assert done == ["as any", name][: 1 + is_looked_into]


@pytest.mark.parametrize(("may_change", "shown"), [(True, "file"), (False, "opened_file")])
def test_who_may_only_look_gets_a_link_to_the_document(may_change, shown):
    inline = Given(has_change_permission=lambda request, obj: may_change)
    [(_title, options)] = DocumentInline.get_fieldsets(inline, None)
    assert options["fields"][-2] == (shown, "order")
    assert DocumentInline.opened_file(None, Given(file="")) == "–"


# --- Mails


@pytest.mark.parametrize(("recipient", "told"), [(7, None), (8, "Anna"), (None, "Anna")])
def test_a_mail_names_the_contact_to_everybody_but_themselves(monkeypatch, recipient, told):
    monkeypatch.setattr(mails, "place", lambda space: "Torgau")
    space = Given(contact="Anna", contact_id=7, is_stale=lambda at: at == "then")
    for at, is_off in (("then", True), ("now", False)):
        assert mails.line_of(Given(recipient_id=recipient), space, at) == {
            "space": space, "place": "Torgau", "is_off": is_off, "contact": told,
        }  # fmt: skip
