"""An editor corrects something public; the reviewer compares it and releases it; visitors see it only then."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from sites.models import Space
from tests.browser.accessibility import overflow, violations
from tests.browser.test_editors import add_photo, picture, save
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.checking import DueSpaceFactory
from tests.factories.sites import LEIPZIG, MunicipalityFactory, SpaceFactory, square

TABLET = {"width": 768, "height": 1024}


@pytest.fixture
def town(empty_site):
    return OrganisationFactory(name="Stadt Musterhausen")


@pytest.fixture
def desk_of(town, logged_in):
    """Opens a page for a member of the town with this role."""

    def open_page(role):
        user = MembershipFactory(organisation=town, role=role, user__name=f"Person {role}").user
        return logged_in(user, size=(768, 1024))

    return open_page


@pytest.fixture
def plot(town):
    MunicipalityFactory(name="Schkeuditz", boundary=square(*LEIPZIG, metres=600_000))
    return SpaceFactory(
        name_de="Nordfeld am Kanal", steward=town, area=40_000, boundary=square(*LEIPZIG), location=None
    )


def move_a_corner(page):
    """Drag the first corner of the boundary outwards, as somebody does who corrects it."""
    area = page.locator(".field-boundary .leaflet-container")
    area.scroll_into_view_if_needed()
    area.locator(".leaflet-draw-edit-edit").click()
    corner = area.locator(".leaflet-editing-icon").first
    box = corner.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 40, y + 25, steps=5)
    page.mouse.up()
    area.locator(".leaflet-draw-actions a").first.click()


def read(page, plot):
    page.goto(Space.objects.get(pk=plot.pk).get_absolute_url())
    return page.locator("main").inner_text()


def log_in(page, user):
    page.goto("/en/admin/")
    page.locator("#id_username").fill(user.email)
    page.locator("#id_password").fill("ein-langes-passwort")
    page.locator("#login-form input[type=submit]").click()


def confirm_what_is_due(page, number):
    """From the start page to the list of what is due, and there in one go."""
    page.get_by_role("link", name=f"{number} plots are due to be checked.").click()
    boxes = page.locator("#result_list .action-select")
    expect(boxes).to_have_count(number)
    for box in boxes.all():
        box.check()
    page.locator("select[name=action]").select_option("confirm")
    page.locator("button[name=index]").click()
    page.locator(".messagelist .success").wait_for()


def test_on_her_first_day_an_editor_confirms_and_corrects_and_visitors_see_it_after_the_release(
    town, desk_of, new_context, page, plot
):
    due = DueSpaceFactory.create_batch(3, steward=town, overdue=5)
    user = MembershipFactory(organisation=town, role="editor", user__name="Neue Kollegin").user
    editor = new_context(viewport=TABLET).new_page()
    log_in(editor, user)
    confirm_what_is_due(editor, 3)
    today = timezone.localdate()
    assert {Space.objects.get(pk=space.pk).data_as_of for space in due} == {today}
    editor.goto("/en/admin/")
    expect(editor.locator(".start__needs")).not_to_contain_text("due to be checked")

    editor.goto(f"/admin/sites/plot/{plot.pk}/change/")
    written = editor.locator("#id_boundary").input_value()
    move_a_corner(editor)
    expect(editor.locator("#id_boundary")).not_to_have_value(written)
    editor.locator("#id_name_de").fill("Südfeld am Kanal")
    for number, colour in enumerate(["navy", "teal"]):
        add_photo(editor, number, picture(colour), f"Bild in {colour}", "", "Foto: Archiv")
    editor.locator("#step-comment-label").click()
    editor.locator("#id_step_comment").fill("Die Ecke war falsch.")
    assert violations(editor, "form") == []
    save(editor)
    assert "Nordfeld am Kanal" in read(page, plot)

    reviewer = desk_of("reviewer")
    reviewer.goto("/admin/")
    reviewer.locator("#header a[href$='/in-review/']").click()
    expect(reviewer.get_by_role("link", name="Nordfeld am Kanal")).to_be_visible()
    assert violations(reviewer, "list") == []
    reviewer.get_by_role("link", name="Nordfeld am Kanal").click()
    assert "Die Ecke war falsch." in reviewer.locator(".workflow-comment").inner_text()
    assert reviewer.locator("del").first.inner_text()
    expect(reviewer.locator(".differences__picture")).to_have_count(2)
    for photo in reviewer.locator(".differences__picture").all():
        photo.scroll_into_view_if_needed()
        photo.evaluate("image => image.decode()")
    for state in ("before", "after"):
        reviewer.locator(f"path.boundary-change__shape--{state}").wait_for(state="attached")
    assert violations(reviewer, "comparison") + overflow(reviewer, "comparison") == []
    assert "Nordfeld am Kanal" in read(page, plot)
    reviewer.locator("input[name=_approve]").click()
    reviewer.locator(".messagelist .success").wait_for()
    assert "Südfeld am Kanal" in read(page, plot)
    for colour in ("navy", "teal"):
        assert page.get_by_alt_text(f"Bild in {colour}").count()
    plot.refresh_from_db()
    assert plot.boundary.area > 40_000


def test_what_is_saved_and_not_handed_in_is_seen_by_no_visitor_and_asks_nobody(desk_of, page, plot):
    editor = desk_of("editor")
    editor.goto(f"/admin/sites/plot/{plot.pk}/change/")
    editor.locator("#id_name_de").fill("Südfeld am Kanal")
    save(editor, "_keep")
    assert "Nordfeld am Kanal" in read(page, plot)
    assert "Südfeld am Kanal" not in read(page, plot)
    reviewer = desk_of("reviewer")
    reviewer.goto("/admin/in-review/")
    expect(reviewer.locator("#content-main")).to_contain_text("Für Sie gibt es nichts freizugeben.")

    editor.goto("/admin/")
    editor.get_by_role("link", name="ist gesichert und noch nicht eingereicht").click()
    editor.get_by_role("link", name="Nordfeld am Kanal").click()
    editor.goto(f"/admin/sites/plot/{plot.pk}/change/")
    expect(editor.locator(".admin-note").first).to_contain_text("noch nicht eingereicht")
    expect(editor.locator("#id_name_de")).to_have_value("Südfeld am Kanal")
    save(editor)
    reviewer.goto("/admin/in-review/")
    expect(reviewer.get_by_role("link", name="Nordfeld am Kanal")).to_be_visible()
    assert "Südfeld am Kanal" not in read(page, plot)


def test_a_change_is_returned_by_keyboard_and_its_author_goes_on(desk_of, plot):
    editor = desk_of("editor")
    editor.goto(f"/admin/sites/plot/{plot.pk}/change/")
    editor.locator("#id_name_de").fill("Südfeld am Kanal")
    save(editor)
    reviewer = desk_of("reviewer")
    reviewer.goto(f"/admin/sites/plot/{plot.pk}/review/")
    reviewer.locator("#id_comment").focus()
    reviewer.keyboard.type("Bitte mit Beschluss.")
    reviewer.keyboard.press("Tab")
    assert reviewer.evaluate("document.activeElement.name") == "_return"
    reviewer.keyboard.press("Enter")
    reviewer.locator(".messagelist .success").wait_for()
    editor.goto(f"/admin/sites/plot/{plot.pk}/change/")
    assert "Bitte mit Beschluss." in editor.locator(".workflow-comment").inner_text()
    assert editor.locator("#id_name_de").input_value() == "Südfeld am Kanal"


def test_a_reviewer_settles_what_two_have_changed(desk_of, page, plot):
    """The editor renames the plot; before that is released, its name is changed by the reviewer, and public."""
    editor = desk_of("editor")
    editor.goto(f"/admin/sites/plot/{plot.pk}/change/")
    editor.locator("#id_name_de").fill("Südfeld am Kanal")
    editor.locator("#step-comment-label").click()
    editor.locator("#id_step_comment").fill("So heißt es im Plan.")
    save(editor)
    Space.objects.filter(pk=plot.pk).update(name_de="Ostfeld am Kanal", version=plot.version + 1)

    reviewer = desk_of("reviewer")
    reviewer.goto(f"/admin/sites/plot/{plot.pk}/review/")
    reviewer.locator("input[name=_approve]").click()
    question = reviewer.locator(".review__conflict")
    expect(question).to_contain_text("Südfeld am Kanal")
    expect(question).to_contain_text("Ostfeld am Kanal")
    assert violations(reviewer, "conflict") + overflow(reviewer, "conflict") == []
    assert "Ostfeld am Kanal" in read(page, plot)
    question.get_by_label("aus der Änderung").check()
    reviewer.locator("input[name=_approve]").click()
    reviewer.locator(".messagelist .success").wait_for()
    assert "Südfeld am Kanal" in read(page, plot)
    assert "Ostfeld am Kanal" not in read(page, plot)
