"""The bar below a form stays in view, on a phone in one row, and covers nothing that has the focus."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from publishing.models import Picture
from tests.browser.accessibility import overflow, violations
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticlePhotoFactory
from tests.factories.sites import SpaceFactory

PHONES = (320, 390)
SLIM = 90  # px
BAR = "document.querySelector('.workflow-row__bar').getBoundingClientRect()"
FOCUSED = "document.activeElement.getBoundingClientRect().bottom"


@pytest.fixture
def editor(empty_site):
    return UserFactory(administrator=True)


def form_of(photo):
    return reverse("admin:news_article_change", args=[photo.article.pk])


@pytest.fixture
def open_form(device, editor):
    def open_(path, width, height=700):
        page = device.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.goto(path)
        return page

    return open_


def is_in_view(page):
    top, bottom = page.evaluate(f"[{BAR}.top, {BAR}.bottom]")
    return top >= 0 and bottom <= page.viewport_size["height"]


@pytest.mark.parametrize("width", PHONES)
def test_on_a_phone_it_is_one_row_in_view_from_the_beginning_to_the_end(open_form, width):
    page = open_form(reverse("admin:sites_plot_change", args=[SpaceFactory().pk]), width)
    for place in (300, "document.body.scrollHeight / 2", "document.body.scrollHeight"):
        page.evaluate(f"scrollTo({{ top: {place}, behavior: 'instant' }})")
        assert is_in_view(page), place
    assert page.evaluate(f"{BAR}.height") < SLIM
    expect(page.locator("input[name=_keep]")).to_be_visible()
    assert overflow(page) + violations(page) == []


def test_it_covers_no_field_that_has_the_focus(open_form):
    page = open_form(reverse("admin:sites_plot_change", args=[SpaceFactory().pk]), 320)
    page.locator("#id_name_de").focus()
    for _press in range(25):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.workflow-row__bar') !== null"):
            break
        if page.evaluate("document.activeElement.matches('input, textarea, select')"):
            assert page.evaluate(f"{FOCUSED} <= {BAR}.top + 1"), page.evaluate("document.activeElement.id")


def test_the_other_buttons_open_from_the_row_by_keyboard_and_close_with_escape(open_form):
    page = open_form(reverse("admin:sites_plot_change", args=[SpaceFactory(draft=True).pk]), 320)
    hand_in = page.locator("input[name=_review]")
    expect(hand_in).to_be_hidden()
    page.get_by_role("button", name="Mehr", exact=True).press("Enter")
    expect(hand_in).to_be_visible()
    assert overflow(page) + violations(page) == []
    page.keyboard.press("Tab")
    expect(hand_in).to_be_focused()
    page.keyboard.press("Escape")
    expect(hand_in).to_be_hidden()


def test_the_other_buttons_open_without_a_script(new_context, log_in, editor):
    context = new_context(viewport={"width": 320, "height": 700}, java_script_enabled=False)
    log_in(context, editor)
    page = context.new_page()
    page.goto(reverse("admin:news_article_add"))
    page.get_by_role("button", name="Mehr", exact=True).click()
    expect(page.locator("input[name=_addanother]")).to_be_visible()


@pytest.mark.parametrize("width", [*PHONES, 1440])
def test_the_number_of_what_is_missing_leads_to_the_list(open_form, width):
    photo = ArticlePhotoFactory(alt_de="", article__draft=True)
    Picture.objects.update(credit="")
    page = open_form(form_of(photo), width)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.get_by_role("link", name="2 Angaben fehlen vor der Freigabe").click()
    expect(page.locator("#admin-problems a").first).to_be_focused()


def test_on_a_wide_screen_all_buttons_stand_in_it(open_form):
    page = open_form(reverse("admin:sites_plot_change", args=[SpaceFactory(draft=True).pk]), 1440)
    expect(page.locator("input[name=_review]")).to_be_visible()
    expect(page.get_by_role("button", name="Mehr", exact=True)).to_be_hidden()
    tops = page.locator(".submit-row :is(input, button:not(.workflow-row__more))").evaluate_all(
        "buttons => buttons.map(button => Math.round(button.getBoundingClientRect().top / 10))"
    )
    assert len({*tops}) == 1


@pytest.mark.parametrize("width", [1280, 1440])
@pytest.mark.parametrize("shown", ["phone", "desktop"])
def test_beside_a_preview_its_buttons_keep_their_words_in_two_rows_at_most(open_form, width, shown):
    page = open_form(reverse("admin:news_article_add"), width, 800)
    with page.expect_response(lambda answer: "language=" in answer.url):
        page.locator("[name=_preview]").click()
    page.locator(f"preview-panel [data-width={shown}]").click()
    page.evaluate("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
    buttons = page.locator(".submit-row :is(input, button:not(.workflow-row__more))").evaluate_all(
        "all => all.map(button => [button.getBoundingClientRect().top, button.scrollHeight > button.offsetHeight])"
    )
    assert len({round(top) for top, _is_cut in buttons}) <= 2
    assert not any(is_cut for _top, is_cut in buttons)
    assert page.evaluate(
        f"document.querySelector('preview-panel').getBoundingClientRect().bottom <= {BAR}.top"
    )
    assert is_in_view(page)
    assert overflow(page) == []
