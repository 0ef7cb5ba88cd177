"""Who is asked when: contact, reminder, deputy, region; all of one recipient in one mail, and none twice."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from mailing.models import OutgoingMail
from portal.operations.duties import DUTIES
from sites.freshness import mails, reminding
from sites.freshness.answering import confirm_space
from sites.freshness.reminding import post_due_requests
from sites.models import CheckQuestion, CheckRequest, Plot, Space
from sites.models import check_rules as rules
from sites.models.check_rules import GIVE_UP_AFTER_DAYS, LOOKAHEAD_DAYS, STAGE_DAYS, Stage
from tests.factories.accounts import ContactFactory, OrganisationFactory
from tests.factories.checking import CheckRequestFactory, DueSpaceFactory, at_noon

pytestmark = pytest.mark.django_db

DOCUMENT = Path(django_settings.BASE_DIR) / "docs" / "freshness.md"


@pytest.fixture(autouse=True)
def region():
    return OrganisationFactory(name="Die Region", kind="region", email="region@example.org")


@pytest.fixture
def contact():
    deputy = ContactFactory(name="Jan Tal", email="tal@example.org")
    return ContactFactory(name="Anna Berg", email="berg@example.org", deputy=deputy)


def posted():
    """(address, stages asked at) of all mails, in the order of posting."""
    requests = CheckRequest.objects.order_by("pk").prefetch_related("questions")
    return [
        (
            mails.recipient_address(asked.recipient).partition("@")[0],
            [str(row.stage) for row in asked.questions.all()],
        )
        for asked in requests
    ]


def test_each_stage_comes_on_its_day_and_goes_to_whom_the_rules_name(contact):
    DueSpaceFactory(contact=contact)
    days = {}
    for day in range(-10, 80):
        before = CheckRequest.objects.count()
        post_due_requests(at_noon(day))
        if CheckRequest.objects.count() > before:
            days[day] = posted()[before:]
    assert days == {
        0: [("berg", ["due"])],
        14: [("berg", ["second"])],
        21: [("tal", ["deputy"])],
        28: [("region", ["region"])],
        43: [("berg", ["gone"])],
    }
    assert OutgoingMail.objects.count() == 5


def test_all_of_a_contact_stand_in_one_mail_those_of_the_coming_week_too(contact):
    now, soon, later = (DueSpaceFactory(contact=contact, overdue=days) for days in (0, -7, -8))
    assert post_due_requests(at_noon()) == 1
    body = OutgoingMail.objects.get().body
    assert now.name in body
    assert soon.name in body
    assert later.name not in body
    assert post_due_requests(at_noon(7)) == 0
    assert post_due_requests(at_noon(8)) == 1
    body = OutgoingMail.objects.latest("pk").body
    assert all(space.name in body for space in (now, soon, later))
    assert "NOCH OFFEN" in body


def test_a_deputy_gets_his_own_and_those_of_others_in_one_mail(contact):
    DueSpaceFactory(contact=contact, overdue=21)
    DueSpaceFactory(contact=contact.deputy)
    post_due_requests(at_noon())
    assert sorted(posted()) == [("berg", ["second"]), ("tal", ["deputy", "due"])]
    assert "Anna Berg" in OutgoingMail.objects.get(to="tal@example.org").body


def test_what_reaches_the_deputy_within_a_week_goes_along_in_his_mail(contact):
    reached, soon, later = (DueSpaceFactory(contact=contact, overdue=days) for days in (21, 14, 13))
    post_due_requests(at_noon())
    body = OutgoingMail.objects.get(to="tal@example.org").body
    assert reached.name in body
    assert soon.name in body
    assert later.name not in body


def test_a_deputy_without_an_address_is_passed_over(contact, caplog):
    contact.deputy.email = ""
    contact.deputy.save()
    DueSpaceFactory(contact=contact)
    for day in range(30):
        post_due_requests(at_noon(day))
    assert posted() == [("berg", ["due"]), ("berg", ["second"]), ("region", ["region"])]
    assert not caplog.records


def test_objects_stand_in_a_mail_by_their_numbers(contact):
    spaces = [DueSpaceFactory(contact=contact, name=name) for name in ("Nordhof", "Südhof", "Osthof")]
    post_due_requests(at_noon())
    body = OutgoingMail.objects.get().body
    places = [body.index(space.name) for space in spaces]
    assert places == sorted(places)


def test_nothing_is_asked_twice_however_often_the_duty_runs(contact):
    DueSpaceFactory(contact=contact)
    moments = [at_noon(), at_noon() + timedelta(hours=1), at_noon(1), at_noon(13), at_noon(14)]
    assert [post_due_requests(at) for at in moments] == [1, 0, 0, 0, 1]


def test_nobody_is_woken_by_a_mail(contact):
    DueSpaceFactory(contact=contact)
    night = at_noon() - timedelta(hours=5, minutes=1)
    assert post_due_requests(night) == 0
    assert post_due_requests(night + timedelta(minutes=1)) == 1


def test_seven_stays_seven_when_the_clocks_change(contact):
    space = DueSpaceFactory(contact=contact)
    sunday = datetime(2027, 3, 28, 5, 0, tzinfo=UTC)
    Space.objects.filter(pk=space.pk).update(check_due=sunday.date(), confirm_until=sunday.date())
    assert timezone.localtime(sunday).hour == 7
    assert post_due_requests(sunday - timedelta(minutes=1)) == 0
    assert post_due_requests(sunday) == 1


def test_what_is_answered_is_asked_no_more(contact):
    space = DueSpaceFactory(contact=contact)
    post_due_requests(at_noon())
    confirm_space(Plot.objects.get(pk=space.pk), name="Anna Berg", at=at_noon(3))
    assert [post_due_requests(at_noon(day)) for day in range(4, 60)] == [0] * 56


def test_the_day_of_a_check_is_that_of_berlin(contact):
    space = Plot.objects.get(pk=DueSpaceFactory(contact=contact).pk)
    confirm_space(space, name="Anna Berg", at=datetime(2027, 6, 30, 22, 30, tzinfo=UTC))
    assert space.data_as_of == date(2027, 7, 1)


@pytest.mark.parametrize("fields", [{"draft": True}, {"workflow_state": "withdrawn"}, {"taken": True}])
def test_what_nobody_sees_and_what_is_taken_is_not_asked_about(contact, fields):
    DueSpaceFactory(contact=contact, overdue=20, **fields)
    assert post_due_requests(at_noon()) == 0


def test_without_a_contact_the_region_is_asked_and_not_told_that_itself_did_not_answer():
    DueSpaceFactory(contact=None)
    for day in range(60):
        post_due_requests(at_noon(day))
    assert posted() == [("region", ["due"]), ("region", ["second"]), ("region", ["gone"])]


def test_a_contact_without_an_address_is_asked_by_his_deputy(contact):
    contact.email = ""
    contact.save()
    DueSpaceFactory(contact=contact)
    for day in range(60):
        post_due_requests(at_noon(day))
    assert [name for name, _stages in posted()] == ["tal", "tal", "region", "tal"]


def test_after_an_outage_missed_stages_are_not_all_repeated(contact):
    DueSpaceFactory(contact=contact, overdue=30)
    post_due_requests(at_noon())
    assert sorted(posted()) == [("berg", ["second"]), ("region", ["region"]), ("tal", ["deputy"])]


def test_what_left_long_ago_is_not_asked_about_after_an_outage(contact):
    DueSpaceFactory(contact=contact, overdue=GIVE_UP_AFTER_DAYS)
    assert post_due_requests(at_noon()) == 0
    DueSpaceFactory(contact=contact, overdue=GIVE_UP_AFTER_DAYS - 1)
    assert post_due_requests(at_noon()) > 0


def test_a_new_contact_goes_on_where_the_old_one_stopped(contact):
    space = DueSpaceFactory(contact=contact)
    post_due_requests(at_noon())
    Space.objects.filter(pk=space.pk).update(contact=ContactFactory(email="neu@example.org"))
    assert post_due_requests(at_noon(14)) == 1
    assert posted()[-1] == ("neu", ["second"])


def test_one_wrong_address_keeps_no_other_waiting(contact, caplog):
    broken = ContactFactory(email="kein Postfach")
    DueSpaceFactory(contact=broken)
    DueSpaceFactory(contact=contact)
    assert post_due_requests(at_noon()) == 1
    assert "failed" in caplog.text
    assert not CheckRequest.objects.filter(recipient=broken).exists()


def test_request_and_mail_are_stored_together_or_not_at_all(contact, monkeypatch):
    DueSpaceFactory(contact=contact)
    monkeypatch.setattr(mails.outbox, "post", lambda **fields: 1 / 0)
    assert post_due_requests(at_noon()) == 0
    assert not CheckRequest.objects.exists()
    assert not CheckQuestion.objects.exists()


def test_of_two_processes_one_asks(contact, monkeypatch):
    """The other had read before the first wrote: the constraints stop it, and it says nothing was posted."""
    DueSpaceFactory(contact=contact)
    lines = reminding.lines_by_recipient(at_noon())[contact]
    assert reminding.post_request(contact, lines, at_noon())
    assert not reminding.post_request(contact, lines, at_noon())
    monkeypatch.setattr(CheckRequest.objects, "filter", lambda **kwargs: CheckRequest.objects.none())
    assert not reminding.post_request(contact, lines, at_noon())
    assert not reminding.post_request(contact, lines, at_noon(1))
    assert OutgoingMail.objects.count() == 1


def test_the_database_refuses_to_ask_twice_at_a_stage(contact):
    space = DueSpaceFactory(contact=contact)
    post_due_requests(at_noon())
    other = CheckRequest.objects.create(recipient=contact.deputy, posted_on=timezone.localdate())
    row = {"request": other, "space": space, "check_due": space.check_due}
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckQuestion.objects.create(**row, stage=Stage.DUE)
    CheckQuestion.objects.create(**row, stage=Stage.ALONG)


@pytest.mark.parametrize("recipient", ["contact", "region"])
def test_the_database_refuses_two_reminders_a_day_to_one_recipient(contact, recipient):
    whom = {"recipient": contact if recipient == "contact" else None, "posted_on": timezone.localdate()}
    CheckRequest.objects.create(**whom)
    CheckRequest.objects.create(**whom, is_reminder=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckRequest.objects.create(**whom)


def test_the_mail_says_what_it_is_about_and_until_when(contact):
    space = DueSpaceFactory(contact=contact, name="Nordfeld")
    post_due_requests(at_noon())
    mail = OutgoingMail.objects.get()
    assert mail.subject == "Bitte prüfen: 1 Objekt im Flächenpool"
    assert f"{space.number} Nordfeld" in mail.body
    assert "/flaechenpool/bestaetigung/" in mail.body
    assert "Anna Berg" in mail.body
    assert not re.search(r"\n{3,}", mail.body)


class TestSubject:
    """It counts what its words are about, and the rest by itself."""

    def subject(self, *stages):
        lines = [(DueSpaceFactory(), stage) for stage in stages]
        asked = CheckRequestFactory(recipient=lines[0][0].contact, spaces=[])
        mails.post_request_mail(asked, lines, at_noon())
        return OutgoingMail.objects.get().subject

    @pytest.mark.parametrize(
        ("stages", "german"),
        [
            ([Stage.GONE], "Nicht mehr im Flächenpool gezeigt: bitte 1 Objekt prüfen"),
            ([Stage.GONE] * 2, "Nicht mehr im Flächenpool gezeigt: bitte 2 Objekte prüfen"),
            (
                [*[Stage.GONE] * 2, *[Stage.DUE] * 3],
                "Nicht mehr im Flächenpool gezeigt: bitte 2 Objekte prüfen, 3 weitere zu prüfen",
            ),
            (
                [Stage.GONE, Stage.SECOND, Stage.ALONG],
                "Nicht mehr im Flächenpool gezeigt: bitte 1 Objekt prüfen, 2 weitere zu prüfen",
            ),
            (
                [Stage.SECOND, Stage.DUE],
                "Erinnerung: bitte 1 Objekt im Flächenpool prüfen, 1 weiteres zu prüfen",
            ),
            ([Stage.DUE, Stage.ALONG, Stage.ALONG], "Bitte prüfen: 3 Objekte im Flächenpool"),
            ([Stage.ALONG], "Bitte prüfen: 1 Objekt im Flächenpool"),
        ],
    )
    def test_in_german(self, stages, german):
        assert self.subject(*stages) == german

    @pytest.mark.parametrize(
        ("stages", "english"),
        [
            ([Stage.GONE], "No longer shown on the site: 1 property"),
            (
                [*[Stage.GONE] * 2, *[Stage.DUE] * 3],
                "No longer shown on the site: please check 2 properties, 3 more to check",
            ),
            (
                [Stage.REGION, Stage.DUE],
                "Nobody has confirmed 1 property in our property database, 1 more to check",
            ),
            ([Stage.DEPUTY] * 2, "As deputy, please check 2 properties in our property database"),
        ],
    )
    def test_in_english(self, settings, stages, english):
        settings.LANGUAGE_CODE = "en"
        assert self.subject(*stages) == english


def test_names_with_line_breaks_and_marks_stay_text(contact):
    contact.name = "Anna & <b>Berg</b>"
    contact.save()
    DueSpaceFactory(contact=contact, name='Feld "A" & B')
    post_due_requests(at_noon())
    body = OutgoingMail.objects.get().body
    assert "Anna & <b>Berg</b>" in body
    assert 'Feld "A" & B' in body


def test_asking_is_a_duty():
    assert post_due_requests in DUTIES


def test_asking_reads_a_fixed_number_of_times(contact, django_assert_max_num_queries):
    DueSpaceFactory.create_batch(5, contact=contact)
    post_due_requests(at_noon())
    with django_assert_max_num_queries(9):
        post_due_requests(at_noon(1))


# docs/freshness.md


def table(heading):
    """The rows of the first table below a heading, as lists of cells."""
    text = DOCUMENT.read_text().split(f"## {heading}\n", 1)[1].split("\n## ")[0]
    rows = [line for line in text.splitlines() if line.startswith("|")][2:]
    return [[cell.strip().strip("`") for cell in row.strip("|").split("|")] for row in rows]


def test_the_document_tells_the_stages_as_they_are():
    told = {stage: int(day) for day, stage, *_words in table("Who is asked when")}
    assert told == {stage.value: days for stage, days in STAGE_DAYS.items()}


def test_the_document_tells_the_intervals_as_they_are():
    told = {status: int(days) for status, days, *_words in table("How often")}
    assert told == django_settings.CHECK_INTERVAL_DAYS


def test_the_document_tells_the_other_rules_as_they_are():
    told = {name: value for name, value, *_words in table("Other rules")}
    assert {name: str(getattr(rules, name)) for name in told} == told
    assert str(LOOKAHEAD_DAYS) == told["LOOKAHEAD_DAYS"]
