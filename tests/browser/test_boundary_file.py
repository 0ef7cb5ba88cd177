"""A boundary out of a file, beside the map of a form: seen before it counts, with script and without."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import overflow, violations
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.geometry_files import FIELD, shapefile
from tests.factories.sites import LEIPZIG, MunicipalityFactory, SpaceFactory, square

NORTH = [(x, y + 300) for x, y in FIELD]


@pytest.fixture
def plot(empty_site):
    area = square(*LEIPZIG, metres=60_000)
    MunicipalityFactory(name="Leipzig", boundary=area, outline=area)
    return SpaceFactory(steward=OrganisationFactory(), draft=True)


@pytest.fixture
def opened(plot, logged_in):
    def open_form(**options):
        page = logged_in(
            MembershipFactory(organisation=plot.steward, role="editor").user, size=(1024, 1000), **options
        )
        page.goto(f"/en/admin/sites/plot/{plot.pk}/change/")
        return page

    return open_form


def choose(page, content, name="plan.zip"):
    page.get_by_label("File", exact=True).set_input_files(
        {"name": name, "mimeType": "application/zip", "buffer": content}
    )


def test_a_silent_file_of_several_areas_is_asked_about_shown_and_taken_over(opened, plot):
    page = opened()
    page.get_by_text("Take the boundary from a file").click()
    told = page.locator(".boundary-file__told")
    shown = page.locator(".geometry-field__preview")
    text = page.locator("#id_boundary")
    before = text.input_value()
    expect(page.get_by_label("Coordinate reference system")).to_be_hidden()
    choose(page, shapefile(FIELD, NORTH, names=["Süd", "Nord"]))
    expect(told).to_contain_text("does not say its coordinate reference system")
    page.get_by_label("Coordinate reference system").select_option(label="ETRS89 / UTM zone 33 (EPSG:25833)")
    expect(told).to_contain_text("holds 2 areas")
    page.get_by_label("Number of the object").select_option(label="Object 2 (Nord), 2.00\xa0ha")
    expect(told).to_contain_text("Object 2 (Nord): 2.00\xa0ha, read in ETRS89 / UTM zone 33 (EPSG:25833).")
    expect(shown).to_have_count(1)
    expect(text).to_have_value(before)  # nothing counts yet
    assert violations(page, "form") == []
    for width in (390, 768):
        page.set_viewport_size({"width": width, "height": 900})
        assert overflow(page, f"{width} px") == []

    page.get_by_role("button", name="Do not take it over").click()
    expect(shown).to_have_count(0)
    expect(text).to_have_value(before)
    choose(page, shapefile(FIELD))
    page.get_by_label("Coordinate reference system").select_option("25833")
    page.get_by_role("button", name="Take over this boundary").click()
    expect(told).to_contain_text("It is stored when you save the form")
    expect(page.locator(".geometry-field__measure [role=status]")).to_contain_text("4 corners")
    with page.expect_navigation():
        page.locator("input[name=_save]").first.click()
    plot.refresh_from_db()
    assert plot.boundary.area == pytest.approx(20_000, abs=10)


def test_a_file_that_is_none_is_told_beside_it_and_nothing_else_changes(opened):
    page = opened()
    page.locator("#id_name_de").fill("Typed meanwhile")
    page.get_by_text("Take the boundary from a file").click()
    choose(page, b"%PDF-1.7", "plan.pdf")
    expect(page.locator(".boundary-file__told")).to_contain_text("This is not GeoJSON")
    expect(page.locator(".geometry-field__preview")).to_have_count(0)
    expect(page.locator("#id_name_de")).to_have_value("Typed meanwhile")


def test_without_script_the_form_asks_and_counts_only_when_it_is_sent_again(opened, plot):
    page = opened(java_script_enabled=False)
    page.locator("#id_name_de").fill("Typed meanwhile")
    page.get_by_text("Take the boundary from a file").click()
    choose(page, shapefile(FIELD))
    page.get_by_label("Coordinate reference system").select_option("25833")
    page.locator("input[name=_save]").first.click()
    expect(page.locator(".field-boundary .errorlist")).to_contain_text("counts when you save again")
    expect(page.locator("#id_name_de")).to_have_value("Typed meanwhile")
    plot.refresh_from_db()
    assert plot.boundary is None
    page.locator("input[name=_save]").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    plot.refresh_from_db()
    assert plot.boundary.area == pytest.approx(20_000, abs=10)
