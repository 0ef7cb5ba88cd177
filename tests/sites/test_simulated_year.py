"""A year over 120 objects and 12 contacts: everything is confirmed in time or off the public pages by its date, and
exactly the mails that the rules of docs/freshness.md name are posted.

What is expected is worked out here again, day by day and from the rules alone, with nothing of sites.freshness but the
doors an operator and a contact use: the duty, the answer, the queries.
"""

import random
import time
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from accounts.models import Contact
from mailing.models import OutgoingMail
from sites.freshness.answering import apply_answer, apply_changes
from sites.freshness.reminding import post_due_requests
from sites.models import CheckRequest, Space, SpaceCheck
from tests.factories.accounts import ContactFactory, OrganisationFactory
from tests.factories.sites import MunicipalityFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
    pytest.mark.slow,
]  # the single rules are tried on both databases

DAYS = 365
BEGIN = date(2027, 1, 1)
DAY = timedelta(days=1)

INTERVALS = {"free": 180, "reserved": 90, "taken": 365}
GRACE, AHEAD = 42, 7
OWN = {"due": 0, "second": 14, "gone": 43}
DEPUTY, REGION = 21, 28
SEED = 42


def moment(day, hour):
    """Some minutes after the full hour, UTC: 6 is past seven o'clock in Berlin in winter and summer alike."""
    return datetime(day.year, day.month, day.day, hour, 5, tzinfo=UTC)


class Expected:
    """The rules, applied to plain dictionaries. A recipient is the name of a contact, or "region"."""

    def __init__(self, world):
        self.spaces = world
        self.asked = defaultdict(set)
        """(number, due) → the stages asked at"""

    def plan(self, space, checked):
        space["checked"] = checked
        space["due"] = checked + INTERVALS[space["status"]] * DAY
        space["leaves"] = space["due"] + GRACE * DAY

    def mails(self, today):
        """{recipient: {number: stage}} of the mails that have to be posted today."""
        groups, reasons = defaultdict(dict), set()

        def put(recipient, space, stage, late, after):
            key = (space["number"], space["due"])
            if stage in self.asked[key] or late + AHEAD < after:
                return
            groups[recipient][space["number"]] = stage
            if late >= after:
                reasons.add(recipient)

        for space in self.spaces.values():
            late = (today - space["due"]).days
            if space["status"] == "taken" or late < -AHEAD:
                continue
            done = self.asked[space["number"], space["due"]]
            owner = space["contact"] or space["deputy"] or "region"
            for stage, after in OWN.items():
                if stage not in done:
                    put(owner, space, stage, late, after)
                    break
            if space["deputy"] and space["deputy"] != owner:
                put(space["deputy"], space, "deputy", late, DEPUTY)
            if owner != "region":
                put("region", space, "region", late, REGION)
        mails = {recipient: groups[recipient] for recipient in reasons}
        for stages in mails.values():
            for number, stage in stages.items():
                self.asked[number, self.spaces[number]["due"]].add(stage)
        return mails

    def public(self, today):
        return {number for number, space in self.spaces.items() if today <= space["leaves"]}


def build(chance, objects, count):
    """The pool as it stands on the first day, in rows and in plain dictionaries: {number: …}."""
    municipality = MunicipalityFactory()
    OrganisationFactory(name="Die Region", kind="region", email="region@example.org")
    towns = [OrganisationFactory() for _town in range(9)]
    contacts = [
        ContactFactory(
            name=f"Kontakt {index}",
            organisation=towns[index % 9],
            email=f"kontakt{index}@example.org" if index % 15 else "",
        )
        for index in range(count)
    ]
    for index, contact in enumerate(contacts):
        if index % 3:  # of every three contacts one has no deputy
            contact.deputy = contacts[(index + 1) % count]
    Contact.objects.bulk_update(contacts, ["deputy"])

    rows, world = [], {}
    for number in range(5_001, 5_001 + objects):
        contact = contacts[chance.randrange(count)] if chance.random() < 0.97 else None
        status = chance.choices(["free", "reserved", "taken"], [80, 15, 5])[0]
        checked = BEGIN - chance.randrange(INTERVALS[status]) * DAY
        space = Space(
            number=number,
            kind="plot" if number % 3 else "hall",
            name_de=f"Objekt {number}",
            workflow_state="published",
            marketing_status=status,
            data_as_of=checked,
            contact=contact,
            area=10_000,
            municipality=municipality,
        )
        space.derive_location()
        space.plan_check(at=moment(checked, 8))
        rows.append(space)
        deputy = contact and contact.deputy
        world[number] = {
            "number": number,
            "status": status,
            "contact": contact.email if contact and contact.email else None,
            "deputy": deputy.email if deputy and deputy.email else None,
        }
    Space.objects.bulk_create(rows)
    expected = Expected(world)
    for space in rows:
        expected.plan(world[space.number], space.data_as_of)
    return expected


