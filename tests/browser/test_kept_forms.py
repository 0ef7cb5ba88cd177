"""What is typed in the administration is kept on the device until it is saved, and offered again after a crash."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from news.models import Article
from sites.models import Offer, Plot
from tests.browser.accessibility import violations_everywhere
from tests.factories.accounts import ContactFactory, OrganisationFactory, UserFactory
from tests.factories.investors import EnquiryFactory
from tests.factories.news import ArticleFactory
from tests.factories.quotes import PartnerFactory
from tests.factories.sites import SpaceFactory

WIDE = {"width": 1440, "height": 1000}
KEPT = "Object.keys(localStorage).filter(key => key.startsWith('kept-form:'))"
STORED = f"{KEPT}.map(key => JSON.parse(localStorage.getItem(key)))"
DAY = 24 * 3600 * 1000  # ms


@pytest.fixture
def editor(empty_site):
    return UserFactory(administrator=True, name="Erika Muster")


@pytest.fixture
def log_in(address):
    """Logs a user in on a browser context, whose storage stays as it is."""

    def do(context, user):
        client = Client()
        client.force_login(user)
        session = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])

    return do


@pytest.fixture
def device(new_context, editor, log_in):
    """The editor's browser, logged in."""
    context = new_context(viewport=WIDE)
    log_in(context, editor)
    return context


@pytest.fixture
def article(editor):
    return ArticleFactory(title_de="Alt", body_de="<p>Erster Satz.</p>", workflow_state="draft")


def form_of(obj):
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])


def add_form(name):
    return reverse(f"admin:{name}_add")


def opened(context, address):
    page = context.new_page()
    page.goto(address)
    return page


def state(page):
    return page.locator("[data-kept-state]")


def offer(page):
    return page.locator(".kept-form__offer")


def crash(page):
    """The page ends as in a crash, some seconds after the last word."""
    expect(state(page)).to_contain_text("auf diesem Gerät aufgehoben")
    page.close()


def type_into(page, field, words):
    page.locator(f"#id_{field}").fill(words)


def use(page):
    offer(page).get_by_role("button", name="Eingaben wieder einsetzen").click()


def save(page, button="_save"):
    page.locator(f"input[name={button}]").first.click()
    page.locator(".messagelist .success").wait_for()


# --- After a crash


