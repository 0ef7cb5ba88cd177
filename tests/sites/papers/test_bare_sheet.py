"""The data sheet of an entry that states next to nothing: every question stands there all the same."""

import pytest

from sites.models import Space
from sites.papers.expose.datasheet import sheet_facts
from tests.factories.accounts import ContactFactory, OrganisationFactory
from tests.factories.sites import SpaceFactory, UtilityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("english")]


def sheet_of(space):
    return sheet_facts(Space.objects.with_page().get(pk=space.pk))


def stated(rows):
    return {row.label: row.value.replace("\u00a0", " ") for row in rows if row.is_stated}


ALWAYS = {
    "Place": "Schkeuditz, district of Nordsachsen, Saxony",
    "Market status": "Available",
    "Available from": "immediately",
    "Sale": "not offered",
    "Lease": "not offered",
    "Ground lease": "not offered",
    "Details as of": "2 November 2026",
}
OF_A_PLOT = [
    *("Area", "Divisible from", "Contiguous area", "Zoning", "Plan status", "Site coverage ratio (GRZ)"),
    *("Floor area ratio (GFZ)", "Building mass ratio (BMZ)", "Maximum building height", "Servicing"),
    *("Previous use", "Contamination"),
]
OF_A_HALL = [
    *("Floor area", "Divisible from", "Office area", "Plot area", "Type of building", "Clear height"),
    *("Column grid", "Floor load", "Docks with levellers", "Drive-in doors", "Crane capacity"),
    *("Electrical connection", "Year built"),
]
OF_BOTH = [
    *("24-hour operation", "Rail siding", "Access for heavy haulage", "Ownership", "Funding area"),
    *("Trade tax multiplier", "Utilities", "Distance: motorway junction", "Distance: airport"),
    *("Distance: rail terminal", "Distance: port", "Distance: railway station", "Contact"),
]


@pytest.mark.parametrize(("is_hall", "own"), [(False, OF_A_PLOT), (True, OF_A_HALL)])
def test_what_is_not_stated_is_a_question_without_an_answer_in_the_order_of_the_sheet(is_hall, own):
    space = SpaceFactory(name="Nordfeld", hall=is_hall, data_as_of="2026-11-02")
    rows = sheet_of(space)
    assert stated(rows) == {"Property number": str(space.number), "Name": "Nordfeld"} | ALWAYS
    assert [row.label for row in rows if not row.is_stated] == ["Coordinates (WGS84)", *own, *OF_BOTH]
    assert {row.value for row in rows if not row.is_stated} == {"not stated"}


def test_a_nought_a_no_and_a_single_utility_are_answers():
    space = SpaceFactory(hall=True, office_area=0, docks=0, heavy_haul=False, available_from="2027-03-31")
    UtilityFactory(space=space, medium="gas", capacity=None, distance_m=0)
    told = stated(sheet_of(space))
    assert {
        label: told.get(label) for label in ("Docks with levellers", "Access for heavy haulage", "Gas")
    } == {
        "Docks with levellers": "0",
        "Access for heavy haulage": "no",
        "Gas": "at the boundary",
    }
    assert told["Office area"] == "0 m² = 0.00 ha = 0.00 acres"
    assert told["Available from"] == "31 March 2027"
    assert "Utilities" not in told


@pytest.mark.parametrize(
    ("phone", "email", "told"),
    [
        ("+49 341 1", "berg@example.org", "Anna Berg, Stadt Nord, +49 341 1, berg@example.org"),
        ("", "berg@example.org", "Anna Berg, Stadt Nord, berg@example.org"),
    ],
)
def test_a_contact_is_told_with_all_the_ways_to_reach_them(phone, email, told):
    contact = ContactFactory(organisation=OrganisationFactory(name="Stadt Nord"), phone=phone, email=email)
    assert stated(sheet_of(SpaceFactory(contact=contact)))["Contact"] == told
