"""Mails that were given up, and accounts on which somebody guesses."""

from django.urls import reverse
from django.utils.translation import ngettext

from accounts.models import LoginEvent
from mailing.models import OutgoingMail
from publishing import reach
from publishing.noticing import Notice, Urgency, desk_notices


@desk_notices
def mails_failed(user, at):
    count = reach.editable(OutgoingMail.objects.all(), user).failed().count()
    words = ngettext("%(count)s mail could not be sent.", "%(count)s mails could not be sent.", count)
    url = f"{reverse('admin:mailing_outgoingmail_changelist')}?state=failed"
    yield Notice(count, words, url, Urgency.BROKEN)


@desk_notices
def logins_locked(user, at):
    """Of the last day. Administrators only: nobody else may see the list."""
    if not user.is_superuser:
        return
    count = LoginEvent.objects.lately(at).locked().count()
    words = ngettext(
        "%(count)s login was locked after wrong tries within a day.",
        "%(count)s logins were locked after wrong tries within a day.",
        count,
    )
    url = f"{reverse('admin:accounts_loginevent_changelist')}?kind__exact=locked"
    yield Notice(count, words, url, Urgency.BROKEN)
