"""How complete the entries are, in the administration's lists and forms."""

import pytest
from django.urls import reverse

from editing.admin.forms.release_checks import edited_rows
from publishing.checks import find_problems
from sites.admin.completeness import completeness_summary, filled_in
from sites.models import SpacePhoto
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.publishing import PictureFactory
from tests.factories.sites import LEIPZIG, BusinessParkFactory, SpaceFactory, square
from tests.filling import filled, unrendered, whole

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editor(client):
    client.force_login(UserFactory(administrator=True))


def page_of(space):
    return reverse(f"admin:sites_{space.kind}_change", args=[space.pk])


def listed(client, model="plot", **query):
    answer = client.get(reverse(f"admin:sites_{model}_changelist"), query)
    return [row.pk for row in answer.context["cl"].result_list]


def panel(answer):
    return answer.context["completeness"]


def hints(answer):
    summary = panel(answer)
    return [item["field"] for item in [*summary["first"], *summary["others"]] if item["is_missing"]]


@pytest.mark.once
def test_the_form_names_what_is_missing_with_a_link_to_its_field(client):
    answer = client.get(page_of(SpaceFactory(hall=True, area=5000)))
    page = answer.content.decode()
    assert panel(answer)["first"][0]["field"] == "clear_height"
    assert 'href="#id_clear_height"' in page
    assert 'href="#photos-group"' in page


@pytest.mark.once
def test_the_form_to_add_a_hall_asks_for_what_matters_from_the_beginning(client):
    answer = client.get(reverse("admin:sites_hall_add"))
    assert "clear_height" in hints(answer)
    assert "zoning" not in hints(answer)


@pytest.mark.once
def test_the_panel_follows_what_was_sent_though_it_was_not_saved(client):
    hall = SpaceFactory(hall=True)
    answer = client.post(
        page_of(hall), filled(unrendered(client, page_of(hall)), clear_height="10", name_de="")
    )
    assert "clear_height" not in hints(answer)
    assert panel(answer)["percent"] > hall.stored_completeness


@pytest.mark.once
def test_all_that_is_asked_for_stands_in_the_form(client):
    for kind in ("plot", "hall"):
        form = client.get(whole(reverse(f"admin:sites_{kind}_add"))).context["adminform"].form
        assert {name for name in hints(client.get(reverse(f"admin:sites_{kind}_add"))) if name} <= {
            *form.fields
        }


def test_the_list_is_sorted_by_the_share(client):
    empty, fuller = SpaceFactory(), SpaceFactory(area=5000, zoning="GE")
    columns = client.get(reverse("admin:sites_plot_changelist")).context["cl"].list_display
    number = columns.index(filled_in)
    assert listed(client, o=f"-{number}") == [fuller.pk, empty.pk]
    assert listed(client, o=number) == [empty.pk, fuller.pk]


@pytest.mark.parametrize(
    ("share", "value"), [(0, "low"), (49, "low"), (50, "middle"), (79, "middle"), (80, "high"), (100, "high")]
)
def test_the_list_is_filtered_by_the_share(client, share, value):
    plot = SpaceFactory()
    type(plot).objects.update(stored_completeness=share)
    found = [name for name in ("low", "middle", "high") if listed(client, filled=name)]
    assert found == [value]


def test_the_list_is_filtered_by_boundary(client):
    drawn, not_drawn = SpaceFactory(boundary=square(*LEIPZIG)), SpaceFactory()
    assert listed(client, boundary="with") == [drawn.pk]
    assert listed(client, boundary="without") == [not_drawn.pk]


def test_parks_are_filtered_by_boundary_and_photo(client):
    park = BusinessParkFactory()
    assert listed(client, "businesspark", boundary="without", photos="without") == [park.pk]
    assert listed(client, "businesspark", boundary="with") == []


@pytest.mark.parametrize("number", [2, 20])
def test_the_list_costs_the_same_whatever_its_length(client, django_assert_max_num_queries, number):
    SpaceFactory.create_batch(number)
    with django_assert_max_num_queries(12):
        client.get(reverse("admin:sites_plot_changelist"), {"filled": "low", "o": "-5"})


def test_the_panels_read_only_what_the_form_has_read_already(client, django_assert_num_queries):
    hall = SpaceFactory(hall=True, rent_m2=5)
    for _number in range(4):
        SpacePhoto.objects.create(space=hall, picture=PictureFactory(), alt_de="Halle")
    context = client.get(whole(page_of(hall))).context
    form = context["adminform"].form
    with django_assert_num_queries(0):
        assert find_problems(form.instance, edited=edited_rows(form.instance))
        assert completeness_summary(form.instance, edited_rows(form.instance)) == context["completeness"]


@pytest.mark.once
def test_who_may_only_look_is_asked_for_nothing(client):
    reader = MembershipFactory(role="reader")
    client.force_login(reader.user)
    answer = client.get(page_of(SpaceFactory(steward=reader.organisation)))
    assert answer.status_code == 200
    assert "completeness" not in answer.context
