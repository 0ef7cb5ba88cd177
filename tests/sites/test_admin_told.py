"""What the administration says of checks, and what a copy of an entry takes along."""

from datetime import UTC, date, datetime
from types import SimpleNamespace as Given

import pytest
from django.urls import reverse

from accounts.models import User
from sites.admin import completeness, freshness
from sites.admin.checks import SpaceCheckAdmin
from sites.admin.freshness import FreshnessAdminMixin
from sites.models import BusinessPark, BusinessParkPhoto, Space, SpaceCheck, SpacePhoto
from tests.factories.accounts import UserFactory
from tests.factories.publishing import PictureFactory
from tests.factories.sites import LEIPZIG, BusinessParkFactory, SpaceFactory, square

# --- Checks


@pytest.mark.parametrize(
    ("is_on_offer", "said"),
    [
        (True, "Fällig am 02.03.2026. Ohne Prüfung wird das Objekt bis 13.04.2026 gezeigt."),
        (False, "Verkauft oder vermietet: Die Seite bleibt bis 13.04.2026."),
    ],
)
def test_the_plan_of_a_check_names_its_day_and_the_last_of_the_page(is_on_offer, said):
    space = Given(check_due=date(2026, 3, 2), confirm_until=date(2026, 4, 13), is_on_offer=is_on_offer)
    assert FreshnessAdminMixin.check_plan(None, space) == said


def checked(number):
    at = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    return Given(answered_at=at, get_answer_display=lambda: "noch richtig", name=f"Anna <{number}>")


def test_the_last_ten_checks_are_told_each_with_its_day_here_its_answer_and_who_gave_it():
    def told(space):
        return FreshnessAdminMixin.check_history(None, space)

    lines = told(Given(pk=1, checks=Given(all=lambda: [checked(number) for number in range(12)])))
    assert lines.startswith("<div>02.03.2026: noch richtig, Anna &lt;0&gt;</div>")
    assert lines.count("<div>") == 10
    nothing = Given(all=list)
    assert [told(space) for space in (None, Given(pk=None), Given(pk=1, checks=nothing))] == ["–"] * 3


def test_figures_that_a_check_changed_are_told_as_they_were_and_are():
    def told(*changes):
        return SpaceCheckAdmin.changed_figures(None, Given(changes=changes))

    area, price = ({"label": name, "before": "1", "after": "<2>"} for name in ("Fläche", "Preis"))
    assert told(area, price) == "<div>Fläche: 1 → &lt;2&gt;</div><div>Preis: 1 → &lt;2&gt;</div>"
    assert told() == "–"


@pytest.mark.parametrize(
    ("day", "state", "is_check"),
    [
        ("2026-03-02", "published", True),
        ("2026-01-05", "published", False),
        ("2026-03-02", "draft", False),
    ],
)
def test_a_day_in_a_change_that_is_released_is_a_check_by_its_author(monkeypatch, day, state, is_check):
    noted = []

    class Applies:
        def apply_state(self, obj, state, author, author_name):
            obj.check_due = "later"

    class Admin(FreshnessAdminMixin, Applies):
        pass

    monkeypatch.setattr(freshness, "note_check", lambda obj, due, **more: noted.append((due, more)))
    space = Space(workflow_state=state, check_due="then", data_as_of=date(2026, 1, 5), checked_by="Anna")
    author = User()
    Admin().apply_state(space, {"fields": {"data_as_of": day}}, author, "Vera")
    by = ("Vera", author) if is_check else ("Anna", None)
    assert (space.checked_by, space.checked_by_user) == by
    assert noted == ([("then", {"answer": SpaceCheck.Answer.CHANGED, "user": author})] if is_check else [])


def test_each_thing_that_is_missing_counts_for_what_it_weighs(monkeypatch):
    """The panel works out the share again while somebody types."""
    wanted = [Given(hint="", weight=weight, fields=("area",), rows="") for weight in (3, 1, 2)]
    monkeypatch.setattr(completeness, "WANTED", {"plot": wanted})
    monkeypatch.setattr(
        completeness, "completeness", Given(is_filled=lambda *given: False, percent=lambda *given: 0)
    )
    assert [item["weight"] for item in completeness.summary(Given(kind="plot"), {})["first"]] == [3, 1, 2]


# --- Copies


def copy_of(client, thing, name):
    client.force_login(UserFactory(administrator=True))
    client.post(reverse(f"admin:sites_{name}_duplicate", args=[thing.pk]), {"copies": "1"})
    return type(thing).objects.exclude(pk=thing.pk).get()


@pytest.mark.django_db
@pytest.mark.once
def test_a_copy_of_a_space_has_its_photos_and_not_the_owner_s_reference(client):
    space = SpaceFactory(external_reference="FL-17")
    SpacePhoto.objects.create(space=space, picture=PictureFactory(), alt_de="Tor")
    copy = copy_of(client, space, "plot")
    assert (copy.external_reference, [photo.alt_de for photo in copy.photos.all()]) == ("", ["Tor"])
    assert Space.objects.get(pk=space.pk).external_reference == "FL-17"


@pytest.mark.django_db
@pytest.mark.once
def test_a_copy_of_a_park_has_its_photos_and_not_its_boundary(client):
    park = BusinessParkFactory(boundary=square(*LEIPZIG))
    BusinessParkPhoto.objects.create(park=park, picture=PictureFactory(), alt_de="Tor")
    copy = copy_of(client, park, "businesspark")
    assert (copy.boundary, [photo.alt_de for photo in copy.photos.all()]) == (None, ["Tor"])
    assert BusinessPark.objects.get(pk=park.pk).boundary
