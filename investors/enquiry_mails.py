"""The mails about an enquiry. What the visitor wrote is in bodies to staff only, not in headers or confirmations."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from mailing import outbox
from mailing.models import OutgoingMail


def post_to_staff(enquiry, recipients):
    """One mail to each who has to answer, and a copy to the region's office."""
    shared = {"reply_to": enquiry.email, "recipients": labels(recipients)}
    for index, one in enumerate(recipients.direct):
        _post(enquiry, "contact", f"contact-{index}", to=one.email, spaces=one.spaces, **shared)
    if recipients.office_gets_a_copy:
        spaces = [space for recipient in recipients.direct for space in recipient.spaces]
        _post(enquiry, "copy", "copy", to=recipients.office.email, spaces=spaces, **shared)


def confirm(enquiry, recipients):
    """Tell the visitor that it has arrived, and where it goes."""
    _post(
        enquiry,
        "confirmation",
        "confirmation",
        to=enquiry.email,
        language=enquiry.language,
        recipients=labels(recipients),
        stewards=recipients.stewards,
        office_email=recipients.office.email,
        spaces=list(enquiry.spaces.select_related("space")),
    )


def labels(recipients):
    return [recipient.label for recipient in recipients.direct]


def of(enquiry):
    """All mails about it that the outbox still holds."""
    return OutgoingMail.objects.with_key(f"enquiry-{enquiry.reference}-")


def is_owed_to_staff(enquiry):
    """Whether a mail that brings it to those who answer is still to be delivered, or was given up."""
    key = f"enquiry-{enquiry.reference}-"
    return OutgoingMail.objects.with_key(f"{key}contact-", f"{key}copy").filter(sent_at__isnull=True).exists()


def remind_contacts(enquiry, at):
    for index, recipient in enumerate(enquiry.recipients.exclude(email="")):
        _post_reminder(enquiry, f"reminder-{index}", recipient.email, at)


def remind_region(enquiry, office, at):
    _post_reminder(enquiry, "reminder-region", office, at)


def _post_reminder(enquiry, key, to, at):
    """Without the visitor's data: it may go to somebody who has left."""
    _post(
        enquiry,
        "reminder",
        key,
        to=to,
        recipients=[str(recipient) for recipient in enquiry.recipients.all()],
        spaces=list(enquiry.spaces.all()),
        days=enquiry.age_in_working_days(at),
    )


def _post(enquiry, template, key, *, to, reply_to="", language=settings.LANGUAGE_CODE, **context):
    with translation.override(language):
        context |= {
            "enquiry": enquiry,
            "site_url": settings.SITE_URL,
            "admin_url": settings.SITE_URL + reverse("admin:investors_enquiry_change", args=[enquiry.pk]),
        }
        subject = render_to_string(f"investors/mail/enquiry_{template}_subject.txt", context)
        body = render_to_string(f"investors/mail/enquiry_{template}.txt", context)
    outbox.post(
        to=to,
        reply_to=reply_to,
        subject=" ".join(subject.split()),
        body=body.strip() + "\n",
        headers={"Content-Language": language},
        key=f"enquiry-{enquiry.reference}-{key}",
    )
