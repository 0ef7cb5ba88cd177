"""What is owed to an enquiry later: reminders, forgetting, anonymising, and its way through the administration."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import Organisation
from investors import enquiring
from investors.models import Enquiry
from investors.recipients import recipients_of
from mailing import outbox
from mailing.models import OutgoingMail
from mailing.querysets import FAILED_RETENTION
from portal.operations.duties import run_due
from tests.factories.accounts import ContactFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.investors import EnquiryFactory
from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 9, 10, tzinfo=ZoneInfo("Europe/Berlin"))
THURSDAY, NEXT_TUESDAY = MONDAY + timedelta(days=3), MONDAY + timedelta(days=8)


@pytest.fixture(autouse=True)
def queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}


def test_the_contact_is_reminded_once_after_three_working_days():
    EnquiryFactory(received_at=MONDAY, to=["berg@example.org"])
    assert enquiring.remind_contacts(THURSDAY - timedelta(minutes=1)) == 0
    assert enquiring.remind_contacts(THURSDAY) == 1
    assert enquiring.remind_contacts(NEXT_TUESDAY) == 0
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["berg@example.org"]


def test_the_reminder_of_one_enquiry_takes_away_none_of_another():
    for received_at, to in ((MONDAY, "berg@example.org"), (MONDAY + timedelta(hours=1), "kern@example.org")):
        EnquiryFactory(received_at=received_at, to=[to])
    assert enquiring.remind_contacts(THURSDAY) == 1
    assert enquiring.remind_contacts(THURSDAY + timedelta(hours=1)) == 1
    assert [mail.to for mail in OutgoingMail.objects.order_by("pk")] == [
        "berg@example.org",
        "kern@example.org",
    ]


def test_the_reminder_names_no_visitor():
    EnquiryFactory(received_at=MONDAY, to=["berg@example.org"])
    enquiring.remind_contacts(THURSDAY)
    assert "Jana" not in OutgoingMail.objects.get().body


def test_no_absence_note_answers_a_reminder():
    """RFC 3834: who is away does not answer a mail that says it was sent by a program."""
    OrganisationFactory(kind=Organisation.Kind.REGION, email="region@example.org")
    EnquiryFactory(received_at=MONDAY, to=["berg@example.org"])
    enquiring.remind_contacts(THURSDAY)
    enquiring.remind_region(NEXT_TUESDAY)
    messages = [mail.as_message() for mail in OutgoingMail.objects.all()]
    sent = {message.to[0]: message.extra_headers["Auto-Submitted"] for message in messages}
    assert sent == dict.fromkeys(["berg@example.org", "region@example.org"], "auto-generated")


def test_the_region_is_told_after_six_working_days():
    OrganisationFactory(kind=Organisation.Kind.REGION, email="region@example.org")
    EnquiryFactory(received_at=MONDAY)
    assert enquiring.remind_region(NEXT_TUESDAY - timedelta(minutes=1)) == 0
    assert enquiring.remind_region(NEXT_TUESDAY) == 1
    assert OutgoingMail.objects.get().to == "region@example.org"


def test_nobody_is_reminded_of_what_is_answered():
    EnquiryFactory(received_at=MONDAY, state=Enquiry.State.ANSWERED, to=["berg@example.org"])
    assert enquiring.remind_contacts(NEXT_TUESDAY) == 0


def test_who_sent_it_from_where_is_forgotten_after_a_day():
    EnquiryFactory(received_at=MONDAY, sender_mark="ab", submission="cd")
    assert enquiring.erase_sender_marks(MONDAY + timedelta(hours=23)) == 0
    assert enquiring.erase_sender_marks(MONDAY + timedelta(hours=24)) == 1
    enquiry = Enquiry.objects.get()
    assert (enquiry.sender_mark, enquiry.submission) == ("", None)


@pytest.mark.parametrize("known", [{"sender_mark": "ab"}, {"submission": "cd"}])
def test_each_of_both_marks_is_forgotten_where_it_stands_alone(known):
    EnquiryFactory(received_at=MONDAY, **known)
    later = MONDAY + timedelta(hours=24)
    assert [enquiring.erase_sender_marks(later), enquiring.erase_sender_marks(later)] == [1, 0]
    assert list(Enquiry.objects.values_list("sender_mark", "submission")) == [("", None)]


def test_what_is_anonymised_stays_as_old_as_it_is(settings):
    settings.ENQUIRY_RETENTION_DAYS = 10
    EnquiryFactory(received_at=MONDAY, state_changed_at=MONDAY, state=Enquiry.State.ANSWERED)
    first = MONDAY + timedelta(days=10)
    assert [enquiring.anonymise_outdated(first), enquiring.anonymise_outdated(first + timedelta(days=1))] == [
        1,
        0,
    ]
    assert Enquiry.objects.get().anonymised_at == first


def test_with_one_enquiry_goes_nothing_that_another_says(settings):
    settings.ENQUIRY_RETENTION_DAYS = 10
    old, young = (
        EnquiryFactory(
            received_at=at, state_changed_at=at, state=Enquiry.State.ANSWERED, to=["berg@example.org"]
        )
        for at in (MONDAY, MONDAY + timedelta(days=1))
    )
    enquiring.anonymise_outdated(MONDAY + timedelta(days=10))
    assert old.recipients.get().email == ""
    assert young.recipients.get().email == "berg@example.org"
    assert list(Enquiry.objects.exclude(email="")) == [young]


def test_after_the_retention_period_nobody_is_known_but_the_statistics_stay(settings):
    settings.ENQUIRY_RETENTION_DAYS = 10
    space = SpaceFactory(name="Nordhof")
    EnquiryFactory(
        received_at=MONDAY,
        company="Kern GmbH",
        phone="1",
        notes="ruft Jana an",
        state=Enquiry.State.LOST,
        lost_reason=Enquiry.LostReason.PRICE,
        lost_note="Jana fand es zu teuer",
        sender_mark="ab",
        about=[space],
        to=["berg@example.org"],
    )
    personal = ["name", "company", "email", "phone", "message", "notes", "lost_note", "sender_mark"]
    assert all(Enquiry.objects.values_list(*personal).get())
    assert enquiring.anonymise_outdated(MONDAY + timedelta(days=9)) == 0
    assert enquiring.anonymise_outdated(MONDAY + timedelta(days=10)) == 1
    enquiry = Enquiry.objects.get()
    assert {getattr(enquiry, field) for field in personal} == {""}
    assert enquiry.recipients.get().email == ""
    assert (enquiry.state, enquiry.lost_reason) == ("lost", "price")
    assert enquiry.spaces.get().name == "Nordhof"


class TestMailsAtTheEndOfTheRetentionPeriod:
    """A period shorter than mails are kept: nothing undelivered may be lost, and no copy may outlive the enquiry."""

    TENTH_DAY = MONDAY + timedelta(days=10)

    @pytest.fixture
    def enquiry(self, settings):
        settings.ENQUIRY_RETENTION_DAYS = 10
        OrganisationFactory(kind=Organisation.Kind.REGION, email="region@example.org")
        space = SpaceFactory(contact=ContactFactory(email="berg@example.org"))
        enquiry = Enquiry(language="de", name="Jana Kern", email="jana@example.org", message="Wann?")
        enquiry = enquiring.receive_enquiry(enquiry, [space], recipients_of([space]), at=MONDAY)
        assert OutgoingMail.objects.count() == 3
        OutgoingMail.objects.update(created_at=MONDAY)
        return enquiry

    def anonymised(self, at=TENTH_DAY):
        enquiring.anonymise_outdated(at)
        enquiry = Enquiry.objects.get()
        return enquiry.anonymised_at is not None and enquiry.message == ""

    def test_mails_that_were_sent_go_with_the_enquiry(self, enquiry):
        other = EnquiryFactory(reference=f"{enquiry.reference[:-1]}_")  # a wildcard in SQL
        outbox.post(to="x@example.org", subject="X", body="X", key=f"enquiry-{other.reference}-copy")
        OutgoingMail.objects.update(sent_at=MONDAY, next_attempt_at=None)
        enquiring.anonymise_outdated(self.TENTH_DAY)
        assert [mail.to for mail in OutgoingMail.objects.all()] == ["x@example.org"]

    @pytest.mark.parametrize("next_attempt_at", [None, MONDAY], ids=["given up", "waiting"])
    @pytest.mark.parametrize("to", ["berg@example.org", "region@example.org"])
    def test_an_enquiry_waits_while_a_mail_to_the_staff_is_undelivered(self, enquiry, to, next_attempt_at):
        OutgoingMail.objects.exclude(to=to).update(sent_at=MONDAY, next_attempt_at=None)
        OutgoingMail.objects.filter(to=to).update(next_attempt_at=next_attempt_at)
        assert not self.anonymised()
        OutgoingMail.objects.filter(to=to).requeue_failed(self.TENTH_DAY)
        outbox.send_due(self.TENTH_DAY)
        assert [(message.to, "Wann?" in message.body) for message in mail.outbox] == [([to], True)]
        assert self.anonymised()
        assert not OutgoingMail.objects.exists()

    def test_a_confirmation_that_never_arrived_keeps_nothing_waiting(self, enquiry):
        OutgoingMail.objects.exclude(to="jana@example.org").update(sent_at=MONDAY, next_attempt_at=None)
        assert self.anonymised()
        assert not OutgoingMail.objects.exists()

    def test_what_the_staff_has_dealt_with_waits_for_no_mail(self, enquiry):
        enquiry.set_state(Enquiry.State.ANSWERED, at=MONDAY)
        enquiry.save()
        assert self.anonymised()
        assert not OutgoingMail.objects.exists()

    def test_it_waits_no_longer_than_failed_mails_are_kept(self, enquiry):
        OutgoingMail.objects.update(next_attempt_at=None)
        end = MONDAY + FAILED_RETENTION
        run_due(end - timedelta(minutes=1), [outbox.delete_outdated, enquiring.anonymise_outdated])
        assert Enquiry.objects.get().message == "Wann?"
        run_due(end, [outbox.delete_outdated, enquiring.anonymise_outdated])
        assert Enquiry.objects.get().message == ""

    def test_nobody_is_reminded_of_what_is_anonymised(self, settings):
        settings.ENQUIRY_RETENTION_DAYS = 1
        EnquiryFactory(received_at=MONDAY, to=["berg@example.org"])
        enquiring.anonymise_outdated(MONDAY + timedelta(days=1))
        assert enquiring.remind_contacts(THURSDAY) == 0
        assert enquiring.remind_region(NEXT_TUESDAY) == 0

    def test_mails_of_a_deleted_enquiry_are_deleted(self, enquiry):
        Enquiry.objects.all().delete()
        assert not OutgoingMail.objects.exists()


def test_a_deleted_object_keeps_its_name_in_the_enquiry():
    space = SpaceFactory(name="Nordhof")
    enquiry = EnquiryFactory(about=[space])
    number = space.number
    space.delete()
    assert str(enquiry.spaces.get()) == f"{number} Nordhof"


@pytest.mark.parametrize(
    ("state", "reason", "is_refused"),
    [
        ("lost", "", True),
        ("lost", Enquiry.LostReason.PRICE, False),
        ("won", Enquiry.LostReason.PRICE, True),
        ("won", "", False),
    ],
)
def test_only_what_is_lost_has_a_reason_why(state, reason, is_refused):
    try:
        EnquiryFactory.build(state=state, lost_reason=reason).validate_constraints()
    except ValidationError:
        assert is_refused
    else:
        assert not is_refused


def test_references_are_not_guessed():
    assert len({EnquiryFactory().reference for _ in range(50)}) == 50


LIST = "admin:investors_enquiry_changelist"


def page_of(enquiry):
    return reverse("admin:investors_enquiry_change", args=[enquiry.pk])


@pytest.fixture
def administrator(client):
    client.force_login(UserFactory(administrator=True))


def member(client, organisation):
    user = MembershipFactory(organisation=organisation).user
    user.user_permissions.set(Permission.objects.filter(content_type__model="enquiry"))
    client.force_login(user)


def test_a_member_sees_the_enquiries_of_his_organisation_only(client):
    mine, other = OrganisationFactory(), OrganisationFactory()
    seen = EnquiryFactory(about=[SpaceFactory(steward=mine), SpaceFactory(steward=mine)])
    hidden = EnquiryFactory(about=[SpaceFactory(steward=other)])
    member(client, mine)
    page = client.get(reverse(LIST)).content.decode()
    assert seen.reference in page
    assert hidden.reference not in page
    assert client.get(page_of(hidden)).status_code == 403


def test_the_list_says_in_one_line_who_asks_when_about_what_and_whose_it_is(client, administrator):
    space = SpaceFactory(name="Nordhof", steward=OrganisationFactory(name="Stadt Musterhausen"))
    asked = EnquiryFactory(about=[space], company="Kern GmbH", received_at=MONDAY)
    EnquiryFactory()
    page = client.get(reverse(LIST)).content.decode()
    for words in (asked.reference, "Jana Kern", "Kern GmbH", f"{space.number} Nordhof", "Stadt Musterhausen"):
        assert words in page
    assert f"{MONDAY:%d.%m.%Y}" in page
    assert "allgemeine Anfrage" in page


def test_a_member_changes_and_deletes_no_enquiry_of_others(client):
    mine, other = OrganisationFactory(), OrganisationFactory()
    own = EnquiryFactory(about=[SpaceFactory(steward=mine)])
    hidden = EnquiryFactory(about=[SpaceFactory(steward=other)])
    member(client, mine)
    form = {"state": "viewing", "lost_reason": "", "lost_note": "", "notes": ""}
    assert client.post(page_of(hidden), form).status_code == 403
    for action in ("mark_won", "delete_selected"):
        for chosen in ([hidden.pk], [own.pk, hidden.pk]):
            data = {"action": action, "_selected_action": chosen, "post": "yes"}
            assert client.post(reverse(LIST), data).status_code == 403
    assert set(Enquiry.objects.values_list("pk", "state")) == {(own.pk, "new"), (hidden.pk, "new")}
    client.post(reverse(LIST), {"action": "mark_won", "_selected_action": [own.pk]})
    assert set(Enquiry.objects.values_list("pk", "state")) == {(own.pk, "won"), (hidden.pk, "new")}


def test_the_region_s_people_see_all(client):
    enquiry = EnquiryFactory(about=[SpaceFactory(steward=OrganisationFactory())])
    member(client, OrganisationFactory(kind=Organisation.Kind.REGION))
    assert enquiry.reference in client.get(reverse(LIST)).content.decode()


def test_the_stages_are_counted(client, administrator):
    EnquiryFactory()
    EnquiryFactory()
    EnquiryFactory(state=Enquiry.State.WON)
    page = client.get(reverse(LIST), {"state": "won"}).content.decode()
    assert "(2)" in page
    assert "(1)" in page


def test_the_stages_count_only_what_one_may_see(client):
    mine = OrganisationFactory()
    EnquiryFactory(about=[SpaceFactory(steward=mine)])
    EnquiryFactory(about=[SpaceFactory(steward=OrganisationFactory(name="Stadt Anderswo"))])
    member(client, mine)
    page = client.get(reverse(LIST)).content.decode()
    assert "neu (1)" in page
    assert "Stadt Anderswo" not in page


def test_of_an_anonymised_enquiry_the_list_says_so(client, administrator):
    EnquiryFactory(name="", company="", anonymised_at=MONDAY)
    assert "anonymisiert" in client.get(reverse(LIST)).content.decode()


def test_the_list_is_narrowed_to_a_steward(client, administrator):
    mine = OrganisationFactory()
    seen = EnquiryFactory(about=[SpaceFactory(steward=mine)])
    hidden = EnquiryFactory()
    page = client.get(reverse(LIST), {"steward": mine.pk}).content.decode()
    assert seen.reference in page
    assert hidden.reference not in page


@pytest.mark.parametrize(
    ("action", "state"),
    [("mark_answered", "answered"), ("mark_viewing", "viewing"), ("mark_won", "won"), ("mark_lost", "lost")],
)
def test_an_enquiry_moves_through_the_pipeline(client, administrator, action, state):
    reason = "other" if state == "lost" else ""
    enquiry, same = EnquiryFactory(), EnquiryFactory(state=state, lost_reason=reason)
    chosen = {"action": action, "_selected_action": [enquiry.pk, same.pk]}
    answer = client.post(reverse(LIST), chosen, follow=True)
    assert "1 Anfrage ist geändert." in answer.content.decode()
    enquiry.refresh_from_db()
    assert enquiry.state == state
    assert enquiry.answered_at


def test_the_first_state_after_new_is_the_answer_and_stays_it():
    enquiry = EnquiryFactory(received_at=MONDAY)
    enquiry.set_state(Enquiry.State.ANSWERED, at=THURSDAY)
    enquiry.set_state(Enquiry.State.VIEWING, at=NEXT_TUESDAY)
    assert (enquiry.answered_at, enquiry.state_changed_at) == (THURSDAY, NEXT_TUESDAY)
    assert enquiry.age_in_working_days(NEXT_TUESDAY) == 3


def test_a_lost_enquiry_asks_for_its_reason_beside_the_field(client, administrator):
    enquiry = EnquiryFactory()
    answer = client.post(page_of(enquiry), {"state": "lost", "lost_reason": "", "lost_note": "", "notes": ""})
    assert list(answer.context["adminform"].form.errors) == ["lost_reason"]


def test_what_the_visitor_wrote_is_not_edited(client, administrator):
    enquiry = EnquiryFactory()
    data = {"state": "viewing", "lost_reason": "", "lost_note": "", "notes": "Montag", "message": "x"}
    client.post(page_of(enquiry), data)
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.notes) == ("viewing", "Montag")
    assert enquiry.message == "Wann können wir die Halle ansehen?"


def test_enquiries_have_no_history_that_would_outlive_their_erasure(client, administrator):
    from reversion.models import Version

    client.post(
        page_of(EnquiryFactory()), {"state": "viewing", "lost_reason": "", "lost_note": "", "notes": ""}
    )
    assert not Version.objects.exists()
