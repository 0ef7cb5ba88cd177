"""The mails about an enquiry. The visitor's message is only in bodies to staff, not in headers or confirmations."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from mailing import outbox
from mailing.models import OutgoingMail


def post_staff_mails(enquiry, recipients):
    """Post a mail to each direct recipient, and a copy to the region's office."""
    shared = {"reply_to": enquiry.email, "recipients": recipient_labels(recipients)}
    for index, one in enumerate(recipients.direct):
        _post(enquiry, "contact", f"contact-{index}", to=one.email, spaces=one.spaces, **shared)
    if recipients.office_gets_a_copy:
        spaces = [space for recipient in recipients.direct for space in recipient.spaces]
        _post(enquiry, "copy", "copy", to=recipients.office.email, spaces=spaces, **shared)


def post_confirmation(enquiry, recipients):
    """Post the confirmation to the visitor, with the recipients."""
    _post(
        enquiry,
        "confirmation",
        "confirmation",
        to=enquiry.email,
        language=enquiry.language,
        recipients=recipient_labels(recipients),
        stewards=recipients.stewards,
        office_email=recipients.office.email,
        spaces=list(enquiry.spaces.select_related("space")),
    )


def post_reply(enquiry, reply):
    """Post a reply to the sender. It does not repeat their message: the address may be a stranger's."""
    _post(
        enquiry,
        "reply",
        f"reply-{reply.pk}",
        to=enquiry.email,
        reply_to=enquiry.reply_address(),
        language=enquiry.language,
        reply=reply,
        spaces=list(enquiry.spaces.select_related("space")),
    )


def recipient_labels(recipients):
    return [recipient.label for recipient in recipients.direct]


def mails_of_enquiry(enquiry):
    return OutgoingMail.objects.with_key(f"enquiry-{enquiry.reference}-")


def has_unsent_staff_mails(enquiry):
    """Whether a mail to the staff about it is waiting, or was given up."""
    key = f"enquiry-{enquiry.reference}-"
    return OutgoingMail.objects.with_key(f"{key}contact-", f"{key}copy").filter(sent_at__isnull=True).exists()


def post_contact_reminders(enquiry, at):
    for index, recipient in enumerate(enquiry.recipients.exclude(email="")):
        _post_reminder(enquiry, f"reminder-{index}", recipient.email, at)


def post_region_reminder(enquiry, office, at):
    _post_reminder(enquiry, "reminder-region", office, at)


def _post_reminder(enquiry, key, to, at):
    """Post a reminder without the visitor's data: it may reach somebody who has left."""
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
