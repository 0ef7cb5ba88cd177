"""Where an area is chosen, areas that are called alike say which is which: kind, district and state."""

from datetime import date

import pytest
from django.contrib import admin
from django.db import connection
from django.db.models import ForeignKey, ManyToManyField
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from regions.models import Area
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.regions import AreaFactory

pytestmark = pytest.mark.django_db

SUGGESTED = reverse("admin:autocomplete")
FIELD = {"app_label": "accounts", "model_name": "organisation", "field_name": "area"}


@pytest.fixture(autouse=True)
def administrator(client):
    client.force_login(UserFactory(administrator=True))


@pytest.fixture
def saxony():
    return AreaFactory(state=True)


def town(key, name, district, **fields):
    return AreaFactory(key=key, name=name, parent=district, designation="Gemeinde", **fields)


def district(key, name, state, designation="Landkreis"):
    return AreaFactory(district=True, key=key, name=name, parent=state, designation=designation)


@pytest.fixture
def neumark(saxony):
    """Two towns of this name, in two states."""
    thuringia = AreaFactory(state=True, key="16", name="Thüringen")
    return [
        town("14523270", "Neumark", district("14523", "Vogtlandkreis", saxony)),
        town("16071055", "Neumark", district("16071", "Weimarer Land", thuringia)),
    ]


def suggestions(client, words):
    return [row["text"] for row in client.get(SUGGESTED, FIELD | {"term": words}).json()["results"]]


def test_two_towns_of_one_name_are_told_apart_where_one_is_chosen(client, neumark):
    assert suggestions(client, "neumark") == [
        "Neumark – Gemeinde, Vogtlandkreis, Sachsen",
        "Neumark – Gemeinde, Landkreis Weimarer Land, Thüringen",
    ]


def test_a_city_is_told_from_its_own_district_and_from_the_one_around_it(client, saxony):
    city = district("14713", "Leipzig", saxony, "Kreisfreie Stadt")
    district("14729", "Leipzig", saxony)
    AreaFactory(key="14713000", name="Leipzig", parent=city)
    assert suggestions(client, "leipzig") == [
        "Leipzig – Kreisfreie Stadt, Sachsen",
        "Leipzig – Stadt, Sachsen",
        "Landkreis Leipzig – Sachsen",
    ]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"kind": "state", "name": "Sachsen", "designation": "Freistaat"}, "Sachsen – Freistaat"),
        ({"kind": "municipality", "name": "Halle", "designation": ""}, "Halle – Gemeinde"),
        ({"kind": "municipality", "name": "Halle", "designation": "Kreisfreie Stadt"}, "Halle – Gemeinde"),
        (
            {"name": "Halle", "designation": "Stadt", "valid_until": date(2019, 12, 31)},
            "Halle – Stadt, bis 31.12.2019",
        ),
    ],
    ids=["state", "no designation", "designation of its district", "ended"],
)
def test_the_name_says_what_is_known(fields, name):
    assert Area(**{"kind": "municipality"} | fields).distinct_name == name


def test_suggestions_cost_the_same_however_many_areas_there_are(client, saxony):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(SUGGESTED, FIELD | {"term": "neu"})
        return sum("spatial_ref_sys" not in query["sql"] for query in captured.captured_queries)

    queries()
    town("14523270", "Neumark", district("14523", "Vogtlandkreis", saxony))
    few = queries()
    for number in range(7):
        above = district(f"1460{number}", f"Neukreis {number}", saxony)
        town(f"1460{number}010", f"Neudorf {number}", above)
    assert queries() == few


def test_what_is_chosen_already_is_told_apart_too_in_one_question(client, neumark):
    address = reverse("admin:accounts_organisation_change", args=[OrganisationFactory(area=neumark[0]).pk])
    with CaptureQueriesContext(connection) as captured:
        page = client.get(address).content.decode()
    assert "Neumark – Gemeinde, Vogtlandkreis, Sachsen</option>" in page
    assert sum('FROM "regions_area"' in query["sql"] for query in captured.captured_queries) == 1


def test_the_search_over_everything_and_that_of_the_map_tell_them_apart(client, neumark):
    found = client.get(reverse("admin:search"), {"q": "neumark"}).content.decode()
    assert "Neumark – Gemeinde, Vogtlandkreis, Sachsen</a>" in found
    places = client.get(reverse("admin:locate"), {"q": "neumark"}).json()["places"]
    assert {place["label"] for place in places} == {area.distinct_name for area in neumark}


def test_every_form_of_the_administration_tells_areas_apart(rf, neumark):
    request = rf.get("/")
    request.user = UserFactory(administrator=True)
    asked = []
    for model_admin in admin.site._registry.values():
        inlines = model_admin.get_inline_instances(request)
        for each in filter(lambda each: each.has_change_permission(request), (model_admin, *inlines)):
            for field in each.opts.get_fields():
                if isinstance(field, ForeignKey | ManyToManyField) and field.related_model is Area:
                    form_field = each.formfield_for_dbfield(field, request)
                    asked.append(each)
                    assert form_field.label_from_instance(neumark[0]) == neumark[0].distinct_name, each
    assert len(asked) >= 6
