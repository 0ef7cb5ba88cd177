"""Actions of the office on proposals."""

from django.utils import timezone
from django.utils.translation import gettext as _

from investors.models import Proposal
from investors.models.proposal import VALID_FOR, new_token


def make_link(proposal):
    """Create the link unless there is one, also under concurrent requests."""
    Proposal.objects.filter(pk=proposal.pk, token=None).update(token=new_token())
    proposal.refresh_from_db(fields=["token"])


def revoke(proposal, at=None):
    proposal.revoked_at = proposal.revoked_at or at or timezone.now()
    proposal.save()


def renew(proposal, at=None):
    """Extend by a month. A revoked one gets a new link, as the old one may have leaked; one without link gets none."""
    if proposal.revoked_at:
        proposal.revoked_at = None
        proposal.token = proposal.token and new_token()
    proposal.expires_at = (at or timezone.now()) + VALID_FOR
    proposal.save()


def erase_outdated(at=None):
    """Delete proposals that ended RETENTION_AFTER_END ago, and return their number."""
    outdated = Proposal.objects.outdated(at)
    count = outdated.count()
    outdated.delete()
    return count


def duplicate(proposal, user, at=None):
    """Copy the proposal with its rows, without a link."""
    copy = Proposal.objects.create(
        title=_("Copy of %(title)s") % {"title": proposal.title[:140]},
        greeting=proposal.greeting,
        language=proposal.language,
        expires_at=(at or timezone.now()) + VALID_FOR,
        created_by=user,
    )
    for row in proposal.rows.all():
        row.pk, row.proposal, row._state.adding = None, copy, True
        row.save()
    return copy
