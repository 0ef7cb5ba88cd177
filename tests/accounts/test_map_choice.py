import json

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


def choose(client, layers, **headers):
    return client.post(reverse("map_layers"), json.dumps(layers), content_type="application/json", **headers)


def test_nothing_is_chosen_at_first(client, user):
    answer = client.get(reverse("map_layers")).json()
    assert answer["layers"] is None
    assert answer["token"]


def test_a_choice_stays_with_the_account(client, user):
    choose(client, ["topplus-grey"])
    assert client.get(reverse("map_layers")).json()["layers"] == ["topplus-grey"]
    user.refresh_from_db()
    assert user.map_layers == ["topplus-grey"]


def test_a_choice_can_be_taken_back(client, user):
    choose(client, ["topplus-grey"])
    choose(client, [])
    assert client.get(reverse("map_layers")).json()["layers"] == []


def test_layers_that_are_not_offered_are_left_out(client, user):
    assert choose(client, ["moon", "topplus-grey", 7, {}]).json()["layers"] == ["topplus-grey"]


def test_a_choice_may_name_overlays_too_and_no_cache_keeps_it(client, user, settings):
    settings.MAP_OVERLAYS = [{"id": "floods"}, {"id": "noise"}]
    chosen = choose(client, ["noise", "topplus-grey"])
    assert chosen.json()["layers"] == ["topplus-grey", "noise"]
    for answer in (chosen, client.get(reverse("map_layers"))):
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]


@pytest.mark.parametrize("body", ["", "{", '"topplus-grey"', "{}", b"\xff"])
def test_what_is_no_list_is_refused(client, user, body):
    assert client.post(reverse("map_layers"), body, content_type="application/json").status_code == 400


@pytest.mark.parametrize("method", ["get", "post"])
def test_readers_have_no_account(client, method):
    assert getattr(client, method)(reverse("map_layers")).status_code == 403


def test_a_choice_of_a_stranger_s_page_does_not_count(user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    assert choose(client, ["topplus-grey"]).status_code == 403
    token = client.get(reverse("map_layers")).json()["token"]
    assert choose(client, ["topplus-grey"], HTTP_X_CSRFTOKEN=token).status_code == 200


def test_maps_of_readers_know_no_account_and_those_of_others_do(client):
    address = reverse("map_layers")
    page = reverse("sites:map")
    assert address not in text_of(client.get(page))
    client.force_login(UserFactory())
    assert f'"account": "{address}"' in client.get(page).content.decode()
