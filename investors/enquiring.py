"""Store enquiries with their mails in one transaction, send reminders, anonymise after the retention period."""

from datetime import timedelta

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from investors import enquiry_mails
from investors.consent import ENQUIRY
from investors.models import Enquiry, EnquiryRecipient, EnquiryReply, EnquirySpace
from investors.models.enquiry import REGION_REMINDER_AFTER, REMINDER_AFTER
from investors.recipients import region_office
from mailing.rate_limit import client_hash

MAX_PER_HOUR = 5
MAX_PER_DAY = 20
MAX_CONFIRMATIONS_PER_DAY = 5  # to one address; further enquiries are accepted all the same
DAY = timedelta(days=1)
DUPLICATE_INTERVAL = timedelta(minutes=1)
SALT = "investors.enquiry"


def receive_enquiry(enquiry, spaces, recipients, *, sender_mark="", form_key="", at=None):
    """Store the enquiry with its mails in one transaction and return it; for a duplicate, return the stored one.

    recipients: `Recipients`, as shown to the sender. form_key: identifies the rendered form.
    """
    at = at or timezone.now()
    enquiry.received_at = enquiry.state_changed_at = at
    enquiry.sender_mark = sender_mark
    enquiry.submission = submission_hash(enquiry, spaces, form_key)
    enquiry.copy_to = recipients.office.email
    enquiry.consent_version = ENQUIRY.version
    enquiry.consent_text = ENQUIRY.text(enquiry.language)
    try:
        with transaction.atomic():
            if earlier := find_duplicate(enquiry, spaces, at):
                return earlier
            enquiry.save()
            EnquirySpace.objects.bulk_create(
                EnquirySpace(
                    enquiry=enquiry,
                    space=space,
                    number=space.number,
                    name=space.name,
                    steward_id=space.steward_id,
                )
                for space in spaces
            )
            EnquiryRecipient.objects.bulk_create(
                EnquiryRecipient(
                    enquiry=enquiry,
                    contact=recipient.contact,
                    name=recipient.name,
                    organisation=recipient.organisation,
                    email=recipient.email,
                )
                for recipient in recipients.direct
            )
            enquiry_mails.post_staff_mails(enquiry, recipients)
            if not exceeds_confirmation_limit(enquiry.email, at):
                enquiry_mails.post_confirmation(enquiry, recipients)
    except IntegrityError:
        # A concurrent request of the same form (a double click).
        if earlier := Enquiry.objects.filter(submission=enquiry.submission).first():
            return earlier
        raise
    return enquiry


@transaction.atomic
def send_reply(enquiry, text, user, at=None):
    """Post a reply to the sender, and count a new enquiry as answered. A second press within a minute sends nothing."""
    at = at or timezone.now()
    Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    if enquiry.replies.filter(text=text, sent_at__gt=at - DUPLICATE_INTERVAL).exists():
        return
    reply = enquiry.replies.create(text=text, author=user, author_name=str(user)[:150], sent_at=at)
    enquiry_mails.post_reply(enquiry, reply)
    if enquiry.state == Enquiry.State.NEW:
        enquiry.set_state(Enquiry.State.ANSWERED, at=at)


def submission_hash(enquiry, spaces, form_key):
    parts = [form_key, enquiry.email, enquiry.name, enquiry.message, *(str(space.number) for space in spaces)]
    return salted_hmac("investors.submission", "\n".join(parts), algorithm="sha256").hexdigest()


def find_duplicate(enquiry, spaces, at):
    """Return an enquiry from the same form, or one of the same message and spaces within DUPLICATE_INTERVAL."""
    if earlier := Enquiry.objects.filter(submission=enquiry.submission).first():
        return earlier
    alike = Enquiry.objects.filter(
        email=enquiry.email, message=enquiry.message, received_at__gt=at - DUPLICATE_INTERVAL
    )
    numbers = sorted(space.number for space in spaces)
    for other in alike:
        if sorted(other.spaces.values_list("number", flat=True)) == numbers:
            return other
    return None


def make_sender_mark(request):
    return client_hash(request, "enquiry")


def exceeds_sender_limit(sender_mark, at=None):
    """Whether the sender has reached the limit. Counted in the database, because caches are per process."""
    at = at or timezone.now()
    sent = Enquiry.objects.filter(sender_mark=sender_mark)
    return (
        sent.filter(received_at__gt=at - timedelta(hours=1)).count() >= MAX_PER_HOUR
        or sent.filter(received_at__gt=at - DAY).count() >= MAX_PER_DAY
    )


def exceeds_confirmation_limit(email, at):
    """Whether the address has reached its limit of confirmations, so that strangers' mailboxes cannot be flooded."""
    return (
        Enquiry.objects.filter(email__iexact=email, received_at__gt=at - DAY).count()
        > MAX_CONFIRMATIONS_PER_DAY
    )


def thanks_token(enquiry):
    return signing.dumps(enquiry.reference, salt=SALT)


def read_thanks_token(token):
    """Return the reference. Raises signing.BadSignature."""
    return signing.loads(token, salt=SALT)


def remind_contacts(at=None):
    """Remind the contacts once per enquiry, and return the number of enquiries."""
    return _remind(REMINDER_AFTER, "reminded_at", enquiry_mails.post_contact_reminders, at)


def remind_region(at=None):
    """Remind the region's office once per enquiry, and return the number of enquiries."""

    def remind(enquiry, at):
        enquiry_mails.post_region_reminder(enquiry, region_office().email, at)

    return _remind(REGION_REMINDER_AFTER, "region_reminded_at", remind, at)


def _remind(days, column, remind, at):
    at = at or timezone.now()
    waiting = Enquiry.objects.waiting_for(days, at).filter(**{column: None})
    reminded = 0
    for enquiry in waiting:
        with transaction.atomic():
            # The conditional UPDATE makes sure that only one process reminds.
            if waiting.filter(pk=enquiry.pk).update(**{column: at}):
                remind(enquiry, at)
                reminded += 1
    return reminded


def erase_sender_marks(at=None):
    """Erase the hashes for rate limits and duplicates, and return the number of enquiries."""
    return Enquiry.objects.with_expired_sender_mark(at).update(sender_mark="", submission=None)


def anonymise_outdated(at=None):
    """Anonymise enquiries after the retention period; dates, spaces and state stay for statistics.

    Their mails are deleted. New enquiries wait until their mails to the staff are delivered or deleted.
    """
    at = at or timezone.now()
    with transaction.atomic():
        due = [
            enquiry
            for enquiry in Enquiry.objects.due_for_anonymising(at)
            if enquiry.state != Enquiry.State.NEW or not enquiry_mails.has_unsent_staff_mails(enquiry)
        ]
        return anonymise_enquiries(due, at)


def anonymise_enquiries(enquiries, at=None):
    """Erase personal data and messages of enquiries, and their mails; return the number of enquiries."""
    enquiries = list(enquiries)
    for enquiry in enquiries:
        enquiry_mails.mails_of_enquiry(enquiry).delete()
    EnquiryRecipient.objects.filter(enquiry__in=enquiries).update(name="", email="")
    EnquiryReply.objects.filter(enquiry__in=enquiries).delete()
    return Enquiry.objects.filter(pk__in=[enquiry.pk for enquiry in enquiries]).update(
        name="",
        company="",
        email="",
        phone="",
        message="",
        notes="",
        lost_note="",
        sender_mark="",
        submission=None,
        anonymised_at=at or timezone.now(),
    )
