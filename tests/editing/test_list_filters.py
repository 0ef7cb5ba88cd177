"""Filters of the administration's lists: on which day something is in them, and where one choice ends."""

from datetime import datetime, timedelta

import pytest
from django.contrib import admin
from django.utils import timezone

from editing.admin.forms.filters import PhotoFilter, TranslationFilter
from editing.admin.pictures.library import RightsFilter
from editing.admin.redirects import UseFilter
from news.models import Article
from publishing.models import Picture, Redirect
from sites.admin.completeness import BoundaryFilter, CompletenessFilter
from sites.admin.filters import EnergyFilter, FreshnessFilter
from sites.models import Space
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.publishing import PictureFactory, RedirectFactory
from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.django_db


def day(ahead):
    return timezone.localdate() + timedelta(days=ahead)


def is_in(filter_, rows):
    """The choices that hold any of the rows."""
    return {choice for choice, (_label, narrow) in filter_.narrowing.items() if narrow(rows).exists()}


@pytest.mark.parametrize(
    ("ahead", "choices"),
    [(-1, {"missing", "ended"}), (0, {"soon"}), (60, {"soon"}), (61, set()), (None, set())],
)
def test_rights_end_after_their_last_day(ahead, choices):
    picture = ArticlePhotoFactory().picture
    Picture.objects.filter(pk=picture.pk).update(rights_until=None if ahead is None else day(ahead))
    assert is_in(RightsFilter, Picture.objects.all()) == choices
    PictureFactory(rights_until=day(-1))  # which nothing shows
    assert RightsFilter.narrowing["missing"][1](Picture.objects.all()).count() == ("missing" in choices)


@pytest.mark.parametrize(
    ("made", "used", "choices"),
    [
        (-400, -365, {"year"}),
        (-400, -366, {"unused"}),
        (-400, None, {"unused", "never"}),
        (-366, None, {"unused", "never"}),
        (-365, None, {"never"}),  # it had no year yet to be used in
        (0, 0, {"year"}),
    ],
)
def test_an_address_is_unused_once_nobody_came_by_for_a_year(made, used, choices):
    redirect = RedirectFactory()
    noon = timezone.make_aware(datetime.combine(day(made), datetime.min.time().replace(hour=12)))
    Redirect.objects.filter(pk=redirect.pk).update(
        created_at=noon, last_used_on=None if used is None else day(used)
    )
    assert is_in(UseFilter, Redirect.objects.all()) == choices


def test_entries_with_several_photos_come_once():
    photo = ArticlePhotoFactory()
    ArticlePhotoFactory(article=photo.article)
    bare = ArticleFactory()
    found = {
        choice: list(narrow(Article.objects.all()))
        for choice, (_label, narrow) in PhotoFilter.narrowing.items()
    }
    assert found == {"with": [photo.article], "without": [bare]}


@pytest.mark.parametrize(("title", "is_translated"), [("Works", True), ("", False), (None, False)])
def test_the_title_tells_whether_an_entry_is_translated(rf, title, is_translated):
    ArticleFactory()
    Article.objects.update(title_en=title)
    for choice, is_there in (("en", is_translated), ("no-en", not is_translated), (None, True)):
        parameters = {"translation": [choice]} if choice else {}
        filter_ = TranslationFilter(rf.get("/"), parameters, Article, admin.site.get_model_admin(Article))
        assert filter_.queryset(None, Article.objects.all()).exists() is is_there


@pytest.mark.parametrize(
    ("percent", "choice"),
    [(0, "low"), (49, "low"), (50, "middle"), (79, "middle"), (80, "high"), (100, "high")],
)
def test_each_space_is_in_one_class_of_completeness(percent, choice):
    SpaceFactory()
    Space.objects.update(stored_completeness=percent)
    assert is_in(CompletenessFilter, Space.objects.all()) == {choice}


@pytest.mark.parametrize(
    ("due", "checked", "choices"),
    [
        (15, -10, set()),
        (14, -10, {"soon"}),
        (1, -10, {"soon"}),
        (0, -10, {"due"}),
        (-1, -10, {"due"}),
        (30, -365, set()),
        (30, -366, {"old"}),
    ],
)
def test_a_check_is_due_from_its_day_on(due, checked, choices):
    SpaceFactory()
    Space.objects.update(check_due=day(due), data_as_of=day(checked), confirm_until=day(due + 42))
    assert is_in(FreshnessFilter, Space.objects.all()) == choices
    Space.objects.update(check_due=day(-43), confirm_until=day(-1), data_as_of=day(-10))
    assert "overdue" in is_in(FreshnessFilter, Space.objects.all())
    Space.objects.update(marketing_status="taken")
    assert is_in(FreshnessFilter, Space.objects.all()) == set()


def test_boundaries_and_energy_figures_that_are_missing_are_found():
    SpaceFactory()
    assert is_in(BoundaryFilter, Space.objects.all()) == {"without"}
    assert is_in(EnergyFilter, Space.objects.all()) == set()
    Space.objects.update(kind="hall", energy_certificate="demand")
    assert is_in(EnergyFilter, Space.objects.all()) == {"missing"}
