"""When a project is over, by the clock of Berlin, and how much of its time has passed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from projects.models import Project
from tests.factories.projects import ProjectFactory

pytestmark = pytest.mark.django_db

LAST_DAY = date(2026, 6, 9)
LAST_SECOND = datetime(2026, 6, 9, 21, 59, 59, tzinfo=UTC)  # in Berlin a second before midnight


@pytest.mark.parametrize(
    ("at", "is_over"), [(LAST_SECOND, False), (LAST_SECOND + timedelta(seconds=1), True)]
)
def test_a_project_runs_to_the_end_of_its_last_day(at, is_over):
    project = ProjectFactory(ends_on=LAST_DAY)
    assert project.is_completed(at) is is_over
    assert Project.objects.completed(at).contains(project) is is_over
    assert Project.objects.current(at).contains(project) is not is_over


def test_without_an_end_it_goes_on():
    project = ProjectFactory(ends_on=None)
    assert not project.is_completed(LAST_SECOND)
    assert Project.objects.current(LAST_SECOND).contains(project)
    assert project.share_passed(LAST_SECOND) == 0


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "percent"),
    [
        (date(2026, 6, 8), date(2026, 6, 12), 25),
        (date(2026, 6, 10), date(2026, 6, 12), 0),
        (date(2026, 6, 1), date(2026, 6, 8), 100),
        (date(2026, 6, 9), date(2026, 6, 9), 0),
    ],
)
def test_the_share_of_its_time_that_has_passed(starts_on, ends_on, percent):
    assert Project(starts_on=starts_on, ends_on=ends_on).share_passed(LAST_SECOND) == percent


def test_what_began_last_comes_first_and_what_has_no_beginning_at_the_end():
    for title, begun in (("undated", None), ("older", date(2025, 1, 1)), ("newer", date(2026, 1, 1))):
        ProjectFactory(title_de=title, starts_on=begun)
    assert [project.title_de for project in Project.objects.all()] == ["newer", "older", "undated"]


def test_the_order_that_editors_give_goes_before_all_and_of_two_alike_the_newer_comes_first():
    for title, order, begun in (("b", 1, 2026), ("older", 0, 2025), ("newer", 0, 2025), ("last", 2, 2026)):
        ProjectFactory(title_de=title, order=order, starts_on=date(begun, 1, 1))
    assert [project.title_de for project in Project.objects.all()] == ["newer", "older", "b", "last"]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_refused"),
    [
        (LAST_DAY, LAST_DAY - timedelta(days=1), True),
        (LAST_DAY, LAST_DAY, False),
        (None, LAST_DAY, False),
        (LAST_DAY, None, False),
    ],
)
def test_a_project_ends_no_sooner_than_it_begins(starts_on, ends_on, is_refused):
    project = ProjectFactory.build(starts_on=starts_on, ends_on=ends_on)
    try:
        project.validate_constraints()
    except ValidationError:
        assert is_refused
    else:
        assert not is_refused


def test_each_line_that_says_something_is_a_partner():
    project = Project(partners="Stadt Leipzig \n\n  \r\n Kreis Nord, Amt 7\n")
    assert project.partner_names == ["Stadt Leipzig", "Kreis Nord, Amt 7"]
    assert Project().partner_names == []
