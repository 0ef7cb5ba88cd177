"""What editors find among plots and halls is what reading every row would find."""

import pytest
from django.contrib import admin
from django.urls import resolve, reverse

from sites.admin import search
from sites.models import Hall
from tests.factories.accounts import ContactFactory, UserFactory
from tests.factories.sites import BusinessParkFactory, SpaceFactory

WORDS = [
    "halle",
    "HALLE",
    "04109",
    "4109",
    "FL-",
    "nord",
    "süd",
    "meier",
    "schkeu",
    "17",
    '"am hafen"',
    "hafen meier",
]
WORDS += ["%", "_", "nichts", "99999999999999", "²", '"', "'", "nord nord", "\\"]


@pytest.fixture
def halls(db):
    contact = ContactFactory(name="Petra Meier")
    park = BusinessParkFactory(name_de="Gewerbepark Nord")
    SpaceFactory(hall=True, name_de="Halle am Hafen", postcode="04109", contact=contact, park=park)
    SpaceFactory(hall=True, name_de="Südhalle", name_en="South hall", external_reference="FL-17_a")
    SpaceFactory(hall=True, name_de="Lager", address="Am Hafen 3", park=park)
    SpaceFactory(name_de="Am Hafen", parcels="12/4, 17", contact=contact)
    SpaceFactory(hall=True, name_de="100 % Platz")


@pytest.mark.parametrize(
    ("page", "some"),
    [
        ("sites_hall_changelist", 0),
        ("sites_hall_changelist", 1),
        ("sites_hall_changelist", 1000),
        ("search", 1000),
    ],
)
def test_the_same_is_found_by_keys_and_by_reading(halls, rf, monkeypatch, page, some):
    monkeypatch.setattr(search, "MAX_COUNTED", some)
    desk = admin.site.get_model_admin(Hall)
    request = rf.get(reverse(f"admin:{page}"))
    request.resolver_match = resolve(request.path)
    number = str(Hall.objects.first().number)
    for words in [*WORDS, number, number[:-1]]:
        narrowed, _ = desk.get_search_results(request, Hall.objects.all(), words)
        read, _ = super(search.SpaceSearchMixin, desk).get_search_results(request, Hall.objects.all(), words)
        assert set(narrowed) == set(read), words


@pytest.mark.django_db
def test_an_editor_finds_a_hall_by_its_contact(client, halls):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    page = client.get(reverse("admin:sites_hall_changelist"), {"q": "meier"})
    assert [hall.name for hall in page.context["cl"].result_list] == ["Halle am Hafen"]
