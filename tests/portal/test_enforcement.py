"""The accessibility statement names the enforcement bodies of the region's states, and says of which none is known."""

import pytest

from tests.factories.portal import PageFactory, SiteProfileFactory
from tests.factories.regions import AreaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement(client):
    SiteProfileFactory()
    body = {"body_de": "<p>[Wert: Durchsetzungsstellen]</p>", "body_en": "<p>[Value: enforcement bodies]</p>"}
    PageFactory(key="accessibility", **body)
    return lambda path="/barrierefreiheit/": client.get(path).content.decode()


def test_each_state_of_the_region_is_named_with_its_body_and_no_other(statement):
    AreaFactory(state=True, key="15", name="Sachsen-Anhalt")
    AreaFactory(state=True, key="16", name="Thüringen")
    page = statement()
    assert "Käsperstraße 31, 39261 Zerbst/Anhalt" in page
    assert '<a href="mailto:kontakt@tlmb.thueringen.de">' in page
    assert "Archivstraße" not in page


def test_of_a_state_without_a_known_body_that_is_said(statement):
    AreaFactory(state=True, key="09", name="Bayern", designation="Freistaat")
    assert "hier nicht bekannt" in statement()


def test_names_of_offices_say_that_they_are_german(statement):
    AreaFactory(state=True)
    assert '<span lang="de">Archivstraße 1, 01097 Dresden</span>' in statement("/en/accessibility/")
