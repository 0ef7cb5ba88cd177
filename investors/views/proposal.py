"""The private page of a proposal, its pictures and its PDF: all behind the token in the address."""

from django.db.models import Q
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.views.generic import View

from investors.choosing import MOST_COMPARED
from investors.comparison import compare
from investors.models import Proposal
from investors.models.proposal import KEPT_WHEN_OVER
from investors.proposing import Card
from publishing.models import Picture
from publishing.private_pages import PrivatePageMixin
from publishing.views import picture_response
from sites.expose import documents
from sites.expose.views import pdf_response
from sites.mapping.geojson import boundary_features


class ProposalMixin(PrivatePageMixin):
    """Unknown, revoked and expired links are one and the same answer: it does not tell whether there ever was one."""

    def dispatch(self, request, *args, **kwargs):
        self.proposal = Proposal.objects.open().filter(token=kwargs["token"]).first()
        return super().dispatch(request, *args, **kwargs)

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


class ProposalView(ProposalMixin, View):
    def get(self, request, token):
        if self.proposal is None:
            return TemplateResponse(request, "investors/proposal_gone.html", status=404)
        if request.method == "GET" and not request.user.is_staff:
            Proposal.objects.filter(pk=self.proposal.pk).note_opening()
        return TemplateResponse(request, "investors/proposal.html", self.context())

    def context(self):
        cards = [Card(row) for row in self.offered]
        spaces = [card.space for card in cards]
        return {
            "proposal": self.proposal,
            "cards": cards,
            "gone": self.gone,
            "map_data": boundary_features(spaces),
            "comparison": compare(spaces) if 1 < len(spaces) <= MOST_COMPARED else None,
            "has_pdf": 0 < len(spaces) <= documents.MOST_OBJECTS,
            "days_kept": KEPT_WHEN_OVER.days,
            "is_preview": self.request.user.is_staff,
            "canonical_url": None,  # no meta element repeats the address
        }


class ProposalPDFView(ProposalMixin, View):
    """All spaces on offer in one document."""

    def get(self, request, token):
        spaces = [row.shown_space for row in self.offered] if self.proposal else []
        if not 0 < len(spaces) <= documents.MOST_OBJECTS:
            return TemplateResponse(request, "investors/proposal_gone.html", status=404)
        document = documents.combined(spaces, self.proposal.language, self.proposal.title)
        return pdf_response(request, document, print_url=self.proposal.get_absolute_url())


class ProposalPictureView(ProposalMixin, View):
    """A picture of a space on offer in this proposal, published or not."""

    @cached_property
    def rows(self):
        return list(self.proposal.rows.select_related("space")) if self.proposal else []

    def get(self, request, token, folder, name):
        shown = [row.space_id for row in self.offered]
        picture = (
            Picture.objects.licensed()
            .filter(Q(sites_spacephoto_set__space__in=shown), sha256__startswith=folder)
            .first()
        )
        if picture is None or len(folder) != 16:
            raise Http404
        return picture_response(request, folder, name, "private, no-store")
