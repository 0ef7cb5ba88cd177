"""What the office does with proposals."""

from django.utils import timezone
from django.utils.translation import gettext as _

from investors.models import Proposal
from investors.models.proposal import VALID_FOR, new_token


def make_link(proposal):
    """From now on everybody who has the link sees the page. A link that exists stays, even one made this moment."""
    Proposal.objects.filter(pk=proposal.pk, token=None).update(token=new_token())
    proposal.refresh_from_db(fields=["token"])


def revoke(proposal, at=None):
    """From now on the link shows nothing."""
    proposal.revoked_at = proposal.revoked_at or at or timezone.now()
    proposal.save()


def renew(proposal, at=None):
    """Open for another month. What was revoked gets a new link: the old one may be in the wrong hands. What had none
    gets none: nobody has looked at its preview.
    """
    if proposal.revoked_at:
        proposal.revoked_at = None
        proposal.token = proposal.token and new_token()
    proposal.expires_at = (at or timezone.now()) + VALID_FOR
    proposal.save()


def erase_outdated(at=None):
    """Erase what is over for long, with addressee, greeting, notes and openings; returns how many proposals."""
    outdated = Proposal.objects.outdated(at)
    count = outdated.count()
    outdated.delete()
    return count


def duplicate(proposal, user, at=None):
    """The same spaces and words, without a link yet."""
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
