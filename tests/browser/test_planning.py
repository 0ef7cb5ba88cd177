"""Planning, previews and history in a browser: what moves while one types, and that none of it is a barrier."""

from datetime import timedelta

import pytest
import reversion
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from editing.models import PreviewLink
from editing.previewing.preview import link_token
from news.models import Article
from sites.models import MarketRecord, Plot
from tests.browser.accessibility import overflow, violations
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.sites import SpaceFactory

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def editor(empty_site):
    return UserFactory(name="Erika Muster", administrator=True)


@pytest.fixture
def desk(editor, logged_in):
    return logged_in(editor, timezone_id="America/New_York")


@pytest.fixture
def article(editor):
    """One with a history, to appear next year."""
    article = ArticleFactory(title_de="Hafenfest", published_from=timezone.now() + timedelta(days=5))
    for title in ("Hafenfest am Markt", "Hafenfest im Park"):
        with reversion.create_revision():
            article.title_de = title
            article.save()
            reversion.set_user(editor)
            reversion.add_to_revision(article)
    return article


def test_the_sentence_follows_what_is_typed_in_berlin_time_wherever_the_editor_sits(desk, article):
    desk.goto(reverse("admin:news_article_change", args=[article.pk]))
    said = desk.locator("publication-sentence")
    desk.fill("#id_published_from_0", "01.12.2036")
    desk.fill("#id_published_from_1", "08:00")
    expect(said).to_contain_text(f"1. Dezember 2036, 08:00{NBSP}Uhr")
    desk.fill("#id_published_until_0", "01.11.2036")
    desk.fill("#id_published_until_1", "08:00")
    expect(said).not_to_contain_text("Dezember")
    desk.fill("#id_published_until_0", "24.12.2036")
    expect(said).to_contain_text(f"24. Dezember 2036, 08:00{NBSP}Uhr")
    desk.fill("#id_published_until_0", "31.02.2037")
    expect(said).to_have_text("")
    desk.fill("#id_published_until_0", "24.12.2036")
    desk.fill("#id_published_until_1", "8")
    expect(said).to_contain_text(f"24. Dezember 2036, 08:00{NBSP}Uhr")


def test_what_is_visible_now_is_decided_by_the_clock_of_berlin(desk, article):
    desk.clock.set_fixed_time("2036-12-01T07:30:00Z")  # half past eight in Berlin, half past two in New York
    desk.goto(reverse("admin:news_article_change", args=[article.pk]))
    said = desk.locator("publication-sentence")
    desk.fill("#id_published_from_0", "01.12.2036")
    desk.fill("#id_published_from_1", "08:45")
    expect(said).to_contain_text(f"1. Dezember 2036, 08:45{NBSP}Uhr")
    desk.fill("#id_published_from_1", "08:15")
    expect(said).to_have_text("Jetzt sichtbar.")


def test_a_form_with_something_unsaved_is_not_left_without_a_question(desk, article):
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    form = reverse("admin:news_article_change", args=[article.pk])
    desk.goto(form)
    desk.click("#id_title_de")
    desk.goto(reverse("admin:planned"))
    assert asked == []
    desk.goto(form)
    desk.click("#id_title_de")
    desk.keyboard.type("Neu")
    desk.goto(reverse("admin:planned"))
    assert asked == ["beforeunload"]
    desk.goto(form)
    desk.locator(".field-published_from .datetimeshortcuts a").first.click()
    desk.goto(reverse("admin:planned"))
    assert asked == ["beforeunload"] * 2
    asked.pop()
    desk.goto(form)
    desk.locator(".field-category .select2-selection, #id_category").first.click()
    desk.goto(reverse("admin:planned"))
    assert asked == ["beforeunload"]
    desk.goto(form)
    desk.click("#id_title_de")
    desk.keyboard.type("Neu")
    desk.click("[name=_save]")
    expect(desk.locator(".messagelist")).to_be_visible()
    assert asked == ["beforeunload"]


def test_nothing_of_it_is_a_barrier_on_a_desk_or_on_a_tablet(desk, article):
    plot = Plot.objects.get(pk=SpaceFactory(name="Nordfeld").pk)
    for days, price in ((90, 40), (30, 35)):
        since = timezone.localdate() - timedelta(days=days)
        MarketRecord.objects.create(space=plot, since=since, marketing_status="free", price_m2=price)
    with reversion.create_revision():
        reversion.add_to_revision(gone := ArticleFactory(title_de="Gelöschte Meldung"))
    Article.objects.filter(pk=gone.pk).delete()
    PreviewLink.make(article, UserFactory(), 14)
    month = f"{article.published_from:%Y-%m}"
    pages = [
        reverse("admin:planned"),
        f"{reverse('admin:planned')}?view=calendar&month={month}",
        reverse("admin:deleted"),
        reverse("admin:news_article_history", args=[article.pk]),
        reverse("admin:news_article_compare", args=[article.pk]),
        reverse("admin:news_article_preview", args=[article.pk]),
        reverse("admin:sites_plot_history", args=[plot.pk]),
    ]
    found = []
    for path in pages:
        for width, scheme in ((1440, "light"), (768, "dark")):
            desk.set_viewport_size({"width": width, "height": 1000})
            desk.emulate_media(color_scheme=scheme)
            desk.goto(path)
            desk.wait_for_load_state("networkidle")
            found += overflow(desk, f"{path} {width} px") + violations(desk, f"{path} {width} px {scheme}")
    assert found == []


def test_the_month_is_walked_through_by_keyboard(desk, article):
    desk.goto(f"{reverse('admin:planned')}?view=calendar&month=2036-12")
    desk.locator("a[rel=next]").focus()
    desk.keyboard.press("Enter")
    expect(desk.locator(".planned caption")).to_have_text("Januar 2037")


def test_a_link_is_copied_and_opens_the_page_without_a_login(desk, article, new_context, address):
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.goto(reverse("admin:news_article_preview", args=[article.pk]))
    desk.locator(".preview__new button").click()
    desk.locator("copy-field button").click()
    expect(desk.locator("copy-field [role=status]")).not_to_be_empty()
    copied = desk.evaluate("navigator.clipboard.readText()")
    token = link_token(PreviewLink.objects.get())
    assert copied.endswith(f"/vorschau/{token}/")
    visitor = new_context().new_page()
    visitor.goto(f"/vorschau/{token}/")
    expect(visitor.locator("h1")).to_have_text("Hafenfest im Park")
    assert visitor.context.cookies() == []


def test_the_frames_show_both_languages_on_their_widths(desk, article):
    desk.goto(reverse("admin:news_article_preview", args=[article.pk]))
    frames = [desk.frame_locator("iframe").nth(number) for number in (0, 1)]
    expect(frames[0].locator("html")).to_have_attribute("lang", "de")
    expect(frames[1].locator("html")).to_have_attribute("lang", "en")
    assert frames[0].locator("html").evaluate("html => window.innerWidth") == 390
