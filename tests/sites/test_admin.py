"""Plots, halls and parks in the administration."""

import json
from datetime import timedelta

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse
from django.utils import timezone
from reversion.models import Version

from regions.crs import STORAGE_SRID, geojson_geometry
from sites.admin.spaces import fact_topics
from sites.choices import Kind
from sites.models import BusinessPark, BusinessParkPhoto, Offer, Space, SpaceDistance, SpacePhoto, Utility
from sites.models.facts import HallFacts, PlotFacts, SharedFacts
from tests.factories.accounts import UserFactory
from tests.factories.publishing import PictureFactory
from tests.factories.sites import (
    LEIPZIG,
    BusinessParkFactory,
    MunicipalityFactory,
    SpaceDocumentFactory,
    SpaceFactory,
    square,
)
from tests.filling import filled, unrendered, whole
from tests.papers import PDF

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]


@pytest.fixture(autouse=True)
def editor(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def page_of(space, view="change", *more):
    return reverse(f"admin:sites_{space.kind}_{view}", args=[space.pk, *more])


def save(client, space, **changes):
    return client.post(page_of(space), filled(unrendered(client, page_of(space)), **changes), follow=True)


def form_of(answer):
    return answer.context["adminform"].form


def geojson(geometry):
    return json.dumps(geojson_geometry(geometry, decimals=8))


def messages_of(answer):
    return [str(message) for message in answer.context["messages"]]


@pytest.mark.parametrize(
    ("kind", "facts"),
    [(Kind.PLOT, PlotFacts), (Kind.HALL, HallFacts)],
)
def test_every_figure_of_a_kind_is_in_a_group_of_its_form(kind, facts):
    """Area and smallest part stand above all groups."""
    stated = {field.name for base in (facts, SharedFacts) for field in base._meta.local_fields}
    assert {name for topic in fact_topics(kind) for name in topic.names} == stated - {
        "area",
        "divisible_from",
    } | {"external_reference"}


def test_a_plot_is_added_with_its_offer_and_gets_a_number(client):
    add = reverse("admin:sites_plot_add")
    client.post(
        add,
        filled(
            unrendered(client, add),
            name_de="Nordfeld",
            area="125000",
            boundary=geojson(square(*LEIPZIG)),
            offers__TOTAL_FORMS="1",
            offers__0__disposal="sale",
            offers__0__price_m2="35",
        ),
    )
    plot = Space.objects.get()
    assert (plot.kind, plot.boundary.srid, plot.offers.get().price_m2) == ("plot", STORAGE_SRID, 35)
    assert plot.number
    assert plot.location


def test_forms_of_plots_and_halls_show_only_their_own_figures(client):
    plot = form_of(client.get(whole(reverse("admin:sites_plot_add")))).fields
    hall = form_of(client.get(whole(reverse("admin:sites_hall_add")))).fields
    assert "zoning" in plot
    assert "clear_height" not in plot
    assert "clear_height" in hall
    assert "zoning" not in hall


def test_a_difference_between_drawn_and_typed_area_is_said(client):
    space = SpaceFactory(boundary=square(*LEIPZIG, metres=200), at=LEIPZIG)
    answer = save(client, space, area="36000")
    assert any("11" in message and "4" in message for message in messages_of(answer))


def test_a_small_difference_is_not_worth_a_warning(client):
    space = SpaceFactory(boundary=square(*LEIPZIG, metres=200), at=LEIPZIG)
    answer = save(client, space, area="39500")
    assert len(messages_of(answer)) == 1


def test_a_self_crossing_boundary_is_explained_beside_its_field(client):
    bow_tie = {
        "type": "Polygon",
        "coordinates": [[[12.3, 51.3], [12.4, 51.4], [12.4, 51.3], [12.3, 51.4], [12.3, 51.3]]],
    }
    space = SpaceFactory(name_de="Alt")
    answer = save(client, space, name_de="Neu", boundary=json.dumps(bow_tie))
    assert list(form_of(answer).errors) == ["boundary"]
    assert 'value="Neu"' in answer.content.decode()


def test_a_point_outside_the_region_is_explained_beside_its_field(client):
    state = MunicipalityFactory().parent.parent
    state.boundary = square(*LEIPZIG, metres=50_000)
    state.save()
    answer = save(client, SpaceFactory(), location=geojson(Point(2.35, 48.85, srid=4326)))
    assert list(form_of(answer).errors) == ["location"]


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("site_coverage_ratio", {"site_coverage_ratio": "1.4"}),
        ("divisible_from", {"area": "1000", "divisible_from": "2000"}),
        ("area", {"area": "0"}),
    ],
)
def test_a_figure_that_cannot_be_is_explained_beside_its_field(client, field, changes):
    assert list(form_of(save(client, SpaceFactory(), **changes)).errors) == [field]


def test_a_duplicate_takes_rows_and_place_but_no_boundary_and_no_number(client):
    park = BusinessParkFactory()
    original = SpaceFactory(
        at=LEIPZIG,
        boundary=square(*LEIPZIG),
        area=40_000,
        park=park,
        name_en="Field",
        price_m2=35,
        motorway_km=4,
    )
    Utility.objects.create(space=original, medium="power")
    client.post(page_of(original, "duplicate"), {"copies": "1"})
    copy = Space.objects.exclude(pk=original.pk).get()
    assert (copy.park, copy.area, copy.location.coords) == (park, 40_000, original.location.coords)
    assert copy.boundary is None
    assert copy.number != original.number
    assert copy.workflow_state == "draft"
    assert copy.name_en.startswith("Field")
    assert [Offer.objects.count(), Utility.objects.count(), SpaceDistance.objects.count()] == [2, 2, 2]


