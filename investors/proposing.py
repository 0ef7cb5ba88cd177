"""What the office does with proposals, and what an investor gets to see of one."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from investors.models import Proposal
from investors.models.proposal import VALID_FOR, new_token
from sites.distance_words import road_note
from sites.expose.content import all_groups
from sites.fact_groups import distance_rows
from sites.presenting import key_facts, postal_place


def revoke(proposal, at=None):
    """From now on the link shows nothing."""
    proposal.revoked_at = proposal.revoked_at or at or timezone.now()
    proposal.save()


def renew(proposal, at=None):
    """Open for another month. What was revoked gets a new link: the old one may be in the wrong hands."""
    if proposal.revoked_at:
        proposal.revoked_at, proposal.token = None, new_token()
    proposal.expires_at = (at or timezone.now()) + VALID_FOR
    proposal.save()


def erase_outdated(at=None):
    """Erase what is over for long, with addressee, greeting, notes and openings; returns how many proposals."""
    outdated = Proposal.objects.outdated(at)
    count = outdated.count()
    outdated.delete()
    return count


def duplicate(proposal, user, at=None):
    """The same spaces and words under a link of their own, never opened."""
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


class TokenPicture:
    """A picture under an address that works as long as the proposal does; the public one refuses unpublished ones."""

    def __init__(self, picture, token):
        self.picture, self.token = picture, token
        self.width, self.height = picture.width, picture.height
        self.focal_class, self.credit = picture.focal_class, picture.credit

    @property
    def url(self):
        return self.moved(self.picture.url)

    @property
    def sources(self):
        return [
            source | {"srcset": ", ".join(self.moved_line(line) for line in source["srcset"].split(", "))}
            for source in self.picture.sources
        ]

    def moved_line(self, line):
        url, width = line.split(" ")
        return f"{self.moved(url)} {width}"

    def moved(self, url):
        folder, name = url.rsplit("/", 2)[1:]
        parts = {"token": self.token, "folder": folder, "name": name}
        return reverse("investors:proposal_picture", kwargs=parts)


@dataclass
class TokenPhoto:
    picture: TokenPicture
    alt: str
    caption: str
    decorative: bool


class Card:
    """A space as its investor sees it: the facts of its public page and nothing else, published or not."""

    def __init__(self, row):
        self.row = row
        self.space = row.shown_space
        self.is_public = self.space.is_published()
        self.place = postal_place(self.space)
        self.key_facts = key_facts(self.space)
        self.groups = all_groups(self.space)
        self.distances = distance_rows(self.space)
        self.road_note = road_note(self.space)
        self.photos = [
            TokenPhoto(
                TokenPicture(photo.picture, row.proposal.token), photo.alt, photo.caption, photo.decorative
            )
            for photo in self.space.shown_photos
        ]
