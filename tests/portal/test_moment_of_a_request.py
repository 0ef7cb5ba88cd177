"""A moment may come while a page is being made: nothing of what was before it is kept for those who come after."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from caching.versions import note_change
from news.models import Article
from news.related_articles import newest_keys
from portal.site_blocks import SiteBlocks
from portal.views.home import HomeView
from regions.basemap import source_text
from tests.factories.news import ArticleFactory
from tests.factories.projects import ProjectFactory
from tests.factories.regions import AreaFactory
from tests.factories.sites import SpaceFactory
from tests.portal.test_page_cache import pages_are_kept  # noqa: F401

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

MIDNIGHT = timezone.make_aware(timezone.datetime(2026, 11, 12))
BEFORE, AFTER = MIDNIGHT - timedelta(microseconds=1), MIDNIGHT + timedelta(microseconds=1)


class Clock:
    """Shows the moment before midnight to the first `asked` who look at it, and the one after to all others."""

    def __init__(self, asked):
        self.asked, self.looks = asked, 0

    def __call__(self):
        self.looks += 1
        return BEFORE if self.looks <= self.asked else AFTER


def midnights(monkeypatch, read):
    """Let midnight come between any two looks that `read()` takes at the clock; yields after each."""
    for asked in range(1, 1000):
        move_versions()
        clock = Clock(asked)
        monkeypatch.setattr(timezone, "now", clock)
        read()
        was_midnight = clock.looks > asked
        monkeypatch.setattr(timezone, "now", lambda: AFTER)
        yield asked
        if not was_midnight:
            return


def move_versions():
    """Nothing that is kept is right any more."""
    for room in ("sites", "news", "projects", "quotes", "publishing", "regions", "portal"):
        note_change(room)


def ends_and_begins():
    """Of each kind one that goes at midnight and one that comes."""
    day = timezone.localdate(BEFORE)
    article = ArticleFactory(title_de="Bleibt")
    for factory, field in ((ArticleFactory, "title_de"), (ProjectFactory, "title_de")):
        factory(**{field: "Geht um Mitternacht"}, published_until=MIDNIGHT)
        factory(**{field: "Kommt um Mitternacht"}, published_from=MIDNIGHT)
    ProjectFactory(title_de="Endet heute", ends_on=day)
    SpaceFactory.create_batch(2, name="Geht um Mitternacht", published_until=MIDNIGHT)
    SpaceFactory(name="Kommt um Mitternacht", published_from=MIDNIGHT)
    SpaceFactory(name="Unbestätigt", confirm_until=day)
    return article


@pytest.mark.parametrize(
    "path",
    [
        "/",
        pytest.param("article", marks=pytest.mark.once),
        "/flaechenpool/liste/",
        pytest.param("/flaechenpool/liste/?area_min=10", marks=pytest.mark.once),
    ],
)
def test_midnight_within_a_request_leaves_nothing_of_the_day_before(path, monkeypatch, settings):
    monkeypatch.setattr(timezone, "now", lambda: BEFORE)
    article = ends_and_begins()
    path = article.get_absolute_url() if path == "article" else path
    monkeypatch.setattr(timezone, "now", lambda: AFTER)
    settings.CACHES_PAGES = False
    right = Client().get(path).content
    settings.CACHES_PAGES = True
    for asked in midnights(monkeypatch, lambda: Client().get(path)):
        assert Client().get(path).content == right, asked


def test_a_clock_that_is_set_back_shows_nothing_that_is_to_come(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AFTER)
    ends_and_begins()
    assert "Kommt um Mitternacht" in Client().get("/").text
    monkeypatch.setattr(timezone, "now", lambda: BEFORE)
    assert "Kommt um Mitternacht" not in Client().get("/").text


def test_a_page_that_ended_is_made_once_again_and_kept(monkeypatch):
    """The old one lies in the memory of the process still."""
    made = []
    monkeypatch.setattr(HomeView, "get_context_data", lambda *_, **__: made.append(1) or {})
    hour = timedelta(hours=1)
    for moment in (MIDNIGHT - hour, MIDNIGHT + hour, MIDNIGHT - hour):
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        for _time in range(3):
            assert Client().get("/").status_code == 200
    assert len(made) == 3


@pytest.mark.parametrize(
    "ask",
    [
        lambda: [project.title for project in SiteBlocks().projects],
        lambda: newest_keys(Article.objects.first().category_id),
        source_text,
    ],
)
def test_what_a_request_that_writes_keeps_is_of_one_moment_too(ask, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AFTER)
    ends_and_begins()
    ended = timezone.localdate(BEFORE)
    AreaFactory(district=True, source="Alte Vermessung", valid_until=ended)
    AreaFactory(kind="district", key="14729", source="Neue Vermessung", valid_from=ended + timedelta(days=1))
    right = ask()
    for asked in midnights(monkeypatch, ask):
        assert ask() == right, asked
