"""Mails that were given up."""

from django.urls import reverse
from django.utils.translation import ngettext

from accounts.models import OutgoingMail
from publishing import reach
from publishing.noticing import Notice, Urgency, desk_notices


@desk_notices
def mails_failed(user, at):
    count = reach.editable(OutgoingMail.objects.all(), user).failed().count()
    words = ngettext("%(count)s mail could not be sent.", "%(count)s mails could not be sent.", count)
    url = f"{reverse('admin:accounts_outgoingmail_changelist')}?state=failed"
    yield Notice(count, words, url, Urgency.BROKEN)
