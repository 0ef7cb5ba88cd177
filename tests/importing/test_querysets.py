"""Which runs somebody may see, and which still need somebody."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from importing.kinds import importable_models, kinds_for
from importing.models import ImportRun
from importing.querysets import MAX_DURATION, NOTICE_PERIOD
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.importing import ImportRunFactory

pytestmark = pytest.mark.django_db

LANDMARKS, REDIRECTS = "regions.landmark", "publishing.redirect"


def unsettled(at=None):
    return set(ImportRun.objects.unsettled(at or timezone.now()))


def test_a_kind_of_import_is_a_model_that_says_so():
    assert {model._meta.label_lower for model in importable_models()} == {
        "regions.area",
        "regions.landmark",
        "regions.postcode",
        "publishing.redirect",
    }


def test_what_failed_or_never_ended_needs_somebody():
    failed, broken_off = ImportRunFactory(failed=True), ImportRunFactory(unfinished=True, kind=LANDMARKS)
    ImportRunFactory(kind="regions.area")
    assert unsettled() == {failed, broken_off}


def test_a_later_run_of_the_same_kind_that_goes_well_settles_it():
    ImportRunFactory(failed=True, minutes_ago=30)
    ImportRunFactory(unfinished=True, minutes_ago=90)
    other = ImportRunFactory(failed=True, kind=LANDMARKS, minutes_ago=30)
    ImportRunFactory(minutes_ago=20)
    assert unsettled() == {other}


def test_an_earlier_run_that_went_well_settles_nothing():
    ImportRunFactory(minutes_ago=40)
    failed = ImportRunFactory(failed=True, minutes_ago=30)
    assert unsettled() == {failed}


def test_a_run_that_may_still_be_at_work_needs_nobody():
    run = ImportRunFactory(unfinished=True, minutes_ago=5)
    end = run.started_at + MAX_DURATION
    assert run.is_running(end - timedelta(seconds=1))
    assert not run.is_running(end)
    assert unsettled(end - timedelta(seconds=1)) == set()
    assert unsettled(end) == {run}
    assert list(ImportRun.objects.running(end - timedelta(seconds=1))) == [run]
    assert list(ImportRun.objects.broken_off(end)) == [run]


def test_after_a_month_a_failure_is_told_no_longer():
    run = ImportRunFactory(failed=True)
    assert unsettled(run.started_at + NOTICE_PERIOD - timedelta(seconds=1)) == {run}
    assert unsettled(run.started_at + NOTICE_PERIOD) == set()


def test_region_staff_see_all_runs_and_an_organisation_s_people_none():
    runs = {ImportRunFactory(kind=kind) for kind in (LANDMARKS, REDIRECTS)}
    region = OrganisationFactory(kind="region")
    seen = {
        role: set(ImportRun.objects.visible_to(user))
        for role, user in {
            "staff": MembershipFactory(organisation=region, role="editor").user,
            "reader": MembershipFactory(organisation=region, role="reader").user,
            "newsroom": MembershipFactory(organisation=region, role="newsroom").user,
            "editor": MembershipFactory(role="editor").user,
            "administrator": UserFactory(administrator=True),
        }.items()
    }
    assert seen == {
        "staff": runs,
        "reader": set(),
        "newsroom": set(),
        "editor": set(),
        "administrator": runs,
    }


def test_who_was_granted_one_kind_by_hand_sees_the_runs_of_that_kind():
    ImportRunFactory(kind=REDIRECTS)
    landmarks = ImportRunFactory(kind=LANDMARKS)
    user = MembershipFactory(role="editor").user
    user.user_permissions.add(*Permission.objects.filter(codename__in=["add_landmark", "change_landmark"]))
    assert set(kinds_for(user)) == {LANDMARKS}
    assert list(ImportRun.objects.visible_to(user)) == [landmarks]
