"""Enquiries that nobody has answered."""

from django.urls import reverse
from django.utils.translation import ngettext

from investors.models import Enquiry
from publishing import reach
from publishing.noticing import Notice, Urgency, desk_notices


@desk_notices
def enquiries_waiting(user, at):
    count = reach.editable(Enquiry.objects.all(), user).waiting().count()
    words = ngettext(
        "%(count)s enquiry waits for an answer.", "%(count)s enquiries wait for an answer.", count
    )
    query = f"?state={Enquiry.State.NEW}&anonymised_at__isnull=1"
    yield Notice(count, words, reverse("admin:investors_enquiry_changelist") + query, Urgency.ASKED)
