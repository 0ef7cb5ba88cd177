"""The long form of a plot: short at first, its topics loaded when they are wanted."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from sites.models import Plot
from tests.browser.accessibility import SCHEMES, overflow, violations
from tests.factories.accounts import UserFactory
from tests.factories.sites import BusinessParkFactory, SpaceFactory

HEIGHT = "document.documentElement.scrollHeight"
NODES = "document.querySelectorAll('*').length"


@pytest.fixture
def open_form(empty_site, logged_in):
    """Opens a form of the administration as an administrator; `options` are those of the browser's context."""
    user = UserFactory(administrator=True)

    def open_(path, **options):
        page = logged_in(user, **options)
        page.goto(path)
        return page

    return open_


def form_of(space):
    return reverse("admin:sites_plot_change", args=[space.pk])


def save(page):
    page.locator("input[name=_save]").click()
    page.locator(".messagelist .success").wait_for()


def test_a_new_plot_fits_on_a_page_and_a_half(open_form):
    page = open_form(reverse("admin:sites_plot_add"))
    page.locator(".leaflet-container").first.wait_for()
    assert page.evaluate(HEIGHT) < 1500
    assert page.evaluate(NODES) <= 2500
    page.get_by_role("button", name="Alle aufklappen").click()
    expect(page.locator(".topic:not([data-loaded])")).to_have_count(0)
    assert page.evaluate(NODES) <= 2500


def test_a_topic_is_loaded_when_it_is_opened_and_saved_with_the_rest(open_form):
    space = SpaceFactory(draft=True, zoning="GI")
    park = BusinessParkFactory(name_de="Gewerbepark Nord")
    page = open_form(form_of(space))
    assert page.locator("#id_zoning").count() == 0
    page.locator("#topic-law > summary").click()
    page.locator("#id_zoning").select_option("GE")
    page.locator("#topic-belonging > summary").click()
    page.locator(".field-park .select2-selection").click()
    page.locator(".select2-search__field").fill("Nord")
    page.locator(".select2-results__option", has_text="Gewerbepark Nord").click()
    page.locator("#topic-utilities > summary").click()
    page.locator("#utilities-group .add-row a").click()
    page.locator("#id_utilities-0-medium").select_option("gas")
    save(page)
    plot = Plot.objects.get()
    assert (plot.zoning, plot.park, plot.utilities.get().medium) == ("GE", park, "gas")


def test_a_calendar_stands_beside_the_days_of_a_topic_too(open_form):
    page = open_form(form_of(SpaceFactory(draft=True)))
    page.locator("#topic-law > summary").click()
    expect(page.locator(".field-plan_status_on .datetimeshortcuts")).to_have_count(1)
    expect(page.locator(".field-data_as_of .datetimeshortcuts")).to_have_count(1)


def test_a_hint_leads_to_its_field_in_a_topic_that_was_closed(open_form):
    page = open_form(form_of(SpaceFactory(draft=True, zoning="")))
    hint = page.locator("space-completeness a[data-field=zoning]")
    if not hint.is_visible():
        page.locator("space-completeness summary").click()
    hint.click()
    expect(page.locator("#id_zoning")).to_be_focused()
    assert page.locator("#topic-law").get_attribute("open") is not None


def test_an_address_may_name_the_field(open_form):
    page = open_form(f"{form_of(SpaceFactory(draft=True))}#id_plan_name")
    expect(page.locator("#id_plan_name")).to_be_visible()


def test_what_could_not_be_loaded_is_said_and_can_be_tried_again(open_form, watch):
    watch.expect("*the server responded with a status of 500*")
    page = open_form(form_of(SpaceFactory(draft=True)))
    page.route("**/*part=law*", lambda route: route.fulfill(status=500, body=""))
    page.locator("#topic-law > summary").click()
    expect(page.locator(".topics__status")).to_contain_text("ließ sich nicht laden")
    page.unroute("**/*part=law*")
    page.locator("#topic-law > summary").click()
    expect(page.locator("#id_zoning")).to_be_visible()


def test_without_script_saving_opens_a_topic(open_form):
    space = SpaceFactory(draft=True, address="")
    page = open_form(form_of(space), java_script_enabled=False)
    page.locator("#id_address").fill("Am Anger 1")
    page.locator("#topic-law > summary").click()
    page.get_by_role("button", name="Sichern und diese Angaben zeigen").locator("visible=true").click()
    expect(page.locator("#id_zoning")).to_be_visible()
    assert Plot.objects.get().address == "Am Anger 1"


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_with_open_topics(open_form, width):
    space = SpaceFactory(draft=True)
    found = []
    for scheme in SCHEMES:
        page = open_form(form_of(space), size=(width, 900), color_scheme=scheme)
        page.get_by_role("button", name="Alle aufklappen").click()
        expect(page.locator(".topic:not([data-loaded])")).to_have_count(0)
        found += violations(page, f"{width} {scheme}", scheme) + overflow(page)
    assert found == []


def test_open_topics_do_not_scroll_sideways_on_a_tablet(open_form):
    page = open_form(form_of(SpaceFactory(draft=True)), size=(768, 900))
    page.get_by_role("button", name="Alle aufklappen").click()
    expect(page.locator(".topic:not([data-loaded])")).to_have_count(0)
    assert overflow(page) == []
