"""Where roads are known: what is reached is drawn and told, and minutes are asked for beside kilometres."""

import re

import pytest
from playwright.sync_api import expect

from sites.models import Space
from sites.pool.driving import store_driving_times
from sites.pool.routes import space_url
from tests.browser.accessibility import violations_everywhere
from tests.factories.regions import AreaFactory, LandmarkFactory
from tests.factories.sites import SpaceFactory
from tests.road_graph import VILLAGES, built_roads, needs_roads, roads

__all__ = ["built_roads", "roads"]

pytestmark = [pytest.mark.browser, needs_roads]


@pytest.fixture
def space(empty_site, roads):
    LandmarkFactory(kind="motorway_junction", name="Neudrossenfeld", code="A 70", place=(11.4932, 50.0392))
    AreaFactory(name="Altenplos", place=VILLAGES["Altenplos"], population=12_345)
    spaces = [SpaceFactory(name=name, at=VILLAGES[name]) for name in ("Harsdorf", "Zettlitz", "Waldau")]
    store_driving_times()
    return Space.objects.get(pk=spaces[0].pk)


def test_what_is_reached_from_a_space_is_drawn_for_either_vehicle_and_told(space, page):
    page.goto(space.get_absolute_url())
    page.get_by_role("link", name="Wer in 15, 30 und 45 Minuten erreicht wird").click()
    page.wait_for_url(f"**{space_url(space, 'reach')}")
    expect(page.locator("path.map__search--drive")).to_have_count(3)
    told = re.findall(r"mindestens ([\d.]+) Einwohner", page.locator("main").inner_text())
    by_lorry = [int(number.replace(".", "")) for number in told[:3]]
    assert 0 < by_lorry[0] < by_lorry[1] < by_lorry[2] < 12_345  # of a town that is reached in part
    assert violations_everywhere(page, "reach") == []
    page.get_by_role("link", name="Mit dem Pkw").click()
    expect(page.get_by_role("link", name="Mit dem Pkw")).to_have_attribute("aria-current", "true")
    expect(page.locator("path.map__search--drive")).to_have_count(3)


def test_a_driving_time_is_asked_in_words_drawn_and_can_be_changed(space, page):
    page.goto("/flaechenpool/karte/")
    page.locator("[name=ask]").first.fill("10 Minuten um Altenplos")
    page.keyboard.press("Enter")
    page.wait_for_url("**minutes=10**")
    expect(page.locator("path.map__search--drive")).to_have_count(1)
    expect(page.locator(".map__radius")).to_have_text("10\u00a0min mit dem Lkw")
    expect(page.get_by_role("link", name="erreichbar in 10\u00a0min mit dem Lkw")).to_be_visible()
    assert violations_everywhere(page, "map") == []
    page.goto("/flaechenpool/liste/?place=point:50.01834,11.50115&minutes=8&motorway_lorry_minutes_max=30")
    assert violations_everywhere(page, "list") == []
