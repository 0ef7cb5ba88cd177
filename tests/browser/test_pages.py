"""What holds on every type of public page."""

import re

import html5lib
import pytest
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


@pytest.fixture
def pages(address, demo):
    return public_pages(address)


def test_reader_gets_no_cookie_stores_nothing_and_meets_no_other_host(page, pages, watch):
    watch.expect(WRONG_ON_PURPOSE)
    # Forms have a cookie that keeps others from sending in the visitor's name.
    for form in ("feedback", "enquiry to the region"):
        pages.pop(form)
    for path in pages.values():
        visit(page, path)
        assert page.context.cookies() == [], path
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0, path
    assert watch.foreign == []


def test_policy_forbids_inline_script_and_style(page, pages):
    for path in pages.values():
        policy = page.request.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy, path
        assert "unsafe" not in policy, path


@pytest.mark.once
@pytest.mark.parametrize("part", range(PARTS))
def test_axe_finds_nothing_on_any_page_at_either_end_in_light_and_dark(page, pages, watch, part):
    watch.expect(WRONG_ON_PURPOSE)
    found = []
    for name, path in list(pages.items())[part::PARTS]:
        visit(page, path)
        found += violations_everywhere(page, name)
    assert found == []


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
    return html5lib.parse(page.request.get(path).text(), namespaceHTMLElements=False)


def switch(html):
    """Where the page leads in the other language."""
    links = html.findall(".//nav[@class='lang']//a")
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
