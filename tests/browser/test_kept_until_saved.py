"""How long a form is kept on the device, for whom, and what happens where nothing can be kept; Ctrl+S."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from news.models import Article
from sites.models import Plot
from tests.browser.keeping import (
    KEPT,
    STORED,
    add_form,
    crash,
    form_of,
    offer,
    opened,
    save,
    state,
    type_into,
    use,
)
from tests.factories.accounts import ContactFactory, OrganisationFactory, UserFactory
from tests.factories.investors import EnquiryFactory
from tests.factories.news import ArticleFactory
from tests.factories.quotes import PartnerFactory
from tests.factories.sites import SpaceFactory

DAY = 24 * 3600 * 1000  # ms


@pytest.fixture
def editor(empty_site):
    return UserFactory(administrator=True, name="Erika Muster")


@pytest.fixture
def article(editor):
    return ArticleFactory(title_de="Alt", body_de="<p>Erster Satz.</p>", workflow_state="draft")


# --- Until it is saved


def test_a_form_that_comes_back_with_faults_goes_on_being_kept(device, article):
    page = opened(device, form_of(article))
    type_into(page, "teaser_de", "Mein Satz.")
    type_into(page, "title_de", "")
    page.locator("input[name=_save]").first.click()
    page.locator(".form-faults").wait_for()
    expect(offer(page)).to_have_count(0)
    crash(page)
    page = opened(device, form_of(article))
    expect(offer(page)).to_contain_text("Mein Satz.")
    expect(offer(page).get_by_text("ob das Formular angekommen ist")).to_be_hidden()
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
    expect(offer(page).get_by_text("ob das Formular angekommen ist")).to_be_visible()
    use(page)
    page.locator("input[name=_save]").first.click()
    page.locator(".messagelist").wait_for()
    page.wait_for_load_state("networkidle")  # the map of the form asks who is there, while somebody is
    assert Plot.objects.count() == 1


def test_an_offer_goes_when_the_other_tab_saves(device, article):
    first = opened(device, form_of(article))
    type_into(first, "title_de", "Neuer Titel")
    expect(state(first)).to_contain_text("aufgehoben")
    second = opened(device, form_of(article))
    expect(offer(second)).to_contain_text("Neuer Titel")
    save(first)
    expect(offer(second)).to_have_count(0)


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
    page.locator(".admin-own__name").click()
    page.locator("#logout-form button").click()
    page.get_by_text("Erneut anmelden").first.wait_for()
    page.wait_for_load_state()  # a script of the page takes it away
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
    page.wait_for_load_state()  # a script of the page lets go what was kept
    saved = Article.objects.get()
    assert (saved.title_de, saved.workflow_state) == ("Neuer Titel", "draft")
    assert page.evaluate(KEPT) == []
    assert page.locator("#id_title_de").input_value() == "Neuer Titel"  # the form is still open


def test_ctrl_s_in_something_public_stays_in_the_form_and_says_that_it_is_live(device, article):
    Article.objects.update(workflow_state="published")
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .success")).to_contain_text("jetzt so auf der Website zu sehen")
    assert page.locator("#id_title_de").input_value() == "Neuer Titel"


def test_ctrl_s_waits_while_a_choice_is_open(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    page.locator(".field-published_from [id^=calendarlink]").first.click()
    page.keyboard.press("Control+s")
    expect(page.locator(".calendarbox:visible")).to_have_count(1)
    assert Article.objects.get().title_de == "Alt"
