"""What an editor does with a change that a contact reported."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from editing.history import recorded
from publishing.log_messages import log_message
from sites.checking.answering import KINDS
from sites.models import ReportedChange


@transaction.atomic
def take_over(report, user, at=None):
    """Write the reported area into the space, with a revision. Raises ValidationError when it cannot be so."""
    space = KINDS[report.space.kind].objects.select_for_update().get(pk=report.space_id)
    if report.area is not None:
        with recorded(
            space, log_message(gettext_noop("Reported by %(name)s"), name=report.answer.name), user
        ):
            space.area = report.area
            space.clean_fields(exclude=[field.name for field in space._meta.fields if field.name != "area"])
            space.validate_constraints()
            space.save(at=at)
    decide(report, ReportedChange.State.TAKEN_OVER, user, at)


def decide(report, state, user, at=None):
    """Note that somebody has dealt with it, in whatever way."""
    report.state, report.decided_by, report.decided_at = state, user, at or timezone.now()
    report.save(update_fields=["state", "decided_by", "decided_at"])
