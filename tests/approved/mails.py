"""Every mail that the portal can send, as it is handed to the mail server."""

from datetime import timedelta

from django.core import mail as sending
from django.test import Client, RequestFactory

from accounts import audit, tasks
from accounts.models import LoginEvent
from editing import release_mails
from editing.releasing import steps, undoing
from editing.releasing.states import current_state
from investors import alerting, enquiring, subscribing
from investors.models import Enquiry, SavedSearch
from mailing.models import OutgoingMail
from portal import feedback
from sites.freshness import answering, reminding
from sites.models import CheckRequest, Offer, Space, SpaceCheck
from tests.approved.answers import address_of, asked
from tests.approved.clock import NOW, TODAY
from tests.approved.for_investors import an_enquiry
from tests.approved.wording import readable, without_chance
from tests.factories.investors import EnquiryFactory, SavedSearchFactory
from tests.factories.portal import FeedbackFactory

OF_EACH = {
    "Auto-Submitted",
    "Content-Transfer-Encoding",
    "Content-Type",
    "Date",
    "MIME-Version",
    "Message-ID",
}
"""Headers of each mail, which tests of the outbox look at."""


def as_text(message):
    """Headers in the order of their names, an empty line, the text without its signature."""
    told = message.message()
    headers = [f"{name}: {told[name]}" for name in sorted(set(told.keys()) - OF_EACH)]
    parts = [f"--- {kind}\n{content}" for content, kind in getattr(message, "alternatives", [])]
    body = message.body.partition("\n-- \n")[0]
    return without_chance(readable("\n".join([*headers, "", body, *parts])))


def taken(name):
    """The mails that the outbox got since it was last asked, by what they are; it is empty then."""
    mails = list(OutgoingMail.objects.order_by("pk"))
    OutgoingMail.objects.all().delete()
    names = [name] if len(mails) == 1 else [f"{name}_{number}" for number in range(1, len(mails) + 1)]
    return {name: as_text(mail.as_message()) for name, mail in zip(names, mails, strict=True)}


def to_investors(world):
    return enquiry_mails(world) | search_mails(world)


def enquiry_mails(world):
    told = {}
    for language in ("de", "en"):
        spaces = {"de": [world.plot, world.due], "en": [world.hall, world.neighbour, world.bare]}[language]
        numbers = ",".join(str(space.number) for space in spaces)
        address = f"{address_of('investors:enquiry', [], language)}?ids={numbers}"
        asked(Client().post, address, an_enquiry(spaces) | {"email": f"jana-{language}@example.org"})
        told |= taken(f"enquiry_{language}")
    address = address_of("investors:enquiry", [], "de")
    asked(Client().post, address, an_enquiry([]) | {"email": "ohne@example.org", "company": "", "phone": ""})
    told |= taken("enquiry_about_nothing")
    Enquiry.objects.all().delete()
    EnquiryFactory(
        pk=9001,
        reference="A-7K3F9Q2H",
        about=[world.plot],
        to=["berg@example.org"],
        received_at=NOW - timedelta(days=5),
    )
    enquiring.remind_contacts(NOW)
    told |= taken("enquiry_reminder")
    enquiring.remind_region(NOW + timedelta(days=7))
    return told | taken("enquiry_reminder_of_region")


def search_mails(world):
    told = {}
    request = RequestFactory().post("/")
    for number, language in enumerate(("de", "en")):
        asked = SavedSearchFactory.build(
            pk=9001 + number, unconfirmed=True, language=language, email=f"eva-{language}@example.org"
        )
        asked.kind, asked.query = "", "area_min=2000&q=%3Cwort%3E" if number else "area_min=2000"
        subscribing.request_confirmation(asked, request, NOW - timedelta(days=2))
        told |= taken(f"search_to_confirm_{language}")
        asked.query = "area_min=2000"
        asked.save()
        subscribing.confirm_search(asked, request, NOW - timedelta(days=2))
    news_of_the_pool(world)
    alerting.send_alerts(NOW)
    told |= taken("search_news")
    SavedSearch.objects.update(query="district=99999", last_run_at=NOW - timedelta(days=2))
    alerting.send_alerts(NOW)
    return told | taken("search_invalid")


def news_of_the_pool(world):
    """One object more, one dearer, one reserved, one larger and one less."""
    Space.objects.get(pk=world.gone.pk)
    Space.objects.filter(pk=world.gone.pk).update(workflow_state="published", area=3_000)
    offer = Offer.objects.get(pk=9001)
    offer.price_m2 = 39
    offer.save()
    hall = Space.objects.get(pk=world.hall.pk)
    hall.marketing_status, hall.area = "reserved", 9_000
    hall.save()
    Space.objects.filter(pk=world.due.pk).update(workflow_state="withdrawn")


