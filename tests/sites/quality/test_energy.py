"""§ 87 GEG: an offer of a hall states what its energy certificate says."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from publishing.checks import find_problems, release_blockers
from sites.models import Hall, Space
from tests.factories.accounts import UserFactory
from tests.factories.sites import SpaceFactory
from tests.filling import filled, unrendered

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FIGURES = {"energy_heat": "110.5", "energy_electricity": "0", "energy_carrier": "Erdgas"}
NOON = datetime(2026, 12, 1, 12, tzinfo=timezone.get_default_timezone())


def hall(**fields):
    return Hall.objects.get(pk=SpaceFactory(hall=True, **{"draft": True} | fields).pk)


def missing(space):
    return {problem.field for problem in release_blockers(space)}


@pytest.mark.parametrize("certificate", ["demand", "consumption"])
def test_a_certificate_wants_heat_electricity_and_carrier(certificate):
    assert missing(hall(energy_certificate=certificate)) == set(FIGURES)
    assert missing(hall(energy_certificate=certificate, **FIGURES)) == set()


@pytest.mark.parametrize("certificate", ["pending", "not_required"])
def test_where_there_is_no_certificate_no_figure_is_wanted(certificate):
    assert missing(hall(energy_certificate=certificate)) == set()


def test_whether_there_is_a_certificate_has_to_be_said():
    assert missing(hall()) == {"energy_certificate"}


def test_plots_and_halls_that_are_no_offer_any_more_are_not_asked():
    assert missing(SpaceFactory(draft=True)) == set()
    assert missing(hall(taken=True, energy_certificate="demand")) == set()


@pytest.mark.parametrize(("until", "is_expired"), [(date(2026, 11, 30), True), (date(2026, 12, 1), False)])
def test_an_expired_certificate_is_a_warning(until, is_expired):
    space = hall(energy_certificate="demand", energy_valid_until=until, **FIGURES)
    codes = {problem.code for problem in find_problems(space, NOON)}
    assert ("geg_expired" in codes) == is_expired
    assert release_blockers(space, NOON) == []


def test_what_is_public_without_figures_stays_and_is_listed():
    space = hall(draft=False, energy_certificate="demand")
    assert release_blockers(space) == []
    assert {problem.field for problem in find_problems(space) if problem.is_error} == set(FIGURES)
    assert Space.objects.published().filter(pk=space.pk).exists()


def test_what_is_offered_again_needs_its_figures():
    space = hall(draft=False, taken=True, energy_certificate="demand")
    space.marketing_status = "free"
    assert missing(space) == set(FIGURES)


@pytest.fixture
def save(client):
    client.force_login(UserFactory(administrator=True))

    def save(space, **changes):
        page = reverse("admin:sites_hall_change", args=[space.pk])
        answer = client.post(page, filled(unrendered(client, page), **changes))
        space.refresh_from_db()
        return answer

    return save


def test_the_form_refuses_to_publish_and_says_which_figures_are_missing(save):
    space = hall(energy_certificate="demand", energy_heat="110")
    answer = save(space, workflow_state="published")
    errors = answer.context["adminform"].form.errors
    assert set(errors) == {"energy_electricity", "energy_carrier"}
    assert "§ 87 GEG" in str(errors["energy_carrier"])
    assert space.workflow_state == "draft"


def test_the_form_publishes_what_is_complete(save):
    space = hall(energy_certificate="demand")
    save(space, workflow_state="published", **FIGURES)
    assert space.workflow_state == "published"


def test_a_public_hall_without_figures_may_still_be_corrected(save):
    space = hall(draft=False, energy_certificate="demand")
    save(space, name_de="Halle Süd")
    assert space.name_de == "Halle Süd"


def test_a_public_hall_may_not_lose_a_figure_by_its_form(save):
    space = hall(draft=False, energy_certificate="demand", **FIGURES)
    answer = save(space, energy_carrier="")
    assert set(answer.context["adminform"].form.errors) == {"energy_carrier"}


def test_a_figure_that_is_no_number_is_told_once(save):
    space = hall(energy_certificate="demand", **FIGURES)
    answer = save(space, workflow_state="published", energy_heat="viel")
    assert len(answer.context["adminform"].form.errors["energy_heat"]) == 1


def test_the_list_finds_what_the_check_finds(client):
    client.force_login(UserFactory(administrator=True))
    for certificate in ["", "demand", "consumption", "pending", "not_required"]:
        hall(energy_certificate=certificate, draft=False)
        hall(energy_certificate=certificate, **FIGURES)
        hall(energy_certificate=certificate, taken=True)
    hall(energy_certificate="demand", **FIGURES | {"energy_carrier": ""})
    hall(energy_certificate="demand", **FIGURES | {"energy_electricity": None})
    checked = {space.pk for space in Hall.objects.all() if any(p.is_error for p in find_problems(space))}
    answer = client.get(reverse("admin:sites_hall_changelist"), {"energy": "missing"})
    assert {row.pk for row in answer.context["cl"].result_list} == checked
    assert len(checked) == 6
