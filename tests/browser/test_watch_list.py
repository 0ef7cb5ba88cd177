"""A visitor keeps objects on their device, compares them, sends them on; with and without script, in both languages."""

import io
import re

import pikepdf
import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import overflow, violations, violations_everywhere

LIST, WATCHED, COMPARED = "/flaechenpool/liste/", "/merkliste/", "/vergleich/"
MISSING = 99_999
MM = 72 / 25.4  # points
FOCUS_IS_SEEN = """() => {
  const box = document.activeElement.getBoundingClientRect();
  return [0.1, 0.3, 0.5, 0.7, 0.9].some((share) => {
    const seen = document.elementFromPoint(box.x + share * box.width, box.y + box.height / 2);
    return seen !== null && document.activeElement.contains(seen);
  });
}"""


@pytest.fixture(autouse=True)
def reader(demo):
    """All these journeys only read."""


def numbers_on(page):
    """The numbers of the first objects of the list."""
    return [
        card.get_attribute("data-number") for card in page.locator("[data-results] .space-card").all()[:8]
    ]


def watch(page, *numbers):
    for number in numbers:
        button = page.locator(f"watch-toggle[data-number='{number}'] button")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")


def some_numbers(page, count):
    page.goto(LIST)
    return numbers_on(page)[:count]


def entries(page):
    return page.locator("[data-entry]").evaluate_all("all => all.map(one => one.dataset.entry)")


def test_two_objects_are_watched_found_in_the_other_language_and_compared(page):
    first, second = some_numbers(page, 2)
    watch(page, first, second)
    expect(page.locator("watch-count .count")).to_have_text("2")
    expect(page.locator("watch-count [role=status]")).to_have_text("Objekte auf der Merkliste: 2")
    page.get_by_role("navigation", name="Sprache").get_by_role("link", name="EN").click()
    page.wait_for_url("**/en/**")
    expect(page.locator("watch-count .count")).to_have_text("2")
    page.get_by_role("link", name="Watch list").click()
    page.wait_for_url(f"**/en/watch-list/?ids={first},{second}")
    assert entries(page) == [first, second]
    page.get_by_role("button", name="Compare the chosen ones").click()
    expect(page.locator("table.compare thead th")).to_have_count(2)
    assert page.context.cookies() == []


def test_the_bare_address_opens_what_the_device_keeps(page):
    (first,) = some_numbers(page, 1)
    watch(page, first)
    page.goto(WATCHED)
    page.wait_for_url(f"**{WATCHED}?ids={first}")


def test_taking_the_last_object_off_leaves_nothing_on_the_device(page):
    (first,) = some_numbers(page, 1)
    watch(page, first)
    page.locator(f"watch-toggle[data-number='{first}'] button").click()
    expect(page.locator("watch-count .count")).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0


def test_a_full_list_says_so_and_takes_no_more(page):
    (first,) = some_numbers(page, 1)
    full = [100_000 + number for number in range(50)]
    page.evaluate("numbers => localStorage.setItem('watch-list', JSON.stringify({ numbers }))", full)
    page.reload()
    toggle = page.locator(f"watch-toggle[data-number='{first}']")
    toggle.get_by_role("button").click()
    expect(toggle.get_by_role("status")).to_have_text("Die Merkliste ist voll: Sie fasst 50 Objekte.")
    assert page.evaluate("JSON.parse(localStorage.getItem('watch-list')).numbers") == full


def test_a_note_and_the_order_stay_on_the_device(page):
    first, second = some_numbers(page, 2)
    watch(page, first, second)
    page.goto(WATCHED)
    page.get_by_label(f"Notiz zu Objekt {second}").fill("Gleis klären")
    page.locator(f"[data-entry='{second}']").get_by_role("link", name="Nach oben").click()
    page.wait_for_url(f"**{WATCHED}?ids={second},{first}")
    expect(page.get_by_label(f"Notiz zu Objekt {second}")).to_have_value("Gleis klären")
    page.goto(WATCHED)
    page.wait_for_url(f"**{WATCHED}?ids={second},{first}")
    page.emulate_media(media="print")
    expect(page.get_by_text("Gleis klären")).to_be_visible()


