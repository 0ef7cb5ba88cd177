"""The link of a mail: its recipient, its validity, and the objects that are still open.

It is a signed stable name of the request's row, as for search alerts: the database holds no secret, and a link can be
generated again. The expiry is a column, not part of the signature, so that the clock is an argument.
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
NUMBER_AND_VERSION = re.compile(r"\b(\d{1,9})-(\d{1,9})\b", re.ASCII)


def sign_request(check_request):
    return SIGNER.sign(stable_token(check_request, "posted_at"))


def request_url(check_request):
    with translation.override(settings.LANGUAGE_CODE):
        return settings.SITE_URL + reverse("sites:check", kwargs={"token": sign_request(check_request)})


def request_from_token(token):
    """Return the request of a link, expired or not. Raises BadSignature, or DoesNotExist for a deleted one."""
    requests = CheckRequest.objects.select_related("recipient__organisation")
    return find_by_token(requests, SIGNER.unsign(token), "posted_at")


@dataclass
class Item:
    """The current state of an object in a mail.

    state: OPEN; ANSWERED since the mail (`check`); MOVED to another contact; CLOSED: no longer in the pool.
    """

    space: Space
    state: str
    check: SpaceCheck | None = None

    @property
    def is_open(self):
        return self.state == OPEN

    @property
    def can_be_changed(self):
        """Answers can be corrected as long as the link is valid."""
        return self.state in (OPEN, ANSWERED)


def request_items(check_request, at=None, number=None):
    """Return the objects of a request with all that a page shows, open ones first; `number`: that object only."""
    spaces = Space.objects.with_facts().select_related("contact")
    questions = check_request.questions.prefetch_related(Prefetch("space", spaces))
    if number is not None:
        questions = questions.filter(space__number=number)
    items = current_items(check_request, [question.space for question in questions], at)
    return sorted(items, key=lambda item: (not item.is_open, item.space.number))


def current_items(check_request, spaces, at=None):
    public = set(
        Space.objects.published_or_stale(at)
        .filter(pk__in=[space.pk for space in spaces])
        .values_list("pk", flat=True)
    )
    answers = SpaceCheck.objects.filter(space__in=spaces, answered_at__gte=check_request.posted_at)
    checks = {check.space_id: check for check in answers.order_by("answered_at", "pk")}
    return [make_item(check_request, space, space.pk in public, checks.get(space.pk)) for space in spaces]


def make_item(check_request, space, is_public, check):
    if not is_responsible(check_request.recipient_id, space):
        return Item(space, MOVED)
    if is_public and check is not None:
        return Item(space, ANSWERED, check)
    return Item(space, OPEN if is_public and space.is_on_offer else CLOSED)


def is_responsible(recipient, space):
    """Whether a contact (its key; None: the region's office) is responsible for the space now."""
    if recipient is None:
        return True
    contact = space.contact
    return contact is not None and recipient in (contact.pk, contact.deputy_id)


def format_versions(items):
    """Return number and version of each open object, for a hidden field of the form."""
    return " ".join(f"{item.space.number}-{item.space.version}" for item in items if item.is_open)


def parse_versions(text):
    """Return {number: version} from the text of `format_versions`, ignoring anything else."""
    return {int(number): int(version) for number, version in NUMBER_AND_VERSION.findall(text)}
