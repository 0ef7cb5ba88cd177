"""When a thing is visible: the sentence on the form, and dates that cannot be."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils.translation import override

from editing.scheduling import visibility_sentence
from news.models import Article
from portal.models import Page
from projects.models import Project
from quotes.models import Quote
from sites.models import BusinessPark, Hall, Plot
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.portal import PageFactory
from tests.factories.projects import ProjectFactory
from tests.factories.quotes import QuoteFactory
from tests.factories.sites import BusinessParkFactory, SpaceFactory
from tests.filling import filled, unrendered, whole

pytestmark = [pytest.mark.django_db, pytest.mark.once]

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=BERLIN)
NBSP = "\N{NO-BREAK SPACE}"

KINDS = {
    Article: ArticleFactory,
    Quote: QuoteFactory,
    Project: ProjectFactory,
    Page: PageFactory,
    Plot: SpaceFactory,
    Hall: lambda: SpaceFactory(hall=True),
    BusinessPark: BusinessParkFactory,
}


def said(language="en", **fields):
    with override(language):
        return visibility_sentence(Article(**{"workflow_state": "published", **fields}), NOW).replace(
            NBSP, " "
        )


def at(*moment):
    return datetime(*moment, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Visible now."),
        ({"published_from": at(2026, 12, 1, 8)}, "Visible from 1 December 2026, 08:00."),
        ({"published_from": at(2026, 11, 1, 8)}, "Visible now."),
        ({"published_until": at(2026, 12, 1, 8)}, "Visible now, until 1 December 2026, 08:00."),
        ({"published_until": at(2026, 11, 1, 8)}, "Off the site since 1 November 2026, 08:00."),
        ({"published_from": NOW}, "Visible now."),
        ({"published_until": NOW}, "Off the site since 25 November 2026, 12:00."),
        (
            {"published_from": at(2026, 12, 1, 8), "published_until": at(2026, 12, 24, 18)},
            "Visible from 1 December 2026, 08:00 until 24 December 2026, 18:00.",
        ),
        ({"workflow_state": "withdrawn"}, "Withdrawn: not on the site."),
        (
            {"workflow_state": "draft"},
            "Not on the site yet (draft). Once released: visible immediately.",
        ),
        (
            {"workflow_state": "in_review", "published_from": at(2026, 12, 1, 8)},
            "Not on the site yet (in review). Once released: visible from 1 December 2026, 08:00.",
        ),
        (
            {"workflow_state": "draft", "published_until": at(2026, 12, 24, 18)},
            "Not on the site yet (draft). Once released: visible immediately, until 24 December 2026, 18:00.",
        ),
        (
            {"workflow_state": "draft", "confirm_until": date(2026, 12, 1)},
            "Not on the site yet (draft). Once released: visible immediately.",
        ),
        (
            {"confirm_until": date(2026, 12, 1)},
            "Visible now. It will be taken off the site after 1 December 2026 unless the details are confirmed.",
        ),
        (
            {"confirm_until": date(2026, 11, 25)},  # today, its last day
            "Visible now. It will be taken off the site after 25 November 2026 unless the details are confirmed.",
        ),
        (
            {"confirm_until": date(2026, 11, 1)},
            "Not on the site, because nobody confirmed the details by 1 November 2026.",
        ),
    ],
)
def test_the_sentence_tells_when_it_is_visible(fields, words):
    assert said(**fields) == words


@pytest.mark.parametrize(("minute", "is_on_the_site"), [(59, True), (60, False)])
def test_what_nobody_confirmed_is_told_to_have_left_at_midnight_in_berlin(minute, is_on_the_site):
    article = Article(workflow_state="published", confirm_until=date(2026, 11, 25))
    moment = datetime(2026, 11, 25, 22, tzinfo=UTC) + timedelta(minutes=minute)
    with override("en"):
        assert visibility_sentence(article, moment).startswith("Visible now.") is is_on_the_site


def test_winter_and_summer_hours_are_told_in_berlin_time():
    assert "25 October 2026, 03:00" in said(published_until=datetime(2026, 10, 25, 2, tzinfo=UTC))
    assert "25 October 2026, 02:00" in said(published_until=datetime(2026, 10, 25, 0, tzinfo=UTC))
    assert "25 October 2026, 02:00" in said(published_until=datetime(2026, 10, 25, 1, tzinfo=UTC))
    assert "28 March 2027, 03:00" in said(published_from=datetime(2027, 3, 28, 1, tzinfo=UTC))


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(administrator=True))
    return client


def form_of(obj, model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[obj.pk])


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_every_form_tells_the_stored_dates_without_a_script(editor, model):
    obj = KINDS[model]()
    type(obj).objects.filter(pk=obj.pk).update(published_from=at(2036, 12, 1, 8), confirm_until=None)
    page = editor.get(whole(f"/en{form_of(obj, model)}")).content.decode().replace(NBSP, " ")
    assert "Visible from 1 December 2036, 08:00." in page


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_every_form_refuses_an_impossible_order_beside_the_field(editor, model):
    page = form_of(KINDS[model](), model)
    dates = {
        "published_from_0": "2.12.2036",
        "published_from_1": "08:00",
        "published_until_0": "1.12.2036",
        "published_until_1": "08:00",
    }
    answer = editor.post(page, filled(unrendered(editor, page), **dates))
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors.keys() == {"published_until"}


@pytest.mark.parametrize("day", ["28.3.2027", "31.10.2027"])
def test_an_hour_that_is_left_out_or_comes_twice_is_refused_in_words(editor, day):
    article = ArticleFactory()
    page = form_of(article, Article)
    data = filled(unrendered(editor, page), published_from_0=day, published_from_1="02:30")
    errors = editor.post(page, data).context["adminform"].form.errors
    assert errors.as_data()["published_from"][0].code == "ambiguous_timezone"
    article.refresh_from_db()
    assert article.published_from is None


@pytest.mark.parametrize(("clock", "in_utc"), [("01:30", "2027-10-30 23:30"), ("03:30", "2027-10-31 02:30")])
def test_the_hours_around_the_change_of_clocks_are_stored_as_meant(editor, clock, in_utc):
    article = ArticleFactory()
    page = form_of(article, Article)
    data = filled(unrendered(editor, page), published_from_0="31.10.2027", published_from_1=clock)
    assert editor.post(page, data).status_code == 302
    article.refresh_from_db()
    assert f"{article.published_from.astimezone(UTC):%Y-%m-%d %H:%M}" == in_utc
