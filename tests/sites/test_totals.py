"""What all of a space costs: of plots and halls, divisible or not, stated or computed."""

from decimal import Decimal

import pytest

from regions.models import Area
from sites.choices import Disposal
from sites.facts.totals import Total, price_m2, total_of
from sites.models import Offer, Space
from sites.pool.fact_groups import NBSP, offer_facts
from sites.pool.presentation import card_facts
from tests.factories.sites import MunicipalityFactory, OfferFactory, SpaceFactory, StateFactory

SALE, LEASE, GROUND_LEASE = Disposal.SALE, Disposal.LEASE, Disposal.GROUND_LEASE


def total(disposal, area=70_000, smallest=None, **figures):
    prices = {name: Decimal(figure) for name, figure in figures.items()}
    return total_of(
        Offer(disposal=disposal, **prices), area and Decimal(area), smallest and Decimal(smallest)
    )


def test_a_sale_costs_area_times_price_in_whole_euros():
    assert total(SALE, price_m2="35") == Total(2_450_000, 2_450_000)
    assert total(SALE, area="1234.5", price_m2="12.75") == Total(15_740, 15_740)


def test_a_divisible_one_costs_from_its_smallest_part_on():
    assert total(SALE, smallest=14_000, price_m2="35") == Total(490_000, 2_450_000)


def test_a_stated_sum_goes_before_the_computed_one():
    assert total(SALE, price_m2="35", price_total="2400000") == Total(2_400_000, 2_400_000, is_stated=True)
    assert total(SALE, smallest=14_000, price_m2="35", price_total="2400000").part == 490_000
    assert total(SALE, smallest=14_000, price_total="2400000") == Total(2_400_000, 2_400_000, is_stated=True)


def test_a_part_never_costs_more_than_the_whole():
    assert total(SALE, smallest=69_000, price_m2="35", price_total="2400000").part == 2_400_000


def test_what_is_not_divisible_costs_one_sum_whatever_is_computed():
    stated = {"price_m2": "30", "price_total": "350000"}
    for smallest in (None, 10_000, 12_000):
        whole = total(SALE, area=10_000, smallest=smallest, **stated)
        assert whole == Total(350_000, 350_000, is_stated=True)


def test_rents_are_told_by_the_year():
    assert total(LEASE, area=3_000, rent_m2="4.5") == Total(162_000, 162_000)
    assert total(GROUND_LEASE, area=3_000, ground_rent_m2="2") == Total(6_000, 6_000)


def test_without_area_or_price_nothing_is_invented():
    assert total(SALE, area=None, price_m2="35") is None
    assert total(SALE) is None
    assert total(LEASE, area=None, rent_m2="4") is None
    assert total(GROUND_LEASE, ground_rent_percent="4") is None
    assert total(SALE, area=None, price_total="90000") == Total(90_000, 90_000, is_stated=True)


def test_zero_is_a_price():
    assert total(SALE, price_m2="0") == Total(0, 0)


def test_of_a_stated_sum_the_price_of_a_square_metre_is_worked_out():
    assert price_m2(Offer(disposal=SALE, price_total=Decimal(90_000)), Decimal(7_000)) == Decimal("12.86")
    assert (
        price_m2(Offer(disposal=SALE, price_total=Decimal(90_000), price_m2=Decimal(13)), Decimal(7_000))
        == 13
    )
    assert price_m2(Offer(disposal=SALE, price_total=Decimal(90_000)), None) is None


def told(space):
    [offer] = space.offers.all()
    return {fact.label: (fact.value, fact.note) for fact in offer_facts(offer, space)}


@pytest.mark.django_db
def test_the_page_says_what_was_computed():
    plot = SpaceFactory(area=70_000, divisible_from=14_000)
    OfferFactory(space=plot, disposal=SALE, price_m2=35)
    assert told(plot)["Gesamtpreis"] == (
        "490.000\u00a0€ bis 2.450.000\u00a0€",
        "berechnet aus Fläche und Preis",
    )
    hall = SpaceFactory(hall=True, area=3_000)
    OfferFactory(space=hall, disposal=LEASE, rent_m2=Decimal("4.5"))
    assert told(hall)["Nettomiete für das Ganze"] == (
        "162.000\u00a0€ im Jahr",
        "berechnet aus Fläche und Preis",
    )


