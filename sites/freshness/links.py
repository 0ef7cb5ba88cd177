"""The link of a mail: whose it is, how long it works, and what it still asks.

It is the signed name of the request's row, as for search alerts: the database holds no secret that opens anything, and
a link can be written again. The row, not the signature, says until when it works, so that the clock is an argument.
"""

import re
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import translation

from mailing.stable_tokens import find_by_token, stable_token
from sites.models import CheckRequest, Space, SpaceCheck

OPEN, ANSWERED, MOVED, CLOSED = "open", "answered", "moved", "closed"
SIGNER = signing.Signer(salt="sites.checking.link")
SHOWN = re.compile(r"\b(\d{1,9})-(\d{1,9})\b", re.ASCII)


def token_of(asked):
    return SIGNER.sign(stable_token(asked, "posted_at"))


def link_to(asked):
    with translation.override(settings.LANGUAGE_CODE):
        return settings.SITE_URL + reverse("sites:check", kwargs={"token": token_of(asked)})


def read_token(token):
    """The request of a link, expired or not. Raises BadSignature for a wrong link, DoesNotExist for a deleted one."""
    requests = CheckRequest.objects.select_related("recipient__organisation")
    return find_by_token(requests, SIGNER.unsign(token), "posted_at")


@dataclass
class Item:
    """One object of a mail as it stands now.

    state: OPEN; ANSWERED since the mail (`check`); MOVED to another contact; CLOSED, for it is no longer in the pool.
    """

    space: Space
    state: str
    check: SpaceCheck | None = None

    @property
    def is_open(self):
        return self.state == OPEN

    @property
    def can_be_changed(self):
        """A wrong answer can be put right as long as the link works."""
        return self.state in (OPEN, ANSWERED)


def items_of(asked, at=None, number=None):
    """The objects of a request with all that a page tells, those still open first; `number`: that object only."""
    read = Space.objects.with_facts().select_related("contact")
    questions = asked.questions.prefetch_related(Prefetch("space", read))
    if number is not None:
        questions = questions.filter(space__number=number)
    items = as_they_stand(asked, [question.space for question in questions], at)
    return sorted(items, key=lambda item: (not item.is_open, item.space.number))


def as_they_stand(asked, spaces, at=None):
    """An item for each of these objects of a request."""
    public = set(
        Space.objects.published_or_stale(at)
        .filter(pk__in=[space.pk for space in spaces])
        .values_list("pk", flat=True)
    )
    answers = SpaceCheck.objects.filter(space__in=spaces, answered_at__gte=asked.posted_at)
    checks = {check.space_id: check for check in answers.order_by("answered_at", "pk")}
    return [item_of(asked, space, space.pk in public, checks.get(space.pk)) for space in spaces]


def item_of(asked, space, is_public, check):
    if not is_asked(asked.recipient_id, space):
        return Item(space, MOVED)
    if is_public and check is not None:
        return Item(space, ANSWERED, check)
    return Item(space, OPEN if is_public and space.is_on_offer else CLOSED)


def is_asked(recipient, space):
    """Whether a contact (its key; None is the region's office) answers for the space today."""
    if recipient is None:
        return True
    contact = space.contact
    return contact is not None and recipient in (contact.pk, contact.deputy_id)


def shown_in(items):
    """What the page shows to be confirmed, for its form to send back: number and version of each open object."""
    return " ".join(f"{item.space.number}-{item.space.version}" for item in items if item.is_open)


def read_shown(text):
    """{number: version} of what `shown_in` wrote; what it did not write is passed over."""
    return {int(number): int(version) for number, version in SHOWN.findall(text)}
