"""A boundary as large as a town is told before and after it is stored; one that no site can have is refused."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import translation

from publishing.checks import find_problems, release_blockers
from sites.models import BusinessPark, Plot
from tests.factories.accounts import UserFactory
from tests.factories.regions import square as square_of_km
from tests.factories.sites import LEIPZIG, BusinessParkFactory, MunicipalityFactory, SpaceFactory, square
from tests.filling import filled

pytestmark = pytest.mark.django_db

LARGE = "boundary_large"


def plot(metres, **fields):
    space = SpaceFactory(boundary=square(*LEIPZIG, metres=metres), **{"draft": True} | fields)
    return Plot.objects.get(pk=space.pk)


def told(thing):
    with translation.override("en"):
        return [problem.message for problem in find_problems(thing) if problem.code == LARGE]


@pytest.fixture
def small_town():
    return MunicipalityFactory(boundary=square_of_km(LEIPZIG, km=1), name="Kleindorf")


def test_more_than_ten_square_kilometres_are_told_with_what_is_typed_in_hectares():
    assert told(plot(3200, area=125_000)) == [
        "The boundary encloses 1,024.0\N{NO-BREAK SPACE}ha; typed are 12.5\N{NO-BREAK SPACE}ha. "
        "Hardly any site is so large: please check the boundary."
    ]
    assert told(plot(3200)) == [
        "The boundary encloses 1,024.0\N{NO-BREAK SPACE}ha. "
        "Hardly any site is so large: please check the boundary."
    ]
    assert told(plot(3100)) == []


def test_more_than_its_whole_municipality_is_told(small_town):
    assert told(plot(1100, municipality=small_town)) == [
        "The boundary encloses 121.0\N{NO-BREAK SPACE}ha, more than the whole municipality of Kleindorf "
        "(100.0\N{NO-BREAK SPACE}ha). Please check it."
    ]
    assert told(plot(900, municipality=small_town)) == []


def test_so_is_the_boundary_of_a_park(small_town):
    park = BusinessParkFactory(boundary=square(*LEIPZIG, metres=1100), municipality=small_town)
    assert len(told(park)) == 1


@pytest.mark.once
def test_a_large_boundary_is_no_hindrance():
    assert release_blockers(plot(3200)) == []


@pytest.fixture
def save(client):
    client.force_login(UserFactory(administrator=True))

    def save(thing, **changes):
        name = f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change"
        page = reverse(name, args=[thing.pk])
        return client.post(page, filled(client.get(page), **changes))  # the page shows what was said, once

    return save


def geojson(metres):
    shape = square(*LEIPZIG, metres=metres)
    shape.transform(4326)
    return shape.geojson


def sentences(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


@pytest.mark.once
@pytest.mark.parametrize(
    "thing", [plot, lambda metres: BusinessPark.objects.get(pk=BusinessParkFactory().pk)]
)
def test_after_saving_a_large_boundary_the_form_says_so_once(save, thing):
    thing = thing(100)
    answer = save(thing, boundary=geojson(3200), location="")
    assert answer.status_code == 302
    thing.refresh_from_db()
    assert thing.boundary.area > 10_000_000
    assert sum("1.024,0" in told for told in sentences(answer)) == 1
    assert not any("1.024" in told for told in sentences(save(thing, description_de="<p>Neu</p>")))


@pytest.mark.once
def test_when_released_a_large_boundary_is_told_once(save):
    space = plot(100, name_en="Plot")
    answer = save(space, boundary=geojson(3200), location="", _release="1", workflow_state="published")
    assert answer.status_code == 302
    space.refresh_from_db()
    assert space.workflow_state == "published"
    assert sum(told.count("1.024") for told in sentences(answer)) == 1


@pytest.mark.once
def test_what_no_site_can_have_is_refused_beside_the_field(save):
    space = plot(100)
    with translation.override("en"):
        answer = save(space, boundary=geojson(10_500), location="")
        [message] = answer.context["adminform"].form.errors["boundary"]
    assert "11,025\N{NO-BREAK SPACE}ha" in message
    assert "10,000\N{NO-BREAK SPACE}ha" in message