def test_an_object_that_is_gone_stays_with_a_note_until_it_is_removed(page):
    (first,) = some_numbers(page, 1)
    watch(page, first)
    page.evaluate(
        "number => localStorage.setItem('watch-list', JSON.stringify({ numbers: [number, 99999] }))",
        int(first),
    )
    page.goto(WATCHED)
    expect(page.get_by_text(f"Objekt {MISSING} gibt es nicht")).to_be_visible()
    page.locator(f"[data-entry='{MISSING}']").get_by_role("link", name="Entfernen").click()
    page.wait_for_url(f"**{WATCHED}?ids={first}")
    expect(page.locator("watch-count .count")).to_have_text("1")


def test_a_list_from_a_link_is_taken_over_only_when_asked(page):
    first, second, third = some_numbers(page, 3)
    watch(page, first)
    page.goto(f"{WATCHED}?ids={second},{third}")
    expect(page.get_by_text("Diese Liste kommt aus einem Link")).to_be_visible()
    expect(page.locator("watch-count .count")).to_have_text("1")
    page.get_by_role("button", name="Auf die Liste dieses Geräts übernehmen").click()
    page.wait_for_url(f"**{WATCHED}?ids={first},{second},{third}")
    expect(page.get_by_text("Diese Liste kommt aus einem Link")).to_be_hidden()


def test_the_list_works_without_script(plain_page):
    first, second = some_numbers(plain_page, 2)
    plain_page.locator(f"watch-toggle[data-number='{first}'] a").click()
    plain_page.wait_for_url(f"**{WATCHED}?ids={first}")
    plain_page.get_by_label("Objekte über ihre Nummer hinzufügen").fill(second)
    plain_page.get_by_role("button", name="Hinzufügen").click()
    expect(plain_page.locator("[data-entry]")).to_have_count(2)
    assert entries(plain_page) == [first, second]
    plain_page.get_by_role("button", name="Ausgewählte vergleichen").click()
    expect(plain_page.locator("table.compare thead th")).to_have_count(2)
    plain_page.get_by_role("link", name="Nur Unterschiede zeigen").click()
    plain_page.wait_for_url("**differences=1")
    expect(plain_page.locator("table.compare thead th")).to_have_count(2)
    expect(
        plain_page.locator("table.compare tbody tr:not(.compare__group, .compare__differs)")
    ).to_have_count(0)


def test_two_lists_are_joined_without_script_by_an_address(plain_page):
    first, second = some_numbers(plain_page, 2)
    plain_page.locator(f"watch-toggle[data-number='{first}'] a").click()
    plain_page.wait_for_url(f"**{WATCHED}?ids={first}")
    earlier = plain_page.url
    plain_page.goto(f"{WATCHED}?ids={second}")
    expect(plain_page.get_by_text("Ohne Skript")).to_be_visible()
    expect(plain_page.get_by_text("Notizen bleiben auf diesem Gerät")).to_be_hidden()
    plain_page.get_by_label("Objekte über ihre Nummer hinzufügen").fill(earlier)
    plain_page.get_by_role("button", name="Hinzufügen").click()
    expect(plain_page.locator("[data-entry]")).to_have_count(2)
    assert entries(plain_page) == [second, first]


def test_with_script_nothing_is_said_of_its_lack(page):
    page.goto(f"{WATCHED}?ids={some_numbers(page, 1)[0]}")
    expect(page.get_by_text("Notizen bleiben auf diesem Gerät")).to_be_visible()
    expect(page.get_by_text("Ohne Skript")).to_be_hidden()


