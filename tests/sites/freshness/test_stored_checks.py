"""What is kept of checks: who may look at it, for how long a link works, and what the database refuses."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from sites.models import CheckInterval, ReportedChange, SpaceCheck
from tests.factories.accounts import MembershipFactory
from tests.factories.checking import (
    CheckIntervalFactory,
    CheckRequestFactory,
    ReportedChangeFactory,
    SpaceCheckFactory,
)
from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("role", "edits"), [("reader", False), ("editor", True)])
def test_checks_and_reports_are_those_of_ones_own_objects(role, edits):
    member = MembershipFactory(role=role)
    own = ReportedChangeFactory(answer__space=SpaceFactory(steward=member.organisation))
    ReportedChangeFactory()
    for model, row in ((ReportedChange, own), (SpaceCheck, own.answer)):
        assert list(model.objects.visible_to(member.user)) == [row]
        assert list(model.objects.editable_by(member.user)) == ([row] if edits else [])


@pytest.mark.parametrize(("days", "is_refused"), [(0, True), (1, False), (3650, False), (3651, True)])
def test_an_interval_has_a_day_at_least_and_ten_years_at_most(days, is_refused):
    interval = CheckIntervalFactory.build(days=days)
    for ask in (interval.clean_fields, interval.validate_constraints):
        try:
            ask()
        except ValidationError:
            assert is_refused
        else:
            assert not is_refused


def test_the_region_has_one_interval_for_each_status():
    CheckInterval.objects.all().delete()
    CheckIntervalFactory()
    CheckIntervalFactory(marketing_status="reserved")
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckIntervalFactory(days=30)


def test_a_link_works_until_midnight_in_berlin_of_its_last_day():
    asked = CheckRequestFactory.build(recipient=None, posted_on=date(2027, 7, 1) - timedelta(days=60))
    last = datetime(2027, 7, 1, 21, 59, tzinfo=UTC)
    assert asked.expires_on == date(2027, 7, 1)
    assert [asked.is_expired(at) for at in (last, last + timedelta(minutes=1))] == [False, True]


@pytest.mark.parametrize(
    ("said", "is_refused"),
    [
        ({"area": None, "remark": ""}, True),
        ({"area": 5_000, "remark": ""}, False),
        ({"area": None, "remark": "Zaun"}, False),
        ({"area": 5_000, "remark": "Zaun"}, False),
    ],
)
def test_a_report_says_something(said, is_refused):
    report = ReportedChange(answer=SpaceCheckFactory(), **said)
    try:
        report.validate_constraints()
    except ValidationError:
        assert is_refused
    else:
        assert not is_refused