@pytest.mark.django_db
def test_where_only_the_sum_is_stated_the_page_says_what_a_square_metre_costs():
    plot = SpaceFactory(area=7_000)
    OfferFactory(space=plot, disposal=SALE, price_m2=None, price_total=90_000)
    assert told(plot)["Kaufpreis"][0] == "90.000\u00a0€"
    assert told(plot)["Preis je m²"] == ("12,86\u00a0€/m²", "berechnet aus Fläche und Preis")
    assert "Gesamtpreis" not in told(plot)


@pytest.mark.django_db
def test_where_nothing_is_known_the_page_says_nothing_of_it():
    plot = SpaceFactory(area=7_000)
    OfferFactory(space=plot, disposal=SALE, price_type="on_request")
    assert list(told(plot)) == ["Kaufpreis"]
    other = SpaceFactory(area=None)
    OfferFactory(space=other, disposal=SALE, price_total=90_000)
    assert list(told(other)) == ["Kaufpreis"]


@pytest.mark.django_db
def test_a_card_tells_the_whole_beside_the_square_metre():
    plot = SpaceFactory(area=7_000)
    OfferFactory(space=plot, disposal=SALE, price_m2=20)
    assert [fact.total for fact in card_facts(plot)] == ["", "140.000\u00a0€, berechnet", "", ""]
    plot.offers.update(price_total=139_000)
    assert card_facts(plot)[1].total == "139.000\u00a0€", "stated, so nothing is said of computing"
    other = SpaceFactory(area=7_000)
    OfferFactory(space=other, disposal=SALE, price_m2=None, price_total=90_000)
    assert card_facts(other)[1].total == ""


@pytest.mark.django_db
def test_what_is_stored_follows_area_and_offers():
    plot = SpaceFactory(area=7_000)
    OfferFactory(space=plot, disposal=SALE, price_m2=20)
    assert Space.objects.get(pk=plot.pk).stored_price_total == 140_000
    plot.refresh_from_db()
    plot.area, plot.divisible_from = 10_000, 2_000
    plot.save()
    plot.refresh_from_db()
    assert (plot.stored_price_part, plot.stored_price_total) == (40_000, 200_000)
    plot.offers.all().delete()
    plot.refresh_from_db()
    assert plot.stored_price_total is None


@pytest.mark.django_db
def test_the_total_is_asked_for_and_sorted_by(client):
    def found(query):
        page = client.get(f"/flaechenpool/liste/?{query}")
        assert page.status_code == 200
        return [card.thing.number for card in page.context["spaces"]]

    cheap, dear, open_ = (SpaceFactory(area=10_000, divisible_from=part) for part in (None, 1_000, None))
    OfferFactory(space=cheap, disposal=SALE, price_m2=10)
    OfferFactory(space=dear, disposal=SALE, price_m2=30)
    assert found("sort=total") == [cheap.number, dear.number, open_.number]
    assert found("sort=-total")[0] == dear.number
    assert found("price_total_min=200000") == [dear.number]
    assert set(found("price_total_max=0,1 Mio")) == {cheap.number, dear.number}
    assert found("price_total_max=50.000") == [dear.number]
    assert set(found("price_total_max=50.000&unknown=price_total")) == {dear.number, open_.number}


def tax_of(space):
    [offer] = space.offers.all()
    return [
        (fact.label, fact.value, fact.note) for fact in offer_facts(offer, space) if "steuer" in fact.label
    ]


@pytest.mark.django_db
def test_a_buyer_reads_what_the_state_takes_where_its_rate_is_known():
    state = StateFactory(transfer_tax=Decimal("5.5"))
    municipality = MunicipalityFactory(parent__parent=state)
    sold = SpaceFactory(area=70_000, price_m2=35, municipality=municipality)
    without_price = SpaceFactory(area=None, price_m2=35, municipality=municipality)
    let = SpaceFactory(hall=True, area=3_000, rent_m2=4, municipality=municipality)
    label, rate = "Grunderwerbsteuer (Sachsen)", f"5,5{NBSP}%"
    assert tax_of(sold) == [(label, rate, f"134.750{NBSP}€ auf den Gesamtpreis")]
    assert tax_of(without_price) == [(label, rate, "")]
    assert tax_of(let) == []
    Area.objects.filter(pk=state.pk).update(transfer_tax=None)
    assert tax_of(Space.objects.get(pk=sold.pk)) == []