def habits(chance):
    """How likely each recipient answers on a day with open questions: some are quick, some slow, some never answer."""
    kinds = [0.3, 0.08, 0.02, 0.0]
    likely = defaultdict(lambda: chance.choices(kinds, [45, 25, 15, 15])[0])
    likely["region"] = 0.02  # were its office quick, nothing would ever leave the pages
    return likely


ANSWERS = (["correct", "changed", "reserved", "taken"], [70, 15, 10, 5])


def answer_some(today, waiting, expected, chance, likely):
    """Let recipients answer what stands in their mails, as chance has it; keep `expected` in step."""
    for recipient, requests in waiting.items():
        if chance.random() >= likely[recipient]:
            continue
        for asked, numbers in requests:
            for number in sorted(numbers):
                space = expected.spaces[number]
                is_open = space["status"] != "taken" and number not in answered_since(asked, space)
                if not is_open or chance.random() < 0.15:
                    continue
                give(asked, number, space, chance, today)
                expected.plan(space, today)
                space["answered"] = today
        requests[:] = [(asked, numbers) for asked, numbers in requests if (today - asked.posted_on).days < 60]


def answered_since(asked, space):
    """The number, if it was answered on the day of the mail or later."""
    return {space["number"]} if space.get("answered", date.min) >= asked.posted_on else set()


def give(asked, number, space, chance, today):
    answer = chance.choices(*ANSWERS)[0]
    at = moment(today, 12)
    if answer != "changed":
        apply_answer(asked, number, SpaceCheck.Answer(answer), at)
        space["status"] = {"reserved": "reserved", "taken": "taken"}.get(answer, space["status"])
        return
    space["status"] = "free" if space["status"] == "reserved" else "reserved"
    version = Space.objects.values_list("version", flat=True).get(number=number)
    apply_changes(asked, number, {"marketing_status": space["status"]}, {}, version=version, at=at)


def posted_on(today):
    """{recipient: {number: stage}} of the mails in the outbox that were posted today, and {recipient: request}."""
    requests = CheckRequest.objects.filter(posted_on=today).select_related("recipient")
    found, by_recipient = {}, {}
    for asked in requests.prefetch_related("questions__space"):
        [to] = OutgoingMail.objects.filter(message_id__startswith=f"<check-{asked.pk}-").values_list(
            "to", flat=True
        )
        recipient = "region" if asked.recipient is None else asked.recipient.email
        assert to == ("region@example.org" if recipient == "region" else recipient)
        found[recipient] = {
            row.space.number: row.stage for row in asked.questions.all() if row.stage != "along"
        }
        by_recipient[recipient] = (asked, {row.space.number for row in asked.questions.all()})
    return found, by_recipient


def test_a_year_with_a_hundred_and_twenty_objects_and_twelve_contacts(settings):
    live_through_a_year(settings, objects=120, contacts=12)


def live_through_a_year(settings, *, objects, contacts):
    settings.CHECK_INTERVAL_DAYS = INTERVALS
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    began = time.process_time()
    chance = random.Random(SEED)
    expected, likely = build(chance, objects, contacts), habits(chance)
    waiting = defaultdict(list)
    differences, mails, left, came_back = [], 0, set(), 0
    for number in range(DAYS):
        today = BEGIN + number * DAY
        post_due_requests(moment(today, 3))  # too early: nobody is woken
        assert CheckRequest.objects.count() == mails
        for hour in (6, 9, 15):
            post_due_requests(moment(today, hour))
        found, requests = posted_on(today)
        wanted = expected.mails(today)
        if found != wanted:
            differences.append((today, found, wanted))
        mails += len(wanted)
        for recipient, request in requests.items():
            waiting[recipient].append(request)
            if "gone" in found[recipient].values() and chance.random() < 0.5:
                likely[recipient] = 0.3  # that its page is gone wakes many
        answer_some(today, waiting, expected, chance, likely)
        public = set(Space.objects.published(moment(today, 13)).values_list("number", flat=True))
        if public != expected.public(today):
            differences.append((today, public ^ expected.public(today)))
        came_back += len(left & public)
        left = set(expected.spaces) - public
        assert not differences, differences[0]
    took = time.process_time() - began

    assert CheckRequest.objects.count() == OutgoingMail.objects.count() == mails
    assert OutgoingMail.objects.values("message_id").distinct().count() == mails
    assert Space.objects.stale(moment(today, 13)).count() == len(left)
    figures = f"{mails} mails, {SpaceCheck.objects.count()} answers, {len(left)} off the pages, {came_back} came back"
    print(f"{figures}, {took:.1f} s on {connection.vendor}")
    # A year in which something of everything happened, else it would prove little.
    assert mails > objects * 5 / 6
    assert SpaceCheck.objects.count() > objects
    assert len(left) > objects / 30
    assert came_back >= objects / 200
    stages = set(CheckRequest.objects.values_list("questions__stage", flat=True))
    assert stages == {"due", "second", "deputy", "region", "gone", "along"}
