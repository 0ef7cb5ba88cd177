"""The page of all that is scheduled: what it lists, for whom, and at what cost."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace as Given
from zoneinfo import ZoneInfo

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from editing.planning import EventKind, event_objects, planned_events
from sites.models import Hall, Plot, Space
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.publishing import PictureFactory
from tests.factories.quotes import QuoteFactory
from tests.factories.sites import BusinessParkFactory, SpaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

BERLIN = ZoneInfo("Europe/Berlin")
YEAR = timezone.localdate().year + 2
FIRST, LAST = date(YEAR, 3, 1), date(YEAR, 3, 31)


@pytest.fixture
def administrator(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def at(day, hour=8, minute=0, month=3):
    return datetime(YEAR, month, day, hour, minute, tzinfo=BERLIN)


def found(user, first=FIRST, last=LAST, **options):
    models = [type(thing) for thing in (ArticleFactory.build(), QuoteFactory.build())]
    return [
        (event.what, event.day.day, event.is_released)
        for event in planned_events(user, [*models, Plot, Hall], first, last, **options)
    ]


def page(client, **query):
    with override("en"):
        address = reverse("admin:planned")
    return client.get(address, query)


def test_what_is_to_appear_or_vanish_is_found_in_order(administrator):
    ArticleFactory(published_from=at(20), published_until=at(25))
    QuoteFactory(published_from=at(10), workflow_state="draft")
    assert found(administrator) == [
        (EventKind.APPEARS, 10, False),
        (EventKind.APPEARS, 20, True),
        (EventKind.VANISHES, 25, True),
    ]


def test_a_day_tells_its_hours_in_order_and_then_what_leaves_when_it_ends(administrator):
    space = SpaceFactory()
    type(space).objects.filter(pk=space.pk).update(confirm_until=date(YEAR, 3, 5))
    late, early = ArticleFactory(published_from=at(5, 18)), ArticleFactory(published_from=at(5, 9))
    shown = planned_events(administrator, [type(late), Plot], FIRST, LAST)
    assert [event.pk for event in shown] == [early.pk, late.pk, space.pk]
    assert [event.moment is None for event in shown] == [False, False, True]


def test_a_list_without_end_begins_with_its_first_day(administrator):
    ArticleFactory(published_from=at(4, 23, 59))
    ArticleFactory(published_from=at(5, 0), published_until=at(5, 0, month=9))
    assert found(administrator, date(YEAR, 3, 5), None) == [
        (EventKind.APPEARS, 5, True),
        (EventKind.VANISHES, 5, True),
    ]


def test_the_first_and_the_last_moment_of_a_month_belong_to_it(administrator):
    ArticleFactory(published_from=at(1, 0), published_until=at(31, 23, 59))
    ArticleFactory(published_from=at(28, 23, 59, month=2), published_until=at(1, 0, month=4))
    assert found(administrator) == [(EventKind.APPEARS, 1, True), (EventKind.VANISHES, 31, True)]


def test_the_days_on_which_clocks_change_hold_what_is_planned_on_them(administrator):
    change = max(day for day in range(25, 32) if date(YEAR, 3, day).weekday() == 6)
    ArticleFactory(published_from=at(change, 0, 30), published_until=at(change, 23, 30))
    day = date(YEAR, 3, change)
    assert found(administrator, day, day) == [
        (EventKind.APPEARS, change, True),
        (EventKind.VANISHES, change, True),
    ]
    assert found(administrator, day + timedelta(days=1), LAST) == []


def test_what_is_withdrawn_is_not_planned_and_a_draft_does_not_vanish(administrator):
    ArticleFactory(published_from=at(20), workflow_state="withdrawn")
    ArticleFactory(published_until=at(20), workflow_state="draft")
    assert found(administrator) == []


def test_an_object_to_be_confirmed_and_a_picture_with_rights_are_planned(administrator):
    space = SpaceFactory()
    type(space).objects.filter(pk=space.pk).update(confirm_until=date(YEAR, 3, 5))
    ArticlePhotoFactory(picture=PictureFactory(rights_until=date(YEAR, 3, 7)))
    PictureFactory(rights_until=date(YEAR, 3, 8), credit="Nicht in Gebrauch")
    assert found(administrator) == [(EventKind.CONFIRM, 5, True), (EventKind.RIGHTS, 7, True)]
    assert found(administrator, kinds=(EventKind.RIGHTS,)) == [(EventKind.RIGHTS, 7, True)]


def test_nobody_is_asked_to_confirm_what_is_sold_or_let(administrator):
    space = SpaceFactory(marketing_status="taken")
    type(space).objects.filter(pk=space.pk).update(confirm_until=date(YEAR, 3, 5))
    assert found(administrator) == [(EventKind.VANISHES, 5, True)]


def test_the_list_names_the_entry_the_hour_and_the_way_to_its_form(client, administrator):
    article = ArticleFactory(title_de="Hafenfest", published_from=at(20, 9, 30))
    html = page(client).content.decode()
    assert "Hafenfest" in html
    assert f"20\N{NO-BREAK SPACE}March {YEAR}, 09:30" in html
    assert reverse("admin:news_article_change", args=[article.pk]) in html


@pytest.mark.filterwarnings("error:Calling select_related")
def test_what_a_title_needs_is_named_and_nothing_else_is_read_with_it(client, administrator):
    SpaceFactory(name_de="Nordfeld", published_from=at(20))
    QuoteFactory(published_from=at(20))
    assert "Nordfeld" in page(client).content.decode()


def test_the_list_begins_today_and_names_a_day_alone_when_asked(client, administrator):
    ArticleFactory(title_de="Vorbei", published_from=timezone.now() - timedelta(days=3))
    ArticleFactory(title_de="Hafenfest", published_from=at(20))
    ArticleFactory(title_de="Messe", published_from=at(21))
    lines = page(client).context["lines"]
    assert [line["thing"].title_de for line in lines] == ["Hafenfest", "Messe"]
    assert [line["thing"].title_de for line in page(client, day=f"{YEAR}-03-21").context["lines"]] == [
        "Messe"
    ]


def test_the_month_is_a_table_of_weeks_with_its_neighbours(client, administrator):
    ArticleFactory(title_de="Hafenfest", published_from=at(20))
    answer = page(client, view="calendar", month=f"{YEAR}-03")
    [day] = [cell for week in answer.context["weeks"] for cell in week if cell["lines"]]
    assert (day["day"].day, day["lines"][0]["thing"].title_de) == (20, "Hafenfest")
    html = answer.content.decode()
    assert f"<caption>March {YEAR}</caption>" in html
    assert f"month={YEAR}-02" in html
    assert f"month={YEAR}-04" in html


def test_a_full_day_counts_the_rest_and_leads_to_it(client, administrator):
    for _number in range(7):
        ArticleFactory(published_from=at(20))
    html = page(client, view="calendar", month=f"{YEAR}-03").content.decode()
    assert "3 more" in html
    assert f"day={YEAR}-03-20" in html


@pytest.mark.parametrize("month", ["x", "2026-13", "0001-01", "9999-12", "2026-12-01"])
def test_a_month_that_is_none_shows_this_one(client, administrator, month):
    answer = page(client, view="calendar", month=month)
    assert answer.context["month"] == timezone.localdate().replace(day=1)


def test_an_editor_sees_what_his_organisation_answers_for(client):
    member = MembershipFactory(role="editor")
    SpaceFactory(name="Eigene", steward=member.organisation, published_from=at(20))
    SpaceFactory(name="Fremde", steward=OrganisationFactory(), published_from=at(20))
    SpaceFactory(name="Eigene Halle", hall=True, steward=member.organisation, published_from=at(21))
    ArticleFactory(title_de="Meldung der Region", published_from=at(20))
    client.force_login(member.user)
    lines = [line for line in page(client).context["lines"] if line["event"].what == EventKind.APPEARS]
    assert [line["thing"].name for line in lines] == ["Eigene", "Eigene Halle"]


@pytest.mark.parametrize(("related", "joins"), [({Space: ["municipality"]}, 1), ({Space: []}, 0), ({}, 0)])
def test_titles_are_read_without_geometries_and_with_what_they_need(related, joins):
    space = SpaceFactory()
    with CaptureQueriesContext(connection) as queries:
        assert event_objects([Given(model=Space, pk=space.pk)], related) == {(Space, space.pk): space}
    [query] = queries.captured_queries
    for geometry in ("boundary", "location", "public_location"):
        assert f'"sites_space"."{geometry}"' not in query["sql"]
    assert query["sql"].count("JOIN") == joins


@pytest.mark.parametrize("view", ["list", "calendar"])
def test_many_events_cost_no_more_queries_than_few(client, administrator, view, django_assert_num_queries):
    def fill(count):
        for _number in range(count):
            ArticleFactory(published_from=at(20))
            QuoteFactory(published_from=at(21))
            SpaceFactory(published_from=at(22))
            SpaceFactory(hall=True, published_from=at(23))
            BusinessParkFactory(published_from=at(24))

    query = {"view": view, "month": f"{YEAR}-03"}
    fill(1)
    page(client, **query)
    # session, user; 2 for what may be added, beside the page; 7 kinds and pictures; titles of 5 kinds
    with django_assert_num_queries(17):
        page(client, **query)
    fill(2)
    with django_assert_num_queries(17):
        page(client, **query)


def test_every_kind_of_entry_is_asked(administrator):
    from editing.admin.planned import planned_models

    labels = {model._meta.label for model in planned_models(admin.site)}
    assert labels == {
        "news.Article",
        "quotes.Quote",
        "projects.Project",
        "portal.Page",
        "sites.Plot",
        "sites.Hall",
        "sites.BusinessPark",
    }


def test_a_long_list_comes_in_pages(client, administrator, monkeypatch):
    monkeypatch.setattr("editing.admin.planned.EVENTS_PER_PAGE", 2)
    for day in (1, 2, 3):
        ArticleFactory(title_de=f"Bericht {day}", published_from=at(day))
    first, second = (page(client, **query).content.decode() for query in ({}, {"page": 2}))
    assert ("Bericht 2" in first, "Bericht 3" in first, "page=2" in first) == (True, False, True)
    assert ("Bericht 2" in second, "Bericht 3" in second, "page=1" in second) == (False, True, True)
