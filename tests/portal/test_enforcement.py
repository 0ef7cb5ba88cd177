"""The accessibility statement names the enforcement bodies of the region's states; one that is not known is a gap."""

import pytest

from publishing.checks import release_blockers
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
    assert "Käsperstraße 31, 39261 Zerbst/Anhalt</span>, Telefon: 03923 751-175, <a href=" in page
    assert '<a href="https://www.lf-barrierefreiheit-st.de/ueber-uns/ombudsstelle">' in page
    assert '<a href="mailto:kontakt@tlmb.thueringen.de">' in page
    assert "Archivstraße" not in page


@pytest.mark.parametrize(
    ("language", "path", "gap"),
    [
        ("de", "/barrierefreiheit/", "[Lücke: Durchsetzungsstelle für Bayern mit Anschrift"),
        ("en", "/en/accessibility/", "[Gap: enforcement body of Bavaria with address"),
    ],
)
def test_a_state_without_a_known_body_is_a_marked_gap_and_the_others_stand(statement, language, path, gap):
    AreaFactory(state=True, key="09", name="Bayern", designation="Freistaat")
    AreaFactory(state=True, key="16", name="Thüringen")
    page = statement(path)
    assert f"<mark>{gap}" in page
    assert '<a href="mailto:kontakt@tlmb.thueringen.de">' in page


def test_an_unknown_body_hinders_the_release_until_the_bodies_are_written_out():
    SiteProfileFactory(phone="0341 555 01-00")
    AreaFactory(state=True, key="09", name="Bayern", designation="Freistaat")
    AreaFactory(state=True, key="16", name="Thüringen")
    page = PageFactory(key="accessibility", draft=True, body_de="<p>[Wert: Durchsetzungsstellen]</p>")
    [problem] = release_blockers(page)
    assert (problem.field, problem.code) == ("body_de", "gap_left")
    assert "Durchsetzungsstelle für Bayern" in problem.message
    assert "anstelle der Marke „Durchsetzungsstellen“" in problem.message
    page.body_de = "<p>Bayern: Stelle, Weg 1.</p><p>Thüringen: Stelle, Weg 2.</p>"
    assert release_blockers(page) == []


def test_a_region_of_known_states_is_released_and_one_without_any_state_is_not():
    SiteProfileFactory(phone="0341 555 01-00")
    page = PageFactory(key="accessibility", draft=True, body_de="<p>[Wert: Durchsetzungsstellen]</p>")
    assert "Durchsetzungsstelle für das Land" in release_blockers(page)[0].message
    AreaFactory(state=True, key="14", name="Sachsen", designation="Freistaat")
    assert release_blockers(page) == []


def test_names_of_offices_say_that_they_are_german(statement):
    AreaFactory(state=True)
    assert '<span lang="de">Archivstraße 1, 01097 Dresden</span>' in statement("/en/accessibility/")
