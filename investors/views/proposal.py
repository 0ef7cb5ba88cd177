"""The private page of a proposal, its pictures and its PDF, all behind the token in the URL."""

from django.db.models import Q
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.generic import View

from investors.documents import proposal_document
from investors.models import Proposal
from investors.proposal_page import ProposalPage
from publishing.models import Picture
from publishing.private_pages import PrivatePageMixin
from publishing.views import picture_response
from sites.views.papers import pdf_response


class ProposalMixin(PrivatePageMixin):
    """Unknown, revoked and expired links get the same response."""

    def dispatch(self, request, *args, **kwargs):
        self.proposal = Proposal.objects.open().filter(token=kwargs["token"]).first()
        return super().dispatch(request, *args, **kwargs)

    @property
    def shown(self):
        return ProposalPage(self.proposal)


class ProposalView(ProposalMixin, View):
    def get(self, request, token):
        if self.proposal is None:
            return TemplateResponse(request, "investors/proposal_gone.html", status=404)
        if request.method == "GET" and not request.user.is_staff:
            Proposal.objects.filter(pk=self.proposal.pk).count_opening()
        pdf_url = reverse("investors:proposal_pdf", kwargs={"token": token})
        context = self.shown.context() | {"is_preview": request.user.is_staff, "pdf_url": pdf_url}
        return TemplateResponse(request, "investors/proposal.html", context)


class ProposalPDFView(ProposalMixin, View):
    def get(self, request, token):
        shown = self.shown if self.proposal else None
        if not (shown and shown.has_pdf()):
            return TemplateResponse(request, "investors/proposal_gone.html", status=404)
        return pdf_response(request, proposal_document(shown), print_url=self.proposal.get_absolute_url())


class ProposalPictureView(ProposalMixin, View):
    """A picture of a space on offer in this proposal, published or not."""

    def get(self, request, token, folder, name):
        rows = self.proposal.rows.select_related("space") if self.proposal else []
        shown = [row.space_id for row in rows if row.is_on_offer()]
        picture = (
            Picture.objects.licensed()
            .filter(Q(sites_spacephoto_set__space__in=shown), sha256__startswith=folder)
            .first()
        )
        if picture is None or len(folder) != 16:
            raise Http404
        return picture_response(request, folder, name, "private, no-store")