def test_what_was_typed_before_a_crash_is_offered_used_and_saved(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    crash(page)
    page = opened(device, form_of(article))
    expect(offer(page).get_by_role("heading")).to_contain_text("Ihre Eingaben von heute")
    [line] = offer(page).locator("tbody tr").all()
    assert line.locator("th, td").all_inner_texts() == ["Überschrift [de]", "Alt", "Neuer Titel"]
    assert page.locator("#id_title_de").input_value() == "Alt"
    use(page)
    expect(offer(page)).to_contain_text("noch nicht gesichert")
    expect(offer(page)).to_be_focused()
    assert page.locator("#id_title_de").input_value() == "Neuer Titel"
    save(page)
    assert Article.objects.get().title_de == "Neuer Titel"
    assert page.evaluate(KEPT) == []
    page.goto(form_of(article))
    expect(offer(page)).to_have_count(0)


def test_a_reload_offers_what_was_typed_in_the_last_second(device, article):
    page = opened(device, form_of(article))
    page.on("dialog", lambda dialog: dialog.accept())
    type_into(page, "title_de", "Neuer Titel")
    page.reload()
    expect(offer(page)).to_contain_text("Neuer Titel")


def test_what_is_discarded_is_gone(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    crash(page)
    page = opened(device, form_of(article))
    offer(page).get_by_role("button", name="Gesicherten Stand behalten").click()
    expect(offer(page)).to_contain_text("Der gesicherte Stand bleibt.")
    assert page.evaluate(KEPT) == []
    assert page.locator("#id_title_de").input_value() == "Alt"


def test_what_is_used_and_not_saved_survives_the_next_crash(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    crash(page)
    page = opened(device, form_of(article))
    use(page)
    crash(page)
    assert len(opened(device, reverse("admin:index")).evaluate(KEPT)) == 1
    expect(offer(opened(device, form_of(article)))).to_contain_text("Neuer Titel")


def test_who_types_before_answering_the_offer_loses_neither(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Vor dem Absturz")
    crash(page)
    page = opened(device, form_of(article))
    type_into(page, "teaser_de", "Nach dem Absturz")
    crash(page)
    page = opened(device, form_of(article))
    expect(offer(page)).to_contain_text("Nach dem Absturz")
    offer(page).get_by_role("button", name="Gesicherten Stand behalten").click()
    expect(offer(page)).to_contain_text("Vor dem Absturz")


def test_what_is_typed_back_to_what_is_saved_is_not_kept(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    expect(state(page)).to_contain_text("aufgehoben")
    type_into(page, "title_de", "Alt")
    expect(state(page)).to_have_text("")
    assert page.evaluate(KEPT) == []


def test_what_others_changed_meanwhile_is_said_and_marked(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Mein Titel")
    type_into(page, "teaser_de", "Mein Satz.")
    crash(page)
    article.title_de = "Titel einer anderen"
    article.save()
    page = opened(device, form_of(article))
    expect(offer(page)).to_contain_text("Der Eintrag wurde inzwischen gesichert.")
    assert "(inzwischen geändert)" in offer(page).locator("tr", has_text="Mein Titel").inner_text()
    assert "(inzwischen geändert)" not in offer(page).locator("tr", has_text="Mein Satz.").inner_text()


# --- All kinds of fields


def test_rich_text_comes_back(device, article):
    page = opened(device, form_of(article))
    body = page.locator(".field-body_de [contenteditable=true]")
    body.click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(" Zweiter Satz.")
    crash(page)
    page = opened(device, form_of(article))
    expect(offer(page)).to_contain_text("Erster Satz. Zweiter Satz.")
    use(page)
    expect(page.locator(".field-body_de [contenteditable=true]")).to_have_text("Erster Satz. Zweiter Satz.")
    save(page)
    assert Article.objects.get().body_de == "<p>Erster Satz. Zweiter Satz.</p>"


def test_new_rows_choices_ticks_and_a_drawn_point_come_back(device, editor):
    plot = SpaceFactory(name="Nordfeld", draft=True, address="")
    ContactFactory(name="Petra Wolf")
    page = opened(device, reverse("admin:sites_plot_change", args=[plot.pk]))
    page.locator(".fieldBox.field-contact .select2-selection").click()
    page.locator(".select2-search__field").fill("Wolf")
    page.locator(".select2-results__option", has_text="Petra Wolf").click()
    was_ticked = page.locator("#id_discloses_address").is_checked()
    page.locator("#id_discloses_address").set_checked(not was_ticked)
    point = json.dumps({"type": "Point", "coordinates": [12.22, 51.39]})
    page.locator(".field-location summary:not(.map-panel__summary)").click()
    type_into(page, "location", point)
    for number, (disposal, field, price) in enumerate(
        [("sale", "price_m2", "45"), ("lease", "rent_m2", "3")]
    ):
        page.locator("#offers-group .add-row a").click()
        page.locator(f"#id_offers-{number}-disposal").select_option(disposal)
        page.locator(f"#id_offers-{number}-{field}").fill(price)
    crash(page)
    page = opened(device, reverse("admin:sites_plot_change", args=[plot.pk]))
    expect(offer(page)).to_contain_text("Petra Wolf")
    expect(offer(page)).to_contain_text("51.39000, 12.22000")
    expect(offer(page)).to_contain_text("Angebote 1: ")
    use(page)
    expect(page.locator(".fieldBox.field-contact .select2-selection")).to_contain_text("Petra Wolf")
    expect(page.locator(".field-location .leaflet-marker-icon").first).to_be_attached()
    save(page)
    plot = Plot.objects.get()
    assert plot.contact.name == "Petra Wolf"
    assert plot.discloses_address is not was_ticked
    assert plot.location is not None
    offers = Offer.objects.order_by("pk").values_list("disposal", "price_m2", "rent_m2")
    assert list(offers) == [("sale", 45, None), ("lease", None, 3)]


def test_a_row_is_found_again_when_others_took_one_away_before_it(device, editor):
    plot = SpaceFactory(name="Nordfeld", draft=True)
    first, second = (Offer.objects.create(space=plot, disposal=disposal) for disposal in ("sale", "lease"))
    address = reverse("admin:sites_plot_change", args=[plot.pk])
    page = opened(device, address)
    page.locator("#id_offers-0-note").fill("zur ersten")
    page.locator("#id_offers-1-note").fill("zur zweiten")
    crash(page)
    first.delete()
    page = opened(device, address)
    expect(offer(page).locator("tr", has_text="zur ersten")).to_contain_text("nicht mehr in diesem Formular")
    use(page)
    assert page.locator("#id_offers-0-note").input_value() == "zur zweiten"
    expect(offer(page)).to_contain_text("zur ersten")
    save(page)
    second.refresh_from_db()
    assert second.note == "zur zweiten"


def test_a_new_entry_comes_back_as_often_as_it_was_begun(device, editor):
    for words in ("Erster", "Zweiter"):
        page = opened(device, add_form("news_article"))
        type_into(page, "title_de", words)
        crash(page)
    page = opened(device, add_form("news_article"))
    expect(offer(page)).to_contain_text("Zweiter")
    offer(page).get_by_role("button", name="Gesicherten Stand behalten").click()
    expect(offer(page)).to_contain_text("Erster")


def test_files_are_named_that_must_be_chosen_again(device, article):
    page = opened(device, form_of(article))
    page.locator("#id_photos-0-upload").set_input_files(
        {"name": "halle.jpg", "mimeType": "image/jpeg", "buffer": b"-"}
    )
    page.locator("#id_photos-0-alt_de").fill("Eine Halle")
    crash(page)
    page = opened(device, form_of(article))
    expect(offer(page)).to_contain_text("Wählen Sie diese Dateien noch einmal aus: halle.jpg.")


# --- Until it is saved


def test_a_form_that_comes_back_with_faults_goes_on_being_kept(device, article):
    page = opened(device, form_of(article))
    type_into(page, "teaser_de", "Mein Satz.")
    type_into(page, "title_de", "")
    page.locator("input[name=_save]").first.click()
    page.locator(".form-faults").wait_for()
    expect(offer(page)).to_have_count(0)
    page.close()
    page = opened(device, form_of(article))
    expect(offer(page)).to_contain_text("Mein Satz.")
    use(page)
    type_into(page, "title_de", "Neuer Titel")
    save(page)
    assert page.evaluate(KEPT) == []
    assert Article.objects.get().teaser_de == "Mein Satz."


def test_a_form_whose_answer_never_came_stays_kept_and_adds_nothing_twice(device, editor, watch):
    watch.expect("*net::ERR_*")
    page = opened(device, add_form("sites_plot"))
    type_into(page, "name_de", "Einmal")

    def answer_is_lost(route):
        if route.request.method != "POST":
            return route.continue_()
        route.fetch(max_redirects=0)
        return route.abort()

    page.route("**/add/", answer_is_lost)
    with page.expect_event("requestfailed"):
        page.locator("input[name=_save]").first.click(no_wait_after=True)
    page.close()
    device.clear_cookies(name=re.compile("form_saved_.*"))  # it came with that answer
    assert Plot.objects.count() == 1
    page = opened(device, add_form("sites_plot"))
    expect(offer(page)).to_contain_text("Einmal")
    expect(offer(page)).to_contain_text("ob das Formular angekommen ist")
    use(page)
    page.locator("input[name=_save]").first.click()
    page.locator(".messagelist").wait_for()
    assert Plot.objects.count() == 1


def test_the_browsers_back_after_saving_offers_nothing(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    expect(state(page)).to_contain_text("aufgehoben")
    save(page)
    page.go_back()
    page.locator("#id_title_de").wait_for()
    page.locator("#id_teaser_de").click()
    expect(offer(page)).to_have_count(0)
    page.goto(form_of(article))
    expect(page.locator("#id_title_de")).to_have_value("Neuer Titel")
    expect(offer(page)).to_have_count(0)


def test_what_is_older_than_seven_days_is_gone(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    crash(page)
    page = opened(device, reverse("admin:index"))
    page.evaluate(
        f"""age => {KEPT}.forEach(key => {{
            const entry = JSON.parse(localStorage.getItem(key));
            localStorage.setItem(key, JSON.stringify({{ ...entry, at: entry.at - age }}));
        }})""",
        8 * DAY,
    )
    page.goto(form_of(article))
    expect(offer(page)).to_have_count(0)
    assert page.evaluate(KEPT) == []


# --- Whose it is


def test_the_logout_takes_everything_away(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    crash(page)
    page = opened(device, reverse("admin:index"))
    assert len(page.evaluate(KEPT)) == 1
    page.locator("#logout-form button").click()
    page.get_by_text("Erneut anmelden").first.wait_for()
    assert page.evaluate(KEPT) == []


def test_a_lost_login_takes_nothing_away_and_the_next_one_of_the_same_account_is_offered_it(
    device, article, editor, log_in, address, watch
):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    crash(page)
    device.clear_cookies()
    page = opened(device, form_of(article))
    page.locator("#id_username").wait_for()
    assert len(page.evaluate(KEPT)) == 1
    log_in(device, editor)
    expect(offer(opened(device, form_of(article)))).to_contain_text("Neuer Titel")


def test_another_account_sees_nothing_of_it(device, article, log_in):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    crash(page)
    log_in(device, UserFactory(administrator=True))
    page = opened(device, form_of(article))
    expect(offer(page)).to_have_count(0)
    assert page.evaluate(KEPT) == []


def test_forms_with_peoples_data_keep_nothing(device, editor):
    things = [ContactFactory(), UserFactory(), EnquiryFactory(), OrganisationFactory(), PartnerFactory()]
    page = device.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    for thing in things:
        page.goto(form_of(thing))
        field = page.locator("#content-main form :is(.vTextField, textarea):visible").first
        field.click()
        page.keyboard.type("Neu")
        assert page.locator("kept-form").count() == 0
        page.reload()
        assert page.evaluate(KEPT) == [], thing


def test_whoever_types_nothing_leaves_nothing(device, article):
    plot = Plot.objects.get(pk=SpaceFactory(name="Nordfeld", price_m2=40).pk)
    page = device.new_page()
    for address in (form_of(article), form_of(plot), add_form("news_article"), add_form("sites_plot")):
        page.goto(address)
        page.locator("h1").first.click()
        page.locator("input.vTextField:visible").first.click()
        page.keyboard.press("Tab")
        page.reload()
        assert page.evaluate(STORED) == []


# --- Where nothing can be kept


def test_a_blocked_storage_stops_nobody_and_is_said(device, article):
    device.add_init_script(
        """const { setItem } = Storage.prototype;
        Storage.prototype.setItem = function (key, text) {
          if (key.startsWith("kept-form:")) throw new DOMException("", "QuotaExceededError");
          setItem.call(this, key, text);
        };"""
    )
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    expect(state(page)).to_have_text("kann auf diesem Gerät nicht aufgehoben werden")
    save(page)
    assert Article.objects.get().title_de == "Neuer Titel"


def test_a_full_storage_lets_the_oldest_go(device, article):
    page = opened(device, form_of(article))
    login = page.locator("meta[name=login-key]").get_attribute("content")
    page.evaluate(
        """login => { for (let n = 0; n < 25; n += 1) {
            const entry = { at: Date.now() - 1000 - n, version: "1", files: [], fields: {} };
            localStorage.setItem(`kept-form:${login}:news_article_change ${9000 + n}:${n}`, JSON.stringify(entry));
        } }""",
        login,
    )
    type_into(page, "title_de", "Neuer Titel")
    expect(state(page)).to_contain_text("aufgehoben")
    kept = page.evaluate(KEPT)
    assert len(kept) == 20
    assert not any(key.endswith(":24") for key in kept)
    assert any(key.endswith(":0") for key in kept)


# --- Ctrl+S


def test_ctrl_s_saves_a_draft_also_from_the_text_editor(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    page.locator(".field-body_de [contenteditable=true]").click()
    page.keyboard.press("Control+s")
    page.locator(".messagelist .success").wait_for()
    saved = Article.objects.get()
    assert (saved.title_de, saved.workflow_state) == ("Neuer Titel", "draft")
    assert page.evaluate(KEPT) == []


def test_ctrl_s_waits_while_a_choice_is_open(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    page.locator(".field-published_from [id^=calendarlink]").first.click()
    page.keyboard.press("Control+s")
    expect(page.locator(".calendarbox:visible")).to_have_count(1)
    assert Article.objects.get().title_de == "Alt"


# --- Everybody


def test_the_offer_is_no_barrier_at_any_width_light_or_dark(device, article):
    page = opened(device, form_of(article))
    for field in ("title_de", "title_en", "teaser_de", "slug"):
        type_into(page, field, f"neu-{field}")
    crash(page)
    page = opened(device, form_of(article))
    expect(offer(page).locator("tbody tr")).to_have_count(4)
    assert violations_everywhere(page, "offer") == []
    use(page)
    expect(state(page)).to_contain_text("aufgehoben")
    assert violations_everywhere(page, "used") == []