def copy_of(client, thing, name):
    client.post(reverse(f"admin:sites_{name}_duplicate", args=[thing.pk]), {"copies": "1"})
    return type(thing).objects.exclude(pk=thing.pk).get()


def test_a_copy_of_a_space_has_its_photos_and_not_the_owner_s_reference(client):
    space = SpaceFactory(external_reference="FL-17")
    SpacePhoto.objects.create(space=space, picture=PictureFactory(), alt_de="Tor")
    copy = copy_of(client, space, "plot")
    assert (copy.external_reference, [photo.alt_de for photo in copy.photos.all()]) == ("", ["Tor"])
    assert Space.objects.get(pk=space.pk).external_reference == "FL-17"


def test_a_copy_of_a_park_has_its_photos_and_not_its_boundary(client):
    park = BusinessParkFactory(boundary=square(*LEIPZIG))
    BusinessParkPhoto.objects.create(park=park, picture=PictureFactory(), alt_de="Tor")
    copy = copy_of(client, park, "businesspark")
    assert (copy.boundary, [photo.alt_de for photo in copy.photos.all()]) == (None, ["Tor"])
    assert BusinessPark.objects.get(pk=park.pk).boundary


def test_several_are_duplicated_from_the_list(client):
    plots = SpaceFactory.create_batch(2)
    client.post(
        reverse("admin:sites_plot_changelist"),
        {"action": "duplicate_selected", "_selected_action": [plot.pk for plot in plots]},
    )
    assert Space.objects.count() == 4


def test_an_earlier_boundary_comes_back_where_it_was(client):
    space = SpaceFactory(at=LEIPZIG, boundary=square(*LEIPZIG), price_m2=35)
    offer = space.offers.get()
    save(client, space, boundary=geojson(square(12.40, 51.30)), offers__0__DELETE="on")
    first = Version.objects.get_for_object(plot_of(space)).order_by("pk")[0]
    page = page_of(space, "revision", first.pk)
    client.post(page, filled(unrendered(client, page)))
    restored = Space.objects.get()
    assert restored.boundary.srid == STORAGE_SRID
    assert restored.boundary.equals_exact(space.boundary, tolerance=0.01)
    assert restored.offers.get().pk == offer.pk
    assert restored.kind == "plot"


def test_a_deleted_document_comes_back_with_its_file(client):
    document = SpaceDocumentFactory()
    space, name = document.space, document.file.name
    save(client, space, documents__0__DELETE="on")
    assert not space.documents.exists()
    first = Version.objects.get_for_object(plot_of(space)).order_by("pk")[0]
    page = page_of(space, "revision", first.pk)
    client.post(page, filled(unrendered(client, page)))
    restored = space.documents.get()
    assert restored.file.name == name
    assert restored.file.read() == PDF


def test_a_deleted_space_comes_back_with_its_documents(client):
    document = SpaceDocumentFactory()
    client.post(page_of(document.space, "delete"), {"post": "yes"})
    [last] = client.get(reverse("admin:sites_plot_recoverlist")).context["deleted"]
    page = reverse("admin:sites_plot_recover", args=[last.pk])
    client.post(page, filled(unrendered(client, page)))
    restored = Space.objects.get().documents.get()
    assert restored.file.name == document.file.name
    assert restored.file.read() == PDF


def plot_of(space):
    from sites.models import Plot

    return Plot.objects.get(pk=space.pk)


def test_a_hall_is_no_deleted_plot(client):
    hall, plot = SpaceFactory(hall=True), SpaceFactory()
    save(client, hall, name_de="Halle")
    client.post(page_of(plot, "delete"), {"post": "yes"})
    deleted = client.get(reverse("admin:sites_plot_recoverlist")).context["deleted"]
    assert [version.object_id for version in deleted] == [str(plot.pk)]
    assert not client.get(reverse("admin:sites_hall_recoverlist")).context["deleted"]


def test_confirming_brings_an_expired_object_back(client, settings):
    space = SpaceFactory(check_due="2020-01-01")
    client.post(reverse("admin:sites_plot_changelist"), {"action": "confirm", "_selected_action": space.pk})
    space.refresh_from_db()
    assert space.is_published()


def test_a_confirmed_object_has_to_be_confirmed_again_within_a_year(client):
    space = SpaceFactory(check_due="2020-01-01")
    client.post(reverse("admin:sites_plot_changelist"), {"action": "confirm", "_selected_action": space.pk})
    space.refresh_from_db()
    assert timezone.localdate() < space.confirm_until <= timezone.localdate() + timedelta(days=366)


@pytest.mark.parametrize(
    "query", ["freshness=overdue", "freshness=old", "photos=without", "district=14730", "q=Schkeuditz"]
)
def test_the_list_answers_what_is_asked_by_telephone(client, query):
    space = SpaceFactory(check_due="2020-01-01", data_as_of="2020-01-01")
    listed = client.get(f"{reverse('admin:sites_plot_changelist')}?{query}").context["cl"].result_list
    assert [plot.pk for plot in listed] == [space.pk]
