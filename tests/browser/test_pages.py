"""What holds on every type of public page."""

import re

import pytest
from lxml import html
from playwright.sync_api import expect

from tests.browser.accessibility import (
    BETWEEN,
    NARROWEST,
    PARTS,
    WIDTHS,
    overflow,
    overflow_with_wide_text,
    violations_everywhere,
)
from tests.browser.addresses import public_pages, visit

WRONG_ON_PURPOSE = "console error: Failed to load resource: the server responded with a status of 404*"

COOKIES = {"feedback": {"csrftoken"}, "enquiry to the region": {"csrftoken"}}
"""What keeps others from sending a form in the visitor's name."""


@pytest.fixture
def pages(address, demo):
    return public_pages(address)


@pytest.mark.once
@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_has_a_barrier_at_either_end_sets_a_cookie_stores_or_runs_what_stands_in_it(
    page, pages, watch, part
):
    """Each page is opened once for all that is asked of it. (That it meets no other host is asked of every test.)"""
    watch.expect(WRONG_ON_PURPOSE)
    found = []
    for name, path in list(pages.items())[part::PARTS]:
        answer = visit(page, path)
        found += left_behind(page, name) + loose_policy(answer, name)
        found += violations_everywhere(page, name)
    assert found == []


def left_behind(page, name):
    """What a page leaves with a reader who touches nothing; what was left is gone for the next."""
    cookies = {cookie["name"] for cookie in page.context.cookies()} - COOKIES.get(name, set())
    stored = page.evaluate("Object.keys({ ...localStorage, ...sessionStorage })")
    page.context.clear_cookies()
    return [f"{name} leaves {what} behind" for what in (*cookies, *stored)]


def loose_policy(answer, name):
    """A line when inline script or style may run."""
    policy = answer.headers["content-security-policy"]
    return [f"{name}: {policy}"] if "default-src 'none'" not in policy or "unsafe" in policy else []


def test_english_pages_do_not_scroll_sideways_either(page, address, demo):
    found = []
    for name, path in public_pages(address, "en").items():
        page.goto(path)
        for width in (*BETWEEN, *WIDTHS):
            page.set_viewport_size({"width": width, "height": 900})
            found += overflow(page, f"{name} {width} px")
        page.set_viewport_size({"width": NARROWEST, "height": 900})
        found += overflow_with_wide_text(page, name)
    assert found == []


def test_language_switch_leads_to_the_twin_and_back(page, pages, watch):
    watch.expect(WRONG_ON_PURPOSE)
    for path in pages.values():
        german = parsed(page, path)
        assert german.get("lang") == "de", path
        twin = switch(german)
        assert twin.startswith("/en/"), path
        english = parsed(page, twin)
        assert english.get("lang") == "en", path
        if "gibt-es-nicht" not in path:
            assert len(english.findall(".//main//h1")) == 1, path
            assert switch(english) == path
    page.goto(pages["news:list"])
    page.get_by_role("navigation", name="Sprache").get_by_role("link", name="EN").click()
    page.get_by_role("navigation", name="Language").get_by_role("link", name="DE").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    assert {cookie["name"] for cookie in page.context.cookies()} <= {"csrftoken"}  # the feedback form's


def parsed(page, path):
    return html.fromstring(page.request.get(path).text())


def switch(whole):
    """Where the page leads in the other language."""
    links = whole.findall(".//nav[@class='lang']//a")
    return next(link.get("href") for link in links if not link.get("aria-current"))


def test_colours_change_without_script(plain_page, demo):
    plain_page.goto("/aktuelles/")
    html = plain_page.locator("html")
    assert html.get_attribute("data-theme") is None
    plain_page.get_by_role("button", name="Dunkel").click()
    expect(html).to_have_attribute("data-theme", "dark")
    assert plain_page.url.endswith("/aktuelles/")
    plain_page.get_by_role("link", name=re.compile("^Projekte")).first.click()
    plain_page.wait_for_url("**/projekte/")
    assert html.get_attribute("data-theme") == "dark"
    plain_page.get_by_role("button", name="Wie System").click()
    expect(html).not_to_have_attribute("data-theme", re.compile(".*"))


def test_colours_change_at_once_with_script_and_are_remembered(page, demo):
    page.goto("/aktuelles/")
    with page.expect_response("**/darstellung/**"):
        page.get_by_role("button", name="Dunkel").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"
