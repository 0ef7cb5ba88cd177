"""Who decides by what a row says holds it until the decision is stored: of two at once, the second reads it again."""

import re
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import second_factor
from editing import release_mails
from editing.models import PendingChange
from editing.releasing import steps, undoing
from editing.releasing.states import current_state
from investors import alerting, subscribing
from sites.freshness import answering, reminding
from sites.pool.distances import store_distances
from tests.factories.accounts import ContactFactory, UserFactory
from tests.factories.checking import DueSpaceFactory, ReportedChangeFactory, at_noon
from tests.factories.investors import SavedSearchFactory
from tests.factories.regions import LandmarkFactory
from tests.factories.sites import SpaceFactory
from tests.filling import as_shown
from tests.logging_in import code_of, with_app
from tests.working import change, fresh

pytestmark = pytest.mark.django_db

HELD = re.compile(r'FROM "(\w+)".* FOR (?:NO KEY )?UPDATE')


def assert_held(table, do):
    """That `do` holds rows of the table. The embedded database has one writer, from the beginning of a transaction."""
    if connection.vendor == "sqlite":
        assert connection.transaction_mode == "IMMEDIATE"
        do()
        return
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        do()
    found = [HELD.search(query["sql"]) for query in queries]
    assert table in {match[1] for match in found if match}


def hand_in(space, name, user):
    wanted = current_state(space)
    wanted["fields"]["name_de"] = name
    steps.hand_in(space, current_state(space), wanted, user, version=space.version)


@pytest.fixture
def waiting():
    """A space for which a change waits."""
    space = fresh(SpaceFactory(name_de="Nordfeld"))
    hand_in(space, "Südfeld", UserFactory())
    return space


def test_a_code_of_an_app_works_once():
    app = with_app(UserFactory())
    assert_held("otp_totp_totpdevice", lambda: second_factor.find_device(app.user, code_of(app)))
    assert second_factor.find_device(app.user, code_of(app)) is None


def test_two_who_hand_in_have_one_change_after_the_other(waiting):
    assert_held("editing_pendingchange", lambda: hand_in(waiting, "Ostfeld", UserFactory()))
    assert change().revision == 2


def test_a_change_comes_back_once(waiting):
    user = UserFactory()
    steps.withdraw_change(waiting, change(), user)
    taken = change()
    assert_held("editing_pendingchange", lambda: undoing.reinstate(waiting, taken, user))
    assert change().state == PendingChange.State.OPEN
    assert undoing.reinstate(waiting, taken, user) is None


def test_a_step_is_told_by_one_mail(waiting):
    assert_held("editing_releasestep", lambda: release_mails.post_release_mails(timezone.now()))


def test_an_alert_goes_out_once():
    SavedSearchFactory()
    later = timezone.now() + timedelta(days=9)
    assert_held("investors_savedsearch", lambda: alerting.send_alerts(later))


def test_a_search_is_confirmed_once(rf):
    search = SavedSearchFactory(unconfirmed=True)
    assert_held("investors_savedsearch", lambda: subscribing.confirm_search(search, rf.post("/")))
    assert subscribing.confirm_search(search, rf.post("/")) is False


def test_a_lost_link_is_renewed_once():
    space = DueSpaceFactory(overdue=1)
    assert_held("accounts_contact", lambda: reminding.post_new_link(space.contact, at_noon()))
    assert reminding.post_new_link(space.contact, at_noon()) == "too_often"


def test_a_reported_area_goes_into_the_space_as_it_is_now():
    report = ReportedChangeFactory(answer__space=DueSpaceFactory(area=50_000), area=60_000)
    assert_held("sites_space", lambda: answering.accept_report(report, UserFactory()))


def test_who_saves_a_form_knows_whether_somebody_else_has_saved(client):
    client.force_login(UserFactory(administrator=True))
    contact = ContactFactory()
    space = SpaceFactory(contact=contact)
    form = reverse("admin:sites_plot_change", args=[space.pk])
    typed = as_shown(client.get(form), "_save")
    assert_held("sites_space", lambda: client.post(form, typed))


def test_distances_are_written_by_one_at_a_time():
    SpaceFactory()
    landmark = LandmarkFactory()
    assert_held("sites_spacedistance", lambda: store_distances(kinds=[landmark.kind]))
