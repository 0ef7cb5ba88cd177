"""Work that need not keep a visitor waiting."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.tasks import task
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.models import Feedback, SiteProfile

KEPT_WHEN_DONE = timedelta(days=183)  # as the privacy page promises
RETRY_MINUTES = (1, 5, 30, 120, 720)


@task
def mail_feedback(feedback_id, attempt=0):
    """Send one message to the region's office; tries again five times within a day, then leaves it in the admin.

    The Message-ID is always the same, so that a second delivery after a crash is recognised as one.
    """
    feedback = Feedback.objects.filter(pk=feedback_id, mailed_at=None).first()
    if feedback is None:
        return
    try:
        with translation.override(settings.LANGUAGE_CODE):
            compose(feedback, SiteProfile.current()).send()
    except OSError:  # SMTPException is one
        if attempt >= len(RETRY_MINUTES):
            raise
        later = timezone.now() + timedelta(minutes=RETRY_MINUTES[attempt])
        mail_feedback.using(run_after=later).enqueue(feedback_id, attempt + 1)
        return
    Feedback.objects.filter(pk=feedback.pk).update(mailed_at=timezone.now())


@task
def delete_feedback(feedback_id):
    """Erase a message whose time is over; one that was opened again meanwhile stays."""
    over = timezone.now() - KEPT_WHEN_DONE
    Feedback.objects.filter(pk=feedback_id, is_done=True, done_at__lte=over).delete()


def compose(feedback, profile):
    """Only our own words and a checked e-mail address enter the headers; what visitors wrote is in the body."""
    host = urlsplit(settings.SITE_URL).hostname
    lines = [
        feedback.message,
        "",
        _("Page: %(page)s") % {"page": settings.SITE_URL + feedback.page if feedback.page else "–"},
        _("Name: %(name)s") % {"name": feedback.name or "–"},
        _("E-mail: %(email)s") % {"email": feedback.email or "–"},
        _("Language: %(language)s") % {"language": feedback.language},
    ]
    return EmailMessage(
        subject=_("Feedback: %(topic)s") % {"topic": feedback.get_topic_display()},
        body="\n".join(lines),
        to=[profile.email or settings.DEFAULT_FROM_EMAIL],
        reply_to=[feedback.email] if feedback.email else [],
        headers={"Message-ID": f"<feedback-{feedback.pk}@{host}>"},
    )
