"""The investor's page of a proposal: the facts of public pages only, also of unpublished spaces."""

from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from investors.comparison import compare
from investors.documents import deciding_rows
from investors.models.proposal import RETENTION_AFTER_END
from investors.selection import MAX_COMPARED, selection_query
from sites.mapping.geojson import boundary_features
from sites.papers.expose.content import all_fact_groups
from sites.papers.expose.documents import MAX_DOCUMENT_SPACES
from sites.pool.distance_text import drives_note
from sites.pool.fact_groups import distance_rows
from sites.pool.presentation import key_facts, postal_address


class ProposalPage:
    """A proposal with the rows that are on offer, and those that no longer are."""

    def __init__(self, proposal):
        self.proposal = proposal

    @cached_property
    def rows(self):
        rows = list(self.proposal.rows.with_cards())
        for row in rows:
            row.proposal = self.proposal
        return rows

    @property
    def offered(self):
        return [row for row in self.rows if row.is_on_offer()]

    @property
    def gone(self):
        return [row for row in self.rows if not row.is_on_offer()]

    @property
    def public(self):
        """Numbers of the published spaces: only these can be named in an enquiry."""
        return [row.number for row in self.offered if row.space.is_published()]

    @property
    def enquiry_label(self):
        """The text of the link to the enquiry form."""
        if not self.public:
            return _("Write to the region")
        if len(self.public) < len(self.offered):
            return _("Enquire about the published properties")
        return _("Enquire about these properties")

    def has_pdf(self):
        return 0 < len(self.offered) <= MAX_DOCUMENT_SPACES

    def context(self):
        cards = [ProposalCard(row) for row in self.offered]
        spaces = [card.space for card in cards]
        comparison = compare(spaces) if 1 < len(spaces) <= MAX_COMPARED else None
        return {
            "proposal": self.proposal,
            "cards": cards,
            "gone": self.gone,
            "enquiry_query": selection_query(self.public),
            "enquires_about": self.enquiry_label,
            "map_data": boundary_features(spaces),
            "deciding": comparison and deciding_rows(comparison),
            "comparison": comparison,
            "has_pdf": self.has_pdf(),
            "days_kept": RETENTION_AFTER_END.days,
            "canonical_url": None,  # no meta element repeats the address
        }


class TokenPicture:
    """A picture with URLs that are valid as long as the proposal; public URLs exclude unpublished spaces."""

    def __init__(self, picture, token):
        self.picture, self.token = picture, token
        self.width, self.height = picture.width, picture.height
        self.focal_class, self.credit = picture.focal_class, picture.credit

    @property
    def url(self):
        return self._private_url(self.picture.url)

    @property
    def sources(self):
        return [
            source
            | {"srcset": ", ".join(self._private_candidate(line) for line in source["srcset"].split(", "))}
            for source in self.picture.sources
        ]

    def _private_candidate(self, candidate):
        url, width = candidate.split(" ")
        return f"{self._private_url(url)} {width}"

    def _private_url(self, url):
        folder, name = url.rsplit("/", 2)[1:]
        parts = {"token": self.token, "folder": folder, "name": name}
        return reverse("investors:proposal_picture", kwargs=parts)


class TokenPhoto:
    def __init__(self, photo, token):
        self.picture = TokenPicture(photo.picture, token)
        self.alt, self.caption, self.decorative = photo.alt, photo.caption, photo.decorative


class ProposalCard:
    def __init__(self, row):
        self.row = row
        self.space = row.shown_space
        self.is_public = self.space.is_published()
        self.place = postal_address(self.space)
        self.key_facts = key_facts(self.space)
        self.groups = all_fact_groups(self.space)
        self.distances = distance_rows(self.space)
        self.road_note = drives_note(self.space)
        photos = [photo for photo in self.space.photos.all() if photo.picture.is_licensed()]
        # Without a link only the office sees the page, and it may see pictures of drafts under their own URLs.
        token = row.proposal.token
        self.photos = [TokenPhoto(photo, token) for photo in photos] if token else photos
