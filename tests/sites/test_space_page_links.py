"""Where the page of a space leads: to its park, to what it reaches by road, to its neighbours and to similar ones."""

from types import SimpleNamespace as Given

import pytest
from django.utils import timezone

from sites.models import Space
from sites.papers.expose.content import expose_context
from tests.factories.publishing import PictureFactory
from tests.factories.sites import LEIPZIG, BusinessParkFactory, SpaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def shown(client, space):
    answer = client.get(space.get_absolute_url())
    assert answer.status_code == 200
    return answer.context


@pytest.mark.parametrize(("state", "is_named"), [("published", True), ("draft", False), ("withdrawn", False)])
def test_page_and_exposé_name_the_park_only_while_it_is_public(client, state, is_named):
    park = BusinessParkFactory(workflow_state=state)
    space = SpaceFactory(park=park)
    named = park if is_named else None
    assert shown(client, space)["park"] == named
    assert expose_context(Space.objects.with_page().get(pk=space.pk))["park"] == named


@pytest.mark.parametrize(
    ("access", "has_graph", "leads"),
    [
        ("known", True, True),
        ("car_only", True, True),
        ("no_road", True, False),
        ("outside", True, False),
        ("", True, False),
        ("known", False, False),
    ],
)
def test_a_page_leads_to_what_is_reached_where_a_road_and_a_graph_are_there(
    client, monkeypatch, access, has_graph, leads
):
    monkeypatch.setattr("sites.views.space.current_graph", lambda: Given() if has_graph else None)
    space = SpaceFactory(at=LEIPZIG)
    Space.objects.update(stored_road_access=access)
    assert bool(shown(client, space)["reach_url"]) is leads


def test_what_is_named_as_a_neighbour_is_not_named_again_as_similar(client):
    park = BusinessParkFactory()
    space, beside = SpaceFactory(at=LEIPZIG, park=park), SpaceFactory(at=LEIPZIG, park=park)
    near = SpaceFactory(at=(12.4, 51.35))
    context = shown(client, space)
    assert [line.thing for line in context["neighbours"]] == [beside]
    assert [line.thing for line in context["similar"]] == [near]


def test_a_withdrawn_space_names_others_of_its_kind_whatever_address_leads_there(client):
    hall = SpaceFactory(hall=True, workflow_state="withdrawn", first_published_at=timezone.now())
    SpaceFactory(name="Grundstück")
    other = SpaceFactory(name="Halle", hall=True)
    for address in (hall.get_absolute_url(), f"/flaechenpool/{hall.number}/"):
        answer = client.get(address, follow=True)
        assert answer.status_code == 410
        assert (answer.context["kind"], [card.thing for card in answer.context["similar"]]) == (
            "hall",
            [other],
        )
    number = hall.number
    hall.delete()
    answer = client.get(f"/flaechenpool/hallen/{number}-x/")
    assert answer.status_code == 410
    assert (answer.context["kind"], [card.thing for card in answer.context["similar"]]) == ("hall", [other])


@pytest.mark.parametrize("make", [SpaceFactory, BusinessParkFactory])
def test_a_page_names_all_who_took_its_photos(client, make):
    thing = make()
    for credit in ("Foto: Anna Berg", "Foto: Jan Kern"):
        thing.photos.create(picture=PictureFactory(credit=credit), alt_de="Der Hof")
    page = client.get(thing.get_absolute_url()).content.decode()
    assert '<p class="gallery__credits">Foto: Anna Berg · Foto: Jan Kern</p>' in page
