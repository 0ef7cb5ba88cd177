"""Enquiries of the demo in different stages. No mails are sent."""

from collections import Counter
from datetime import timedelta

from django.utils import timezone

from accounts.office import region_office
from investors.consent import ENQUIRY
from investors.models import Enquiry
from investors.recipients import recipients_of
from portal.demo.records import records
from sites.models import Space

COPIED_FIELDS = (
    "reference", "language", "state", "lost_reason", "lost_note",
    "name", "company", "email", "phone", "message", "notes",
)  # fmt: skip


def load_enquiries():
    """Create rows only: mails come from `enquiring.receive`, and reminders are marked as sent."""
    for record in records("enquiries"):
        enquiry = Enquiry.objects.create(
            **{name: record[name] for name in COPIED_FIELDS},
            **enquiry_dates(record),
            **consent_fields(record["language"]),
        )
        add_rows(enquiry, record["spaces"])
    return Counter(enquiries=len(records("enquiries")))


def demo_enquiries():
    """Return the demo's enquiries, which have no `is_sample` but unique references."""
    return Enquiry.objects.filter(reference__in=[record["reference"] for record in records("enquiries")])


def enquiry_dates(record):
    now = timezone.now()
    received = now - timedelta(days=record["received_days_ago"])
    changed = now - timedelta(days=record["state_days_ago"])
    return {
        "received_at": received,
        "state_changed_at": changed,
        "answered_at": None if record["state"] == Enquiry.State.NEW else received + timedelta(hours=20),
        "reminded_at": received,
        "region_reminded_at": received,
    }


def consent_fields(language):
    return {
        "copy_to": region_office()[1],
        "consent_version": ENQUIRY.version,
        "consent_text": ENQUIRY.text(language),
    }


def add_rows(enquiry, names):
    spaces = Space.objects.filter(is_sample=True, name_de__in=names).select_related("contact__organisation")
    for space in spaces:
        enquiry.spaces.create(space=space, number=space.number, name=space.name, steward=space.steward)
    for recipient in recipients_of(spaces).direct:
        enquiry.recipients.create(
            contact=recipient.contact,
            name=recipient.name,
            organisation=recipient.organisation,
            email=recipient.email,
        )
