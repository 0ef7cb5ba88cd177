"""The pool in one municipality, district or state."""

import pytest
from django.urls import reverse
from django.utils import translation

from tests.factories.sites import BusinessParkFactory, DistrictFactory, MunicipalityFactory, SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return MunicipalityFactory()


def page(client, area):
    return client.get(reverse("sites:area", args=[area.slug]))


def test_a_municipality_shows_what_is_on_offer_in_it(client, town):
    SpaceFactory(name="Nordhof", municipality=town)
    SpaceFactory(name="Anderswo", municipality=MunicipalityFactory(key="14730230", name="Oschatz"))
    text = page(client, town).content.decode()
    assert "Nordhof" in text
    assert "Anderswo" not in text


def test_a_district_and_a_state_name_the_areas_inside_with_their_numbers(client, town):
    SpaceFactory.create_batch(2, municipality=town)
    assert 'Schkeuditz <span class="num">(2)' in page(client, town.parent).content.decode()
    assert 'Landkreis Nordsachsen <span class="num">(2)' in page(client, town.parent.parent).content.decode()


def test_areas_with_nothing_on_offer_are_not_named(client, town):
    SpaceFactory(municipality=town)
    empty = MunicipalityFactory(key="14730230", name="Oschatz", parent=town.parent)
    SpaceFactory(municipality=empty, workflow_state="draft")
    text = page(client, town.parent).content.decode()
    assert "Schkeuditz <span" in text
    assert "Oschatz <span" not in text


def test_sold_and_unpublished_spaces_are_not_counted(client, town):
    SpaceFactory(municipality=town, marketing_status="taken")
    SpaceFactory(municipality=town, workflow_state="draft")
    response = page(client, town)
    assert response.context["counts"] == {"all": 0, "plots": 0, "halls": 0}
    assert 'content="noindex"' in response.content.decode()


def test_untranslated_parks_stand_at_their_place_in_the_alphabet(client, town):
    """Sorted by the column of a language they were first with one database, and last with the other."""
    for name_de, name_en in (("Carl", "Charles"), ("Östlich", None), ("Anna", "Ann"), ("Zum Kreuz", None)):
        BusinessParkFactory(name_de=name_de, name_en=name_en, municipality=town)
    with translation.override("en"):
        addresses = [reverse("sites:pool"), reverse("sites:area", args=[town.slug])]
    for address in addresses:
        parks = client.get(address).context["parks"]
        assert [park.name_de for park in parks] == ["Anna", "Carl", "Östlich", "Zum Kreuz"]


def test_published_parks_of_the_area_are_named(client, town):
    BusinessParkFactory(name="Saalepark", municipality=town)
    BusinessParkFactory(name="Geheimpark", municipality=town, workflow_state="draft")
    text = page(client, town).content.decode()
    assert "Saalepark" in text
    assert "Geheimpark" not in text


def test_an_unknown_area_is_not_found(client):
    assert client.get(reverse("sites:area", args=["nirgendwo-1"])).status_code == 404


def test_the_page_asks_the_same_number_of_questions_whatever_the_pool_holds(
    client, town, django_assert_max_num_queries
):
    district = DistrictFactory()
    for count in (2, 10):
        SpaceFactory.create_batch(count, municipality=town)
        with django_assert_max_num_queries(16):
            page(client, district)


def test_a_park_shows_its_largest_objects_and_leads_to_all_of_them(client, monkeypatch):
    monkeypatch.setattr("sites.views.park.BusinessParkDetailView.MAX_SPACES", 2)
    park = BusinessParkFactory(slug="nordpark")
    for area in (10_000, 30_000, 20_000):
        SpaceFactory(park=park, area=area)
    page = client.get(park.get_absolute_url())
    assert [card.thing.area for card in page.context["spaces"]] == [30_000, 20_000]
    text = page.content.decode()
    assert "3 Objekte" in text
    assert f'<a class="more" href="{reverse("sites:list")}?place=park:nordpark">' in text
    assert "Alle 3 Objekte" in text
