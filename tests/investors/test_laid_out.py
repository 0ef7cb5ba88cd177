"""Papers as they are laid out: no word beyond a margin or on another, no page mostly white, links where they belong.

Each paper once, of objects with little, much and very long to tell; ten objects in both languages are a trial.
"""

import pytest
from django.conf import settings

from investors.documents import comparison_document, proposal_document
from investors.proposal_page import ProposalPage
from sites.models import Space, SpacePhoto
from sites.papers.expose import documents
from tests.factories.accounts import ContactFactory
from tests.factories.investors import ProposalFactory, ProposalSpaceFactory
from tests.factories.publishing import PictureFactory
from tests.factories.sites import SpaceFactory, UtilityFactory, square
from tests.sites.papers.sheets import faults_of, sheets_of, stories_of

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]

LONG = "Gewerbe- und Industriegebiet Donaudampfschifffahrtsgesellschaftskapitänsstraße, dritter Abschnitt "


@pytest.fixture
def world():
    """A plot with much to tell, a hall without photo whose name has no end, and a plot with nothing but its name."""
    place, contact = (12.37, 51.34), ContactFactory(phone="0341 123-0")
    full = SpaceFactory(
        name="Nordfeld",
        contact=contact,
        boundary=square(*place),
        at=place,
        area=125_000,
        divisible_from=5_000,
        zoning="GI",
        price_m2="1234.50",
        motorway_km="23.2",
        plan_url="https://plan.example.org/nordfeld",
        description="Eben und frei. " * 30,
        award_criteria="Arbeitsplätze und Flächenverbrauch. " * 20,
    )
    UtilityFactory(space=full, capacity=5, unit="MVA")
    SpacePhoto.objects.create(space=full, picture=PictureFactory(), alt="Luftbild der Wiese")
    SpaceFactory(
        name=(LONG * 3)[:160],
        hall=True,
        contact=contact,
        boundary=square(*place, 90),
        at=place,
        area=8_000,
        rent_m2=4,
        clear_height=10,
        marketing_status="reserved",
    )
    SpaceFactory(name="Bare")
    return list(Space.objects.with_page().order_by("number"))


def links_of(sheets):
    return {link for sheet in sheets for link in sheet.links}


def proposal_of(spaces, **fields):
    proposal = ProposalFactory(title=LONG[:98], greeting="Guten Tag,\n\nwie besprochen.", **fields)
    for order, space in enumerate(spaces):
        ProposalSpaceFactory(proposal=proposal, space=space, order=order, note="Gleis möglich.")
    return proposal_document(ProposalPage(proposal))


def test_an_exposé_of_much_to_tell(world):
    sheets = sheets_of(documents.expose(world[0], "de"))
    assert faults_of(sheets) == []
    assert links_of(sheets) >= {
        "tel:03411230",
        "mailto:berg@example.org",
        "https://plan.example.org/nordfeld",
        settings.SITE_URL + world[0].get_absolute_url(),
    }


def test_an_exposé_of_a_hall_without_photo_begins_with_its_plan(world):
    sheets = sheets_of(documents.expose(world[1], "en"))
    assert faults_of(sheets) == []
    assert 'class="drawing drawing--head"' in documents.expose(world[1], "en").html


def test_a_proposal(world):
    sheets = sheets_of(proposal_of(world))
    assert faults_of(sheets, stories_of(sheets)) == []
    assert stories_of(sheets)[0] == 1, "the cover is one page"
    assert any("/anfrage/" in link for link in sheets[0].links)


def test_a_comparison_of_six(world):
    sheets = sheets_of(comparison_document([*world, *world], "de"))
    assert faults_of(sheets) == []


def test_a_data_sheet(world):
    sheets = sheets_of(documents.data_sheet(world[1], "de"))
    assert faults_of(sheets) == []
    assert len(sheets) == 1