def to_the_office(world):
    feedback.store_feedback(
        FeedbackFactory.build(
            pk=9001,
            message="Da fehlt < etwas & mehr.",
            name="Ute <K>",
            email="ute@example.org",
            page="/presse/",
        )
    )
    told = taken("feedback_with_all")
    feedback.store_feedback(FeedbackFactory.build(pk=9002, topic="barrier", language="en"))
    told |= taken("feedback_anonymous")
    told |= report_of(world.due, area=2_500, remark="Tor & Rampe\nneu", name="report_of_a_contact")
    return told | report_of(world.bare, area=None, remark="Nur ein Wort", name="report_of_words")


def report_of(space, name, **report):
    check = SpaceCheck.objects.create(space=space, answered_at=NOW, answer="changed", name="Anna <Berg>")
    answering.store_report(check, report)
    return taken(name)


def to_editors(world):
    return check_mails(world) | release_and_login_mails(world) | account_mails(world)


def check_mails(world):
    """All stages in one mail to each, as the days go by."""
    told = {}
    ages = {world.plot: 0, world.hall: -5, world.hidden: 15, world.due: 29, world.stale: 70}
    for space, overdue in ages.items():
        due = TODAY - timedelta(days=overdue)
        Space.objects.filter(pk=space.pk).update(
            check_due=due, confirm_until=due + timedelta(days=60), contact=world.contact
        )
    Space.objects.filter(pk__in=[world.bare.pk]).update(
        check_due=TODAY, confirm_until=TODAY + timedelta(days=60), contact=None
    )
    for days in (0, 30):
        reminding.post_due_requests(NOW + timedelta(days=days, hours=2))
        told |= taken(f"checks_after_{days}_days")
    CheckRequest.objects.all().delete()
    Space.objects.exclude(pk=world.plot.pk).update(contact=None, marketing_status="taken")
    Space.objects.filter(pk=world.plot.pk).update(check_due=TODAY, confirm_until=TODAY + timedelta(days=60))
    reminding.post_due_requests(NOW + timedelta(hours=2))
    return told | taken("check_of_one_object")


def release_and_login_mails(world):
    told = {}
    hall = Space.objects.get(pk=world.hall.pk)
    wanted = current_state(hall)
    wanted["fields"]["name_de"] = "Logistikhalle <Neu> & mehr"
    change = steps.hand_in(
        hall, current_state(hall), wanted, world.editor, version=hall.version, note="Bitte > prüfen", at=NOW
    )
    steps.log_step(world.draft, "handed_in", world.editor, comment="Neu", at=NOW)
    Space.objects.filter(pk=world.draft.pk).update(workflow_state="in_review")
    release_mails.post_release_mails(NOW + timedelta(minutes=20))
    told |= taken("release_handed_in")
    steps.log_step(world.draft, "returned", world.reviewer, comment="Bilder fehlen", at=NOW)
    steps.log_step(hall, "handed_in", world.editor, at=NOW)
    steps.log_step(hall, "released", world.reviewer, at=NOW)
    release_mails.post_release_mails(NOW + timedelta(minutes=20))
    told |= taken("release_of_two_kinds")
    done = {
        "taken_back": lambda at: steps.withdraw_change(hall, change, world.reviewer, "Doch & nicht", at),
        "reinstated": lambda at: undoing.reinstate(hall, change, world.reviewer, at),
        "returned": lambda at: steps.return_to_author(hall, change, world.reviewer, "Bitte > kürzer", at),
        "released": lambda at: steps.log_step(hall, "released", world.reviewer, change=change, at=at),
        "withdrawn": lambda at: withdraw(hall, change, world.reviewer, at),
    }
    for number, (step, do) in enumerate(done.items(), start=1):
        at = NOW + timedelta(minutes=30 * number)
        do(at)
        release_mails.post_release_mails(at + timedelta(minutes=20))
        told |= taken(f"release_{step}")
    Space.objects.filter(pk=hall.pk).update(workflow_state="published")
    for kind in sorted(audit.NOTIFIED_KINDS):
        by = world.reviewer if kind == "factor_reset" else None
        event = LoginEvent(pk=9001, kind=kind, user=world.editor, by=by, network="203.0.113.0/24", at=NOW)
        audit.notify_owner(event)
        told |= taken(f"login_{kind}" + ("_by_another" if by else ""))
    return told


def withdraw(space, change, user, at):
    Space.objects.filter(pk=space.pk).update(workflow_state="withdrawn")
    steps.log_step(space, "withdrawn", user, change=change, at=at)


def account_mails(world):
    told = {}
    for kind in ("invitation", "password_reset"):
        for language in ("de", "en"):
            tasks.mail_link.call(world.editor.pk, kind, language, "00000000-0000-4000-8000-000000000000")
            told[f"{kind}_{language}"] = as_text(sending.outbox.pop())
    return told
