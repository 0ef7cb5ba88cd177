import re

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from sites.models import Space
from tests.factories.sites import SpaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def page_of(client, *numbers, language="de"):
    with translation.override(language):
        address = reverse("investors:watch_list")
    response = client.get(address, {"ids": ",".join(map(str, numbers))} if numbers else {})
    assert response.status_code == 200
    assert not response.cookies
    return response.content.decode()


def test_the_address_is_the_list_in_its_order(client):
    first, second = SpaceFactory(name="Erste"), SpaceFactory(name="Zweite", hall=True)
    page = page_of(client, second.number, first.number)
    assert page.index("Zweite") < page.index("Erste")
    assert f'data-numbers="{second.number},{first.number}"' in page
    assert 'content="noindex"' in page


def test_the_title_names_up_to_five_objects_that_are_shown(client):
    numbers = [SpaceFactory().number for _n in range(6)]
    assert "<title>Merkliste ·" in page_of(client)
    assert "<title>Merkliste ·" in page_of(client, 999_999)
    assert f"<title>Merkliste: {numbers[0]}, {numbers[1]} ·" in page_of(client, 999_999, *numbers[:2])
    assert f"<title>Merkliste: {', '.join(map(str, numbers[:5]))}, … ·" in page_of(client, *numbers)


def test_the_other_language_shows_the_same_list(client):
    space = SpaceFactory()
    page = page_of(client, space.number, language="en")
    assert space.get_absolute_url() in page
    assert f"/merkliste/?ids={space.number}" in page.replace("%2C", ",")


def test_an_empty_list_tells_how_to_fill_it(client):
    assert "So kommen Objekte auf die Liste" in page_of(client)


def test_a_withdrawn_object_stays_with_its_reason_and_can_be_removed(client):
    space, gone = SpaceFactory(), SpaceFactory(name="Vergangen")
    gone.workflow_state = Space.WorkflowState.WITHDRAWN
    gone.save()
    page = page_of(client, space.number, gone.number)
    assert "aus dem Pool genommen" in page
    assert "Vergangen" not in page
    assert f'data-list="{space.number}"' in page


def test_a_sold_object_is_shown_as_sold(client):
    page = page_of(client, SpaceFactory(taken=True).number)
    assert re.search(r'class="badge[^>]*>verkauft oder vermietet', page)


def test_objects_can_be_moved_and_removed_without_script(client):
    numbers = [SpaceFactory().number for _n in range(3)]
    first, second, third = numbers
    page = page_of(client, *numbers)
    assert f'?ids={second},{first},{third}"' in page
    assert f'?ids={first},{third},{second}"' in page
    assert f'?ids={first},{third}"' in page


def test_the_first_six_are_ticked_for_comparison(client):
    page = page_of(client, *(SpaceFactory().number for _n in range(7)))
    assert len(re.findall(r'form="compare" checked', page)) == 6


def test_a_list_holds_fifty(client):
    page = page_of(client, *range(1, 61))
    assert "Höchstens 50 Objekte auf einmal" in page


@pytest.mark.parametrize("nonsense", ["\x00", "1.2.3", "-5", "9" * 5000, "abc", "<b>", "\u202e1"])
def test_nonsense_in_the_address_is_answered_with_a_message(client, nonsense):
    page = page_of(client, nonsense)
    assert "Nicht jede Nummer war lesbar" in page
    assert "<b>“" not in page


def test_what_is_no_number_stands_in_the_quotation_marks_of_the_language(client):
    assert "„abc“" in page_of(client, "abc")


def test_cards_and_pages_link_to_a_list_with_their_object(client):
    space = SpaceFactory()
    link = f'href="/merkliste/?ids={space.number}"'
    assert link in client.get(reverse("sites:list")).content.decode()
    assert link in client.get(space.get_absolute_url()).content.decode()


@pytest.mark.parametrize("number", [1, 20])
def test_the_page_costs_the_same_however_many_are_watched(client, django_assert_max_num_queries, number):
    numbers = [SpaceFactory(price_m2=35, motorway_km=3).number for _n in range(number)]
    page_of(client, *numbers, 99_999)
    with django_assert_max_num_queries(12):
        page_of(client, *numbers, 99_999)


def places_on_the_map(client, name, *spaces):
    """{number of the object: its place in degrees, to a kilometre} as the page draws them."""
    numbers = ",".join(str(space.number) for space in spaces)
    map_data = client.get(reverse(f"investors:{name}"), {"ids": numbers}).context["map_data"]
    return {
        feature["properties"]["number"]: tuple(
            round(degrees, 2) for degrees in feature["geometry"]["coordinates"]
        )
        for feature in (map_data or {"features": []})["features"]
    }


@pytest.mark.parametrize("name", ["watch_list", "comparison"])
def test_the_map_shows_each_object_where_the_public_may_know_it(client, name):
    shown, hidden = SpaceFactory(at=(12.3, 51.3)), SpaceFactory(at=(12.3, 51.3), hidden_place=True)
    of_its_municipality = (12.22, 51.39)
    assert places_on_the_map(client, name, shown, hidden) == {
        shown.number: (12.3, 51.3),
        hidden.number: of_its_municipality,
    }


@pytest.mark.parametrize("name", ["watch_list", "comparison"])
def test_no_map_and_no_script_for_one_where_nothing_is_shown(client, name):
    draft = SpaceFactory(workflow_state=Space.WorkflowState.DRAFT)
    assert places_on_the_map(client, name, draft) == {}
    page = client.get(reverse(f"investors:{name}"), {"ids": draft.number}).content.decode()
    assert "leaflet" not in page


@pytest.mark.parametrize("name", ["watch_list", "comparison"])
def test_every_marker_has_an_entry_to_lead_to(client, name):
    spaces = [SpaceFactory(), SpaceFactory(hall=True)]
    numbers = ",".join(str(space.number) for space in spaces)
    page = client.get(reverse(f"investors:{name}"), {"ids": numbers}).content.decode()
    for space in spaces:
        assert page.count(f'id="object-{space.number}"') == 1


def test_the_list_is_told_as_csv(client):
    space, draft = SpaceFactory(name="Offen"), SpaceFactory(name="Entwurf", draft=True)
    response = client.get(reverse("investors:watch_list_csv"), {"ids": f"{space.number},{draft.number}"})
    text = response.content.decode("utf-8-sig")
    assert "Offen" in text
    assert "Entwurf" not in text
    assert settings.SITE_URL + space.get_absolute_url() in text


SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(
    ("name", "kind", "file"),
    [
        ("watch_list_csv", "text/csv; charset=utf-8", "merkliste-{}-{}.csv"),
        ("watch_list_xlsx", SPREADSHEET, "merkliste-{}-{}.xlsx"),
        ("comparison_csv", "text/csv; charset=utf-8", "vergleich-{}-{}.csv"),
        ("comparison_xlsx", SPREADSHEET, "vergleich-{}-{}.xlsx"),
    ],
)
def test_each_table_is_a_file_of_its_kind_named_by_what_it_holds(client, name, kind, file):
    numbers = [SpaceFactory().number, SpaceFactory().number]
    answer = client.get(reverse(f"investors:{name}"), {"ids": ",".join(map(str, numbers))})
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert answer["Content-Disposition"] == f'attachment; filename="{file.format(*numbers)}"'
