"""A point that the portal took from a boundary follows it; one that somebody set is left alone, and may object."""

import json

import pytest
from django.contrib.gis.geos import Point

from editing.releasing import steps
from regions.crs import geojson_geometry, to_storage
from sites.models import BusinessPark, Plot, Space
from tests.factories.accounts import UserFactory
from tests.factories.sites import LEIPZIG, BusinessParkFactory, SpaceFactory, square
from tests.filling import as_shown, whole
from tests.working import change, decide, fresh, page_of, save, settle

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]

HERE = square(*LEIPZIG)
NEAR = square(LEIPZIG[0] + 0.0005, LEIPZIG[1])
FAR = square(LEIPZIG[0] + 0.02, LEIPZIG[1])


@pytest.fixture
def editor(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


@pytest.fixture
def space():
    return SpaceFactory(boundary=HERE)


def as_typed(shape):
    """As the map of the form writes it: degrees, rounded."""
    return json.dumps(geojson_geometry(shape, decimals=8))


def is_inside_point_of(space, boundary):
    return space.location.equals_exact(boundary.point_on_surface, tolerance=0.02)


class TestForm:
    @pytest.mark.parametrize("redrawn", [NEAR, FAR], ids=["near", "far"])
    def test_a_derived_point_follows_a_boundary_that_is_redrawn(self, client, editor, space, redrawn):
        page = page_of(space)
        answer = client.post(page, as_shown(client.get(page), boundary=as_typed(redrawn)))
        assert answer.status_code == 302
        assert is_inside_point_of(fresh(space), redrawn)

    def test_it_follows_again_and_after_forms_that_changed_nothing_of_it(self, client, editor, space):
        for boundary in (HERE, NEAR, NEAR, FAR, HERE):
            page = page_of(space)
            typed = as_shown(client.get(page), boundary=as_typed(boundary), address="Am Anger 1")
            assert client.post(page, typed).status_code == 302
            assert is_inside_point_of(fresh(space), boundary)

    def test_a_point_set_by_hand_objects_and_stays(self, client, editor):
        space = SpaceFactory(boundary=HERE, at=(LEIPZIG[0] + 0.0003, LEIPZIG[1]))
        page = page_of(space)
        answer = client.post(page, as_shown(client.get(whole(page)), boundary=as_typed(FAR)))
        assert "location" in answer.context["adminform"].form.errors
        assert fresh(space).boundary.equals(HERE)

    def test_a_point_set_by_hand_stays_where_it_lies_within(self, client, editor):
        space = SpaceFactory(boundary=HERE, at=(LEIPZIG[0] + 0.0003, LEIPZIG[1]))
        page = page_of(space)
        assert client.post(page, as_shown(client.get(page), boundary=as_typed(NEAR))).status_code == 302
        assert fresh(space).location.equals_exact(space.location, tolerance=0.02)

    def test_a_point_moved_together_with_the_boundary_is_set_by_hand(self, client, editor, space):
        point = to_storage(Point(LEIPZIG[0] + 0.0205, LEIPZIG[1], srid=4326))
        page = page_of(space)
        typed = as_shown(client.get(page), boundary=as_typed(FAR), location=as_typed(point))
        assert client.post(page, typed).status_code == 302
        assert fresh(space).location.equals_exact(point, tolerance=0.02)

    def test_one_moved_out_of_the_boundary_is_refused(self, client, editor, space):
        page = page_of(space)
        typed = as_shown(client.get(page), location=as_typed(FAR.point_on_surface))
        assert "location" in client.post(page, typed).context["adminform"].form.errors

    def test_a_self_crossing_boundary_is_still_named(self, client, editor, space):
        ring = [[12.37, 51.34], [12.38, 51.35], [12.38, 51.34], [12.37, 51.35], [12.37, 51.34]]
        crossing = json.dumps({"type": "Polygon", "coordinates": [ring]})
        page = page_of(space)
        answer = client.post(page, as_shown(client.get(page), boundary=crossing))
        assert "boundary" in answer.context["adminform"].form.errors

    def test_of_two_who_redraw_it_the_second_ones_choice_has_its_own_point(self, client, editor, space):
        page = page_of(space)
        client.post(page, as_shown(client.get(page), address="Am Anger 1"))
        opened = client.get(page)
        client.post(page, as_shown(client.get(page), boundary=as_typed(NEAR)))
        client.post(page, as_shown(opened, boundary=as_typed(FAR)))
        settle(client, space, "change")
        assert is_inside_point_of(fresh(space), FAR)


def test_a_change_that_waits_brings_its_point_when_it_is_released(client, log_in, town):
    space = SpaceFactory(boundary=HERE, steward=town)
    log_in(town)
    save(client, space, boundary=as_typed(FAR))
    assert is_inside_point_of(fresh(space), HERE)
    assert change().snapshot["fields"]["location"]
    log_in(town, "reviewer")
    decide(client, space)
    assert is_inside_point_of(fresh(space), FAR)


def test_a_boundary_stored_by_other_ways_takes_its_point_along(space):
    """As an import or a command does it."""
    plot = Plot.objects.get(pk=space.pk)
    plot.boundary = FAR
    plot.full_clean()
    plot.save()
    assert is_inside_point_of(fresh(space), FAR)
    plot.boundary = NEAR
    plot.save()
    assert is_inside_point_of(fresh(space), NEAR)


def test_the_point_of_a_park_follows_too(client, editor):
    park = BusinessParkFactory(boundary=HERE)
    found = BusinessPark.objects.get(pk=park.pk)
    found.boundary = FAR
    found.save()
    assert is_inside_point_of(BusinessPark.objects.get(pk=park.pk), FAR)


def test_an_approved_change_to_a_boundary_alone_takes_the_point_along(space):
    base = steps.current_state(space)
    mine = base | {"fields": base["fields"] | {"boundary": FAR.ewkt}}
    handed_in = steps.hand_in(space, base, mine, UserFactory(), version=space.version)
    steps.approve(Space.objects.get(pk=space.pk), handed_in, UserFactory())
    assert is_inside_point_of(fresh(space), FAR)
