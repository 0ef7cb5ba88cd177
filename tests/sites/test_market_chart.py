"""Status, price and area over time: the drawing on the form and above the history, and the same as a table."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import override

from sites.models import MarketRecord, Plot
from sites.pool.market_chart import LEFT, WIDTH, market_chart
from tests.factories.accounts import UserFactory
from tests.factories.sites import SpaceFactory
from tests.filling import whole

pytestmark = pytest.mark.django_db

TODAY = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def plot(*records):
    space = Plot.objects.get(pk=SpaceFactory(name="Nordfeld").pk)
    for since, status, area, price in records:
        MarketRecord.objects.create(
            space=space, since=since, marketing_status=status, area=area, price_m2=price
        )
    return space


def history():
    return plot(
        (date(2026, 9, 1), "free", Decimal(20_000), Decimal(40)),
        (date(2026, 10, 1), "free", Decimal(20_000), Decimal(35)),
        (date(2026, 11, 1), "reserved", Decimal(15_000), Decimal(35)),
    )


def test_a_price_is_drawn_as_steps_from_its_day_to_the_next():
    drawn = market_chart(history(), TODAY)
    price, _area = re.findall(r'<polyline class="market-chart__line" points="([^"]+)"', drawn)
    points = [tuple(map(float, point.split(","))) for point in price.split()]
    assert points[0][0] == LEFT
    assert points[-1][0] == WIDTH
    assert points[1][0] == points[2][0] == pytest.approx(LEFT + 30 / 90 * (WIDTH - LEFT), abs=0.1)
    assert points[0][1] < points[-1][1]  # a smaller price lies lower


def test_the_status_is_a_bar_for_each_stretch_with_its_name():
    drawn = market_chart(history(), TODAY)
    assert re.findall(r"market-chart__span--(\w+)", drawn) == ["free", "reserved"]
    assert "available, 1\N{NO-BREAK SPACE}September 2026" in drawn


def test_the_table_says_the_same():
    drawn = market_chart(history(), TODAY)
    assert drawn.count("<tr>") == 4
    assert "€40/m²" in drawn
    assert "reserved" in drawn


def test_a_time_without_a_price_leaves_a_gap():
    space = plot(
        (date(2026, 9, 1), "free", None, Decimal(40)),
        (date(2026, 10, 1), "free", None, None),
        (date(2026, 11, 1), "free", None, Decimal(40)),
    )
    assert market_chart(space, TODAY).count("<polyline") == 2


def test_figures_are_written_for_the_drawing_whatever_the_language():
    with override("de"):
        drawn = market_chart(history(), TODAY)
    assert not re.search(r'(x|width|y)="\d+,\d', drawn)
    assert "40 €/m²" in drawn.replace("\N{NO-BREAK SPACE}", " ")


def test_a_space_that_was_never_public_says_so():
    assert "<svg" not in market_chart(plot(), TODAY)
    assert "<svg" not in market_chart(None, TODAY)


def test_a_single_day_is_drawn(django_assert_num_queries):
    space = plot((TODAY.date(), "free", Decimal(20_000), Decimal(40)))
    with django_assert_num_queries(1):
        assert "<polyline" in market_chart(space, TODAY)


@pytest.mark.parametrize("view", ["change", "history"])
def test_form_and_history_show_it(client, view):
    client.force_login(UserFactory(administrator=True))
    page = client.get(whole(reverse(f"admin:sites_plot_{view}", args=[history().pk]))).content.decode()
    assert 'class="market-chart"' in page
