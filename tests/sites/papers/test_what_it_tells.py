"""An exposé: whose pictures it names, how far its bars reach, where it tells who lives around, what else it offers."""

import pytest

from sites.models import Space, SpacePhoto
from sites.papers.expose.content import all_fact_groups, expose_context, similar_spaces
from tests.factories.publishing import PictureFactory
from tests.factories.sites import LEIPZIG, SpaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("english")]


def with_page(space):
    return Space.objects.with_page().get(pk=space.pk)


def test_makers_and_licences_are_told_once_each_of_the_pictures_that_are_shown():
    space = SpaceFactory()
    for number, (credit, licence) in enumerate(
        [("A. Berg", "CC BY 4.0"), ("A. Berg", "CC BY 4.0"), ("", ""), ("nicht gezeigt", "")]
    ):
        picture = PictureFactory(credit=credit, licence=licence)
        SpacePhoto.objects.create(space=space, picture=picture, alt=f"Bild {number}", order=number)
    context = expose_context(with_page(space))
    assert [photo.alt for photo in context["photos"]] == ["Bild 0", "Bild 1", "Bild 2"]
    assert context["credits"] == ["A. Berg, CC BY 4.0"]


def test_the_bars_of_distances_are_as_long_as_the_farthest():
    space = SpaceFactory(motorway_km=3)
    assert expose_context(with_page(SpaceFactory()))["longest"] is None
    for kind, km in (("airport", "40.5"), ("port", "12")):
        space.distances.create(kind=kind, km=km)
    context = expose_context(with_page(space))
    assert [row.km for row in context["distances"]] == [3, 12, context["longest"]]
    assert str(context["longest"]) == "40.5"


def test_who_lives_around_stands_in_one_line_of_the_last_facts_and_before_the_utilities():
    known = {"stored_people_25_km": 742_123, "stored_people_25_percent": 100}
    bare, stating = SpaceFactory(at=LEIPZIG), SpaceFactory(at=LEIPZIG, zoning="GI", area=20_000)
    assert all_fact_groups(with_page(bare)) == []
    Space.objects.update(**known)
    [people] = all_fact_groups(with_page(bare))
    assert people.title == "People in reach"
    stating.utilities.create(medium="gas")
    *_groups, last, utilities = all_fact_groups(with_page(stating))
    assert utilities.title == "Utilities"
    assert last.title != "People in reach"
    assert last.facts[-1] == people.facts[0]
    assert people.facts[0].value.replace("\u00a0", " ") == "25 km: about 742,000"


def test_what_else_lies_near_is_told_with_its_address_place_and_size(settings):
    space = SpaceFactory(at=LEIPZIG)
    near = SpaceFactory(name="Halb so groß", at=(12.4, 51.34), area=18_200)
    bare = SpaceFactory(name="ohne Größe", at=(12.5, 51.34))
    SpaceFactory(hall=True, at=LEIPZIG)
    assert [
        (one["space"], one["address"], one["told"].replace("\u00a0", " ")) for one in similar_spaces(space)
    ] == [
        (near, settings.SITE_URL + near.get_absolute_url(), "Schkeuditz, district of Nordsachsen, 1.8 ha"),
        (bare, settings.SITE_URL + bare.get_absolute_url(), "Schkeuditz, district of Nordsachsen"),
    ]
