"""By which words a space is found, how its address reads, and what rows that are written together make of it."""

import pytest

from sites.models import Offer, Space
from tests.factories.sites import BusinessParkFactory, OfferFactory, SpaceFactory

WORDS = ("anger", "04435", "kreuzpark", "fl-17", "schkeuditz", "nordsachsen", "sachsen", "nordfeld")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("discloses", "state", "hidden"),
    [
        (True, "published", set()),
        (True, "draft", {"kreuzpark"}),
        (False, "published", {"anger", "04435", "kreuzpark"}),
    ],
)
def test_a_space_is_found_by_what_the_public_may_know_of_it(discloses, state, hidden):
    space = SpaceFactory(
        name="Nordfeld",
        address="Am Anger 3",
        postcode="04435",
        external_reference="FL-17",
        park=BusinessParkFactory(name="Kreuzpark", workflow_state=state),
        discloses_address=discloses,
    )
    words = [*WORDS, str(space.number)]
    assert {word for word in words if not Space.objects.matching(word).exists()} == hidden


@pytest.mark.parametrize(
    ("name", "kind", "slug"),
    [
        ("Halle Süd", "hall", "halle-sued"),
        ("a" * 59 + " bcd", "hall", "a" * 59),
        ("a" * 61, "plot", "a" * 60),
        ("???", "hall", "hall"),
        ("工業", "plot", "plot"),
    ],
)
def test_an_address_reads_as_the_name_as_far_as_it_can(name, kind, slug):
    assert Space(name_de=name, kind=kind).slug == slug


@pytest.mark.django_db
def test_offers_written_together_tell_each_of_their_spaces():
    one, other = SpaceFactory(area=1_000), SpaceFactory(area=1_000)
    offers = Offer.objects.bulk_create(OfferFactory.build(space=space, price_m2=30) for space in (one, other))
    for offer, price in zip(offers, (40, 50), strict=True):
        offer.price_m2 = price
    stored = Space.objects.order_by("pk").values_list("stored_price_m2", flat=True)
    assert list(stored) == [30, 30]
    Offer.objects.bulk_update(offers, ["price_m2"])
    assert list(stored.all()) == [40, 50]