def test_a_device_that_stores_nothing_gets_the_address_and_is_told(new_context):
    context = new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError') } })"
    )
    page = context.new_page()
    (first,) = some_numbers(page, 1)
    page.locator(f"watch-toggle[data-number='{first}'] a").click()
    page.wait_for_url(f"**{WATCHED}?ids={first}")
    expect(page.get_by_text("Dieses Gerät merkt sich nichts")).to_be_visible()


def test_a_full_storage_leads_to_the_address_as_well(page):
    (first,) = some_numbers(page, 1)
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') } }"
    )
    page.locator(f"watch-toggle[data-number='{first}'] button").click()
    page.wait_for_url(f"**{WATCHED}?ids={first}")
    assert entries(page) == [first]


def test_the_comparison_scrolls_by_keyboard_and_keeps_its_first_column(page):
    numbers = some_numbers(page, 6)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{COMPARED}?ids={','.join(numbers)}")
    region = page.get_by_role("region", name=re.compile("^Vergleichstabelle"))
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.compare-scroll').scrollLeft > 0")
    heading = page.locator("table.compare tbody th[scope=row]").first
    assert heading.bounding_box()["x"] == pytest.approx(region.bounding_box()["x"], abs=1)


@pytest.mark.parametrize(
    ("width", "scrolled"), [(390, ".compare-scroll"), (768, ".compare-scroll"), (1440, ":root")]
)
def test_the_names_stay_above_the_long_comparison(page, width, scrolled):
    numbers = some_numbers(page, 4)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{COMPARED}?ids={','.join(numbers)}")
    page.locator(".compare-scroll").scroll_into_view_if_needed()
    page.locator(scrolled).evaluate("box => box.scrollBy(0, 1200)")
    assert page.locator(scrolled).evaluate("box => box.scrollTop") > 1000
    names = page.locator("table.compare thead th")
    top = page.locator(".compare-scroll").bounding_box()["y"] if width < 1000 else 0
    for name in names.all():
        assert name.bounding_box()["y"] == pytest.approx(top, abs=1.5)


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_what_has_the_focus_in_the_comparison_is_never_beneath_what_sticks(page, width):
    numbers = some_numbers(page, 6)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{COMPARED}?ids={','.join(numbers)}")
    links = page.locator("table.compare a").count()
    page.get_by_role("textbox", name="Ein Objekt über seine Nummer hinzufügen").focus()
    for _n in range(links):
        page.keyboard.press("Shift+Tab")
        page.wait_for_function(FOCUS_IS_SEEN)
        assert page.evaluate("document.activeElement.closest('table.compare') !== null")


def test_the_comparison_prints_on_a_few_landscape_sheets(page):
    numbers = some_numbers(page, 6)
    page.goto(f"{COMPARED}?ids={','.join(numbers)}")
    with pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as paper:
        sizes = [tuple(round(float(side) / MM) for side in sheet.mediabox[2:]) for sheet in paper.pages]
    assert set(sizes) == {(297, 210)}
    assert 2 <= len(sizes) <= 4


def test_axe_finds_nothing_on_the_watch_list_empty_filled_and_with_notes(page):
    page.goto(WATCHED)
    found = violations_everywhere(page, "empty")
    first, second = some_numbers(page, 2)
    watch(page, first, second)
    found += violations(page, "watched")
    page.goto(f"{WATCHED}?ids={first},{second}")
    expect(page.get_by_label(f"Notiz zu Objekt {first}")).to_be_visible()
    found += violations_everywhere(page, "filled")
    page.goto(f"{WATCHED}?ids={first},{MISSING},abc")
    found += violations_everywhere(page, "with messages")
    assert found == []


def test_axe_finds_nothing_on_the_comparison(page):
    numbers = some_numbers(page, 6)
    page.goto(f"{COMPARED}?ids={','.join(numbers)},{MISSING}")
    found = violations_everywhere(page, "six")
    page.goto(f"{COMPARED}?ids={numbers[0]}")
    found += violations_everywhere(page, "one")
    page.set_viewport_size({"width": 768, "height": 900})
    assert found + overflow(page, "one") == []
