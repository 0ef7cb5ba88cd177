"""When an object has to be checked again: never so that it leaves the pages without a warning."""

from datetime import datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from regions.models import Area
from sites.models import CheckInterval, Space
from sites.models.check_rules import GRACE_DAYS
from tests.factories.sites import MunicipalityFactory, SpaceFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
AT = timezone.make_aware(datetime.combine(TODAY, time(12)))
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def intervals(settings):
    settings.CHECK_INTERVAL_DAYS = {"free": 180, "reserved": 90, "taken": 365}


def checked(days_ago, **fields):
    """A space that was checked so many days before TODAY, planned on that day."""
    space = SpaceFactory.build(
        data_as_of=TODAY - days_ago * DAY,
        municipality=fields.pop("municipality", None) or MunicipalityFactory(),
        **fields,
    )
    space.save(at=AT - days_ago * DAY)
    return space


def days_until_due(space):
    space.refresh_from_db()
    return (space.check_due - TODAY).days


def test_a_check_is_due_an_interval_after_the_last_and_the_page_stays_for_the_grace():
    space = checked(100)
    assert days_until_due(space) == 80
    assert space.confirm_until == space.check_due + GRACE_DAYS * DAY


@pytest.mark.parametrize(("status", "days"), [("free", 180), ("reserved", 90), ("taken", 365)])
def test_the_interval_depends_on_the_market_status(status, days):
    assert days_until_due(checked(0, marketing_status=status)) == days


def test_the_nearest_area_with_a_rule_sets_the_interval():
    municipality = MunicipalityFactory()
    here = checked(0, municipality=municipality)
    elsewhere = checked(0, municipality=MunicipalityFactory(key="14730300", name="Taucha"))
    reserved = checked(0, municipality=municipality, marketing_status="reserved")
    CheckInterval.objects.create(marketing_status="free", days=200)
    CheckInterval.objects.create(area=municipality.parent, marketing_status="free", days=150)
    CheckInterval.objects.create(area=municipality, marketing_status="free", days=120)
    for space in (here, elsewhere, reserved):
        space.save(at=AT)
    assert [days_until_due(space) for space in (here, elsewhere, reserved)] == [120, 150, 90]
    CheckInterval.objects.filter(area__isnull=False).delete()
    assert days_until_due(elsewhere) == 200


def test_a_rule_counts_for_the_area_that_bears_the_key_now():
    old = MunicipalityFactory(valid_until=TODAY - DAY)
    CheckInterval.objects.create(area=old, marketing_status="free", days=30)
    new = Area.objects.create(kind=old.kind, key=old.key, name=old.name, parent=old.parent, valid_from=TODAY)
    assert days_until_due(checked(0, municipality=new)) == 30


def test_a_shorter_interval_makes_nothing_leave_without_a_warning():
    due_long_ago, soon = checked(200), checked(100)
    due_since = due_long_ago.check_due
    CheckInterval.objects.create(marketing_status="free", days=60)
    Space.objects.plan_checks(AT)
    assert days_until_due(soon) == 0
    due_long_ago.refresh_from_db()
    assert due_long_ago.check_due == due_since


def test_a_status_with_a_shorter_interval_makes_nothing_leave_without_a_warning():
    space = checked(150)
    space.marketing_status = "reserved"
    space.save(at=AT)
    assert days_until_due(space) == 0


def test_saving_what_is_due_puts_nothing_off():
    space = checked(190)
    space.name = "Neuer Name"
    space.save(at=AT)
    assert days_until_due(space) == -10
    space.save(update_fields=["name"], at=AT)
    assert days_until_due(space) == -10


def test_what_is_published_long_after_its_check_is_asked_about_first():
    space = checked(400, draft=True)
    space.workflow_state = "published"
    space.save(at=AT)
    assert days_until_due(space) == 0
    assert space.is_published(AT)
    space.save(at=AT + 5 * DAY)
    assert days_until_due(space) == 0


def test_what_appears_later_is_asked_about_when_it_appears():
    appears = AT + 300 * DAY
    space = checked(0, published_from=appears)
    assert days_until_due(space) == 300
    space.save(at=AT + 290 * DAY)
    assert days_until_due(space) == 300
    space.save(at=AT + 310 * DAY)
    assert days_until_due(space) == 300
    assert space.is_published(appears + GRACE_DAYS * DAY)


def test_a_check_date_that_was_overdue_already_gives_the_whole_grace():
    space = checked(400)
    space.data_as_of = TODAY - 200 * DAY
    space.save(at=AT)
    assert days_until_due(space) == 0


def test_nobody_has_checked_anything_tomorrow():
    space = SpaceFactory.build(data_as_of=timezone.localdate() + DAY)
    with pytest.raises(ValidationError) as refused:
        space.clean_fields(exclude=["number", "search_text"])
    assert "data_as_of" in refused.value.message_dict


def test_rows_written_in_bulk_are_planned_afterwards():
    space = checked(400)
    Space.objects.update(check_due=None, confirm_until=None)
    assert Space.objects.plan_missing_checks(AT) == 1
    assert days_until_due(space) == 0
    assert Space.objects.plan_missing_checks(AT) == 0


def test_a_space_that_moves_follows_the_interval_of_its_new_municipality():
    municipality = MunicipalityFactory()
    space = checked(0, municipality=municipality)
    CheckInterval.objects.create(area=municipality.parent, marketing_status="free", days=700)
    Space.objects.refresh()
    assert days_until_due(space) == 700
