"""Every type of public page in both languages: axe at all widths in light and dark, at 400 %, and by keyboard; every
type of page of the administration in light and dark.
"""

import re

import pytest
from django.urls import translate_url
from playwright.sync_api import sync_playwright

from tests.browser.accessibility import (
    NARROWEST,
    RULES_OF_DESK,
    SCHEMES,
    WIDTHS,
    overflow,
    overflow_with_wide_text,
    resize,
    violations,
    violations_at_the_desk,
)
from tests.browser.addresses import BESIDE_THE_SITEMAP, paths_in, view_name, visit
from tests.browser.conftest import CHROMIUM, CHROMIUM_ARGUMENTS, PATIENCE
from tests.filling import whole

LANGUAGES = ("de", "en")
ZOOMED = {"width": 320, "height": 256}
"""What 1280 × 1024 px leave at 400 %."""
WALKED = ({"width": 1280, "height": 800}, {"width": 390, "height": 844})
MOST_STOPS = 400
PARTS = 4
"""Stops within one field: day, month and year of a date, and its calendar."""
SETTLES = 400  # ms in which what scrolls into view has come
FOCUSED = """() => {
    const focused = document.activeElement;
    if (focused === document.body) return null;
    const words = (focused.getAttribute("aria-label") ?? focused.textContent).trim().slice(0, 60);
    const name = `${focused.tagName} ${words}`;
    const isSeen = [...focused.getClientRects()].some(({ left, right, top, bottom }) =>
        [left + 2, (left + right) / 2, right - 2].some((x) => {
            const hit = document.elementFromPoint(x, (top + bottom) / 2);
            return hit && (focused.contains(hit) || hit.contains(focused) || hit.closest("label")?.contains(focused));
        }));
    window.stops ??= new Map();
    if (!stops.has(focused)) stops.set(focused, stops.size);
    return [stops.get(focused), name, isSeen];
}"""


@pytest.fixture(scope="module")
def served(demo):
    demo.serve()
    return f"http://127.0.0.1:{demo.port}"


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(served, chromium):
    context = chromium.new_context(base_url=served, locale="de-DE")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def paths(served, language):
    """One address of each type."""
    found = {}
    for part in paths_in(f"{served}/sitemap.xml"):
        for path in paths_in(f"{served}{part}"):
            if path.startswith("/en/") == (language == "en"):
                found.setdefault(view_name(path, language), path)
    beside = [path for path in BESIDE_THE_SITEMAP.values() if "{" not in path and "gibt-es-nicht" not in path]
    beside += [
        "/merkliste/",
        "/suchauftrag/?area_min=20000",
        "/flaechenpool/liste/?page=2",
        "/gibt-es-nicht/",
    ]
    return [*found.values(), *(translate_url(path, language) for path in beside)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_at_any_width_in_light_and_dark(page, served, language):
    found = []
    for path in paths(served, language):
        page.set_viewport_size({"width": WIDTHS[-1], "height": 900})
        visit(page, path)
        for width in WIDTHS:
            resize(page, width)
            found += overflow(page, f"{path} {width} px")
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                found += violations(page, f"{path} {width} px {scheme}", rules=RULES_OF_DESK, of_each=True)
    assert found == []


@pytest.mark.once
def test_axe_finds_nothing_at_the_desk_in_light_and_dark(page, demo, served):
    email, password = demo.logins()["Administrator"]
    page.goto("/admin/login/")
    page.fill("#id_username", email)
    page.fill("#id_password", password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/")
    page.set_viewport_size({"width": WIDTHS[-1], "height": 900})
    found, met, looked_at = [], set(), 0
    addresses = ["/admin/", *links(page, "#header a, #content a")]
    while addresses:
        path = addresses.pop()
        if kind_of(path) in met:
            continue
        met.add(kind_of(path))
        answer = page.goto(whole(path))
        assert answer.status in {200, 403}, path
        if answer.status == 200:
            if page.locator("geometry-field").count():
                page.wait_for_load_state("networkidle")
            assert "/login/" not in page.url, path
            found += violations_at_the_desk(page, path, of_each=True)
            looked_at += 1
            addresses += links(page, "#content a")
    assert found == []
    assert looked_at > 100


def links(page, where):
    """Paths of pages of the administration that a page leads to, without their queries."""
    page.wait_for_load_state()
    paths = page.locator(where).evaluate_all("links => links.map((link) => link.pathname)")
    return [path for path in dict.fromkeys(paths) if re.fullmatch("/admin/(.*/)?", path)]


def kind_of(path):
    """The same of all objects of a model."""
    return re.sub(r"/[^/]*[0-9][^/]*/", "/…/", path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_scrolls_sideways_four_times_as_large_or_with_wide_text(page, served, language):
    found = []
    page.set_viewport_size(ZOOMED)
    for path in paths(served, language):
        visit(page, path)
        found += overflow(page, f"{path} at 400 %")
        found += overflow_with_wide_text(page, path)
    assert found == []
    assert ZOOMED["width"] == NARROWEST


@pytest.mark.parametrize("size", WALKED, ids=lambda size: str(size["width"]))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keyboard_is_never_trapped_and_its_focus_never_hidden(page, served, language, size):
    page.set_viewport_size(size)
    found = []
    for path in paths(served, language):
        visit(page, path)
        found += walk(page, path)
    assert found == []


def walk(page, path):
    """What is wrong with the stops of the keyboard, from the first to where it leaves the page."""
    before, times, found = -1, 0, []
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            return found
        number, name, is_seen = stop
        times = times + 1 if number == before else 1
        if number < before or times > PARTS:
            return [*found, f"{path}: from {name} the keyboard does not get further"]
        if not is_seen:
            page.wait_for_timeout(SETTLES)
            is_seen = page.evaluate(FOCUSED)[2]
        if not is_seen:
            found.append(f"{path}: {name} has the focus and is not seen")
        before = number
    return [*found, f"{path}: more than {MOST_STOPS} stops"]
