"""What is typed in the administration is kept until it is saved: by the server, or by the device while that is away."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from editing.models import UnsavedForm
from news.models import Article
from publishing.models import Picture
from sites.models import Offer, Plot
from tests.browser.accessibility import violations_everywhere
from tests.browser.unsaved import (
    ON_DEVICE,
    add_form,
    crash,
    form_of,
    go_on,
    notice,
    opened,
    save,
    state,
    type_into,
)
from tests.factories.accounts import ContactFactory, OrganisationFactory, UserFactory
from tests.factories.investors import EnquiryFactory
from tests.factories.news import ArticleFactory
from tests.factories.publishing import picture_upload
from tests.factories.quotes import PartnerFactory
from tests.factories.sites import SpaceFactory


@pytest.fixture
def editor(empty_site):
    return UserFactory(administrator=True, name="Erika Muster")


@pytest.fixture
def article(editor):
    return ArticleFactory(title_de="Alt", body_de="<p>Erster Satz.</p>", workflow_state="draft")


# --- After a crash


def test_three_photos_and_texts_come_back_after_a_crash_and_on_another_device(
    device, editor, new_context, log_in
):
    page = opened(device, add_form("sites_plot"))
    type_into(page, "name_de", "Nordfeld")
    colours = ("teal", "olive", "navy")
    page.locator("#photos-many-files").set_input_files(
        [
            {
                "name": f"{colour}.jpg",
                "mimeType": "image/jpeg",
                "buffer": picture_upload(colour=colour).read(),
            }
            for colour in colours
        ]
    )
    expect(page.locator(".photo-upload__files a")).to_have_count(3)
    for row, colour in enumerate(colours):
        type_into(page, f"photos-{row}-alt_de", f"Feld in {colour}")
    crash(page)
    pictures = [str(key) for key in Picture.objects.order_by("pk").values_list("pk", flat=True)]
    again = opened(device, add_form("sites_plot"))
    go_on(again)
    assert [again.locator(f"#id_photos-{row}-picture").input_value() for row in range(3)] == pictures
    again.close()

    other = new_context(viewport={"width": 390, "height": 844})
    log_in(other, editor)
    page = opened(other, reverse("admin:index"))
    expect(page.locator(".start__begun li")).to_contain_text("„Nordfeld“ mit 3 Fotos, heute, ")
    page.locator(".start__begun a").click()
    assert [page.locator(f"#id_photos-{row}-picture").input_value() for row in range(3)] == pictures
    save(page)
    photos = Plot.objects.get().photos.order_by("order", "pk")
    assert [str(photo.picture_id) for photo in photos] == pictures
    assert [photo.alt_de for photo in photos] == [f"Feld in {colour}" for colour in colours]
    assert not UnsavedForm.objects.open().exists()


def test_a_page_that_the_browser_opens_again_shows_what_was_typed(device, article):
    page = opened(device, form_of(article))
    page.on("dialog", lambda dialog: dialog.accept())
    type_into(page, "title_de", "Neuer Titel")
    expect(state(page)).to_contain_text("aufgehoben")
    page.reload()
    expect(page.locator("#id_title_de")).to_have_value("Neuer Titel")
    expect(notice(page)).to_contain_text("noch nicht gesichert")
    expect(notice(page).get_by_role("link", name="Überschrift [de]")).to_be_visible()
    save(page)
    assert Article.objects.get().title_de == "Neuer Titel"


def test_enter_in_a_field_of_an_opened_one_saves_it(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    crash(page)
    page = opened(device, form_of(article))
    go_on(page)
    page.locator("#id_title_de").press("Enter")
    page.locator(".messagelist .success").wait_for()
    page.wait_for_load_state("networkidle")
    assert Article.objects.get().title_de == "Neuer Titel"


def test_what_is_discarded_is_gone(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    crash(page)
    page = opened(device, form_of(article))
    go_on(page)
    type_into(page, "title_de", "Noch neuer")
    page.get_by_role("button", name="Eingaben verwerfen").click()
    expect(page.locator(".messagelist")).to_contain_text("verworfen")
    page.wait_for_load_state("networkidle")
    assert not UnsavedForm.objects.exists()
    assert page.evaluate(ON_DEVICE) == []


def test_two_tabs_keep_their_own_and_both_are_offered(device, editor):
    for words in ("Erster", "Zweiter"):
        page = opened(device, add_form("news_article"))
        type_into(page, "title_de", words)
        crash(page)
    page = opened(device, add_form("news_article"))
    expect(notice(page)).to_have_count(2)
    go_on(page)
    expect(page.locator("#id_title_de")).to_have_value("Zweiter")


def test_what_is_typed_back_to_what_is_saved_is_not_kept(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    expect(state(page)).to_contain_text("aufgehoben")
    type_into(page, "title_de", "Alt")
    expect(state(page)).to_have_text("")
    assert not UnsavedForm.objects.exists()


def test_whoever_types_nothing_leaves_nothing(device, article):
    plot = Plot.objects.get(pk=SpaceFactory(name="Nordfeld", price_m2=40).pk)
    page = device.new_page()
    for address in (form_of(article), form_of(plot), add_form("news_article"), add_form("sites_plot")):
        page.goto(address)
        page.locator("h1").first.click()
        page.locator("input.vTextField:visible").first.click()
        page.keyboard.press("Tab")
        page.evaluate("document.querySelector('unsaved-form').look()")
        if (topics := page.locator("details.topic > summary")).count():
            topics.first.click()
            page.locator("details.topic[data-loaded]").first.wait_for()
            page.evaluate("document.querySelector('unsaved-form').look()")
    page.goto(reverse("admin:index"))
    assert not UnsavedForm.objects.exists()
    assert page.evaluate(ON_DEVICE) == []


def test_all_kinds_of_fields_come_back(device, editor):
    plot = SpaceFactory(name="Nordfeld", draft=True, address="")
    ContactFactory(name="Petra Wolf")
    page = opened(device, reverse("admin:sites_plot_change", args=[plot.pk]))
    page.locator(".fieldBox.field-contact .select2-selection").click()
    page.locator(".select2-search__field").fill("Wolf")
    page.locator(".select2-results__option", has_text="Petra Wolf").click()
    was_ticked = page.locator("#id_discloses_address").is_checked()
    page.locator("#id_discloses_address").set_checked(not was_ticked)
    for number, (disposal, field, price) in enumerate(
        [("sale", "price_m2", "45"), ("lease", "rent_m2", "3")]
    ):
        page.locator("#offers-group .add-row a").click()
        page.locator(f"#id_offers-{number}-disposal").select_option(disposal)
        page.locator(f"#id_offers-{number}-{field}").fill(price)
    crash(page)
    page = opened(device, reverse("admin:sites_plot_change", args=[plot.pk]))
    go_on(page)
    expect(page.locator(".fieldBox.field-contact .select2-selection")).to_contain_text("Petra Wolf")
    save(page)
    plot = Plot.objects.get()
    assert plot.contact.name == "Petra Wolf"
    assert plot.discloses_address is not was_ticked
    offers = Offer.objects.order_by("pk").values_list("disposal", "price_m2", "rent_m2")
    assert list(offers) == [("sale", 45, None), ("lease", None, 3)]


def test_rich_text_comes_back(device, article):
    page = opened(device, form_of(article))
    page.locator(".field-body_de [contenteditable=true]").click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(" Zweiter Satz.")
    crash(page)
    page = opened(device, form_of(article))
    go_on(page)
    expect(page.locator(".field-body_de [contenteditable=true]")).to_have_text("Erster Satz. Zweiter Satz.")
    save(page)
    assert Article.objects.get().body_de == "<p>Erster Satz. Zweiter Satz.</p>"


def test_files_are_named_that_must_be_chosen_again(device, article):
    page = opened(device, form_of(article))
    page.locator("#photos-group .add-row a").click()
    page.locator("#id_photos-0-upload").set_input_files(
        {"name": "halle.jpg", "mimeType": "image/jpeg", "buffer": b"-"}
    )
    page.locator("#id_photos-0-alt_de").fill("Eine Halle")
    crash(page)
    page = opened(device, form_of(article))
    go_on(page)
    expect(notice(page)).to_contain_text("Wählen Sie diese Dateien noch einmal aus: halle.jpg.")
    expect(page.locator("#id_photos-0-alt_de")).to_have_value("Eine Halle")


def test_the_browsers_back_after_saving_offers_nothing_and_keeps_what_is_typed_then(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    expect(state(page)).to_contain_text("aufgehoben")
    save(page)
    page.go_back()
    page.locator("#id_title_de").wait_for()
    expect(notice(page)).to_have_count(0)
    type_into(page, "title_de", "Noch neuer")
    expect(state(page)).to_contain_text("aufgehoben, ")
    assert UnsavedForm.objects.open().get().title == "Noch neuer"


def test_who_types_at_the_same_entry_is_named(device, article):
    anna = UserFactory(administrator=True, name="Anna Berg")
    UnsavedForm.objects.keep(anna, f"news.article change {article.pk}", "a1", [["title_de", "Geheim"]])
    page = opened(device, form_of(article))
    expect(page.get_by_text("Anna Berg schreibt gerade hier.")).to_be_visible()


# --- What cannot be sent


def test_without_a_connection_it_stays_on_the_device_and_is_handed_over_later(device, article, watch):
    watch.expect("*net::ERR_*")
    page = opened(device, form_of(article))
    page.route("**/admin/unsaved/", lambda route: route.abort())
    type_into(page, "title_de", "Neuer Titel")
    expect(state(page)).to_contain_text("auf diesem Gerät aufgehoben")
    assert len(page.evaluate(ON_DEVICE)) == 1
    page.close()
    page = opened(device, reverse("admin:index"))
    page.get_by_role("link", name="Damit weitermachen").click()
    expect(page.locator("#id_title_de")).to_have_value("Neuer Titel")
    assert page.evaluate(ON_DEVICE) == []


def test_a_lost_login_takes_nothing_away(device, article, editor, log_in, watch):
    watch.expect("*403*")
    page = opened(device, form_of(article))
    device.clear_cookies()
    type_into(page, "title_de", "Neuer Titel")
    expect(state(page)).to_contain_text("auf diesem Gerät aufgehoben")
    page.close()
    log_in(device, editor)
    page = opened(device, form_of(article))
    page.locator(".unsaved-form__found a").click()
    expect(page.locator("#id_title_de")).to_have_value("Neuer Titel")


def test_a_form_whose_answer_never_came_adds_nothing_twice(device, editor, watch):
    watch.expect("*net::ERR_*")
    page = opened(device, add_form("sites_plot"))
    type_into(page, "name_de", "Einmal")

    def answer_is_lost(route):
        if route.request.method != "POST":
            return route.continue_()
        route.fetch(max_redirects=0)
        return route.abort()

    page.route("**/add/**", answer_is_lost)
    with page.expect_event("requestfailed"):
        page.locator("input[name=_save]").first.click(no_wait_after=True)
    page.close()
    page = opened(device, add_form("sites_plot"))
    page.wait_for_load_state("networkidle")
    assert page.evaluate(ON_DEVICE) == []
    assert Plot.objects.count() == 1
    assert not UnsavedForm.objects.open().exists()


def test_a_blocked_storage_stops_nobody_and_is_said(device, article, watch):
    watch.expect("*net::ERR_*")
    device.add_init_script(
        """const { setItem } = Storage.prototype;
        Storage.prototype.setItem = function (key, text) {
          if (key.startsWith("unsaved-form:")) throw new DOMException("", "QuotaExceededError");
          setItem.call(this, key, text);
        };"""
    )
    page = opened(device, form_of(article))
    page.route("**/admin/unsaved/", lambda route: route.abort())
    type_into(page, "title_de", "Neuer Titel")
    expect(state(page)).to_have_text("kann auf diesem Gerät nicht aufgehoben werden")
    save(page)
    assert Article.objects.get().title_de == "Neuer Titel"


def test_the_logout_and_another_account_leave_nothing_on_the_device(device, article, log_in, watch):
    watch.expect("*net::ERR_*")
    page = opened(device, form_of(article))
    page.evaluate(
        """login => {
          for (const [owner, tab] of [[login, "1"], ["bb", "2"]]) {
            const entry = { at: Date.now(), form: "news.article add", continued: "", pairs: [] };
            localStorage.setItem(`unsaved-form:${owner}:${tab}`, JSON.stringify(entry));
          }
        }""",
        page.locator("meta[name=login-key]").get_attribute("content"),
    )
    page.route("**/admin/unsaved/", lambda route: route.abort())
    page.goto(reverse("admin:index"))
    page.wait_for_function(f"() => {ON_DEVICE}.length === 1")
    page.locator(".admin-own__name").click()
    page.locator("#logout-form button").click()
    page.get_by_text("Erneut anmelden").first.wait_for()
    page.wait_for_load_state()  # a script of the page takes it away
    assert page.evaluate(ON_DEVICE) == []


def test_forms_with_peoples_data_keep_nothing(device, editor):
    things = [ContactFactory(), UserFactory(), EnquiryFactory(), OrganisationFactory(), PartnerFactory()]
    page = device.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    for thing in things:
        page.goto(form_of(thing))
        field = page.locator("#content-main form :is(.vTextField, textarea):visible").first
        field.click()
        page.keyboard.type("Neu")
        assert page.locator("unsaved-form").count() == 0
    page.reload()
    assert page.evaluate(ON_DEVICE) == []
    assert not UnsavedForm.objects.exists()


# --- Everybody


def test_the_notices_are_no_barrier_at_any_width_light_or_dark(device, article):
    for words in ("Eins", "Zwei"):
        page = opened(device, form_of(article))
        type_into(page, "title_de", words)
        crash(page)
    page = opened(device, form_of(article))
    assert violations_everywhere(page, "offers") == []
    go_on(page)
    assert violations_everywhere(page, "opened") == []
    page.goto(reverse("admin:index"))
    assert violations_everywhere(page, "start page") == []


# --- Ctrl+S


def test_ctrl_s_saves_a_draft_also_from_the_text_editor(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    page.locator(".field-body_de [contenteditable=true]").click()
    page.keyboard.press("Control+s")
    page.locator(".messagelist .success").wait_for()
    page.wait_for_load_state("networkidle")  # what was left on the device is handed over
    saved = Article.objects.get()
    assert (saved.title_de, saved.workflow_state) == ("Neuer Titel", "draft")
    assert page.evaluate(ON_DEVICE) == []
    assert page.locator("#id_title_de").input_value() == "Neuer Titel"  # the form is still open


def test_ctrl_s_changes_nothing_public_and_stays_in_the_form(device, article):
    Article.objects.update(workflow_state="published")
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .success")).to_contain_text("Besucher sehen den freigegebenen Stand")
    assert Article.objects.get().title_de == "Alt"
    assert page.locator("#id_title_de").input_value() == "Neuer Titel"


def test_ctrl_s_waits_while_a_choice_is_open(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    page.locator(".field-published_from [id^=calendarlink]").first.click()
    page.keyboard.press("Control+s")
    expect(page.locator(".calendarbox:visible")).to_have_count(1)
    assert Article.objects.get().title_de == "Alt"
