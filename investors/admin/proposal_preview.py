"""The preview of a proposal, for the office, before its link is made."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from editing.admin.release.previews import frame_only
from editing.previewing.preview import visitor_request
from investors import proposing
from investors.documents import proposal_document
from investors.proposal_page import ProposalPage
from investors.selection import parse_numbers
from publishing.log_messages import log_message
from publishing.private_pages import make_private
from sites.views.papers import pdf_response


def preview_view(model_admin, request, object_id):
    """Show the page in a frame; the button makes the link, unless the offered objects have changed since."""
    proposal = model_admin.get_permitted_object(request, object_id, model_admin.has_view_permission)
    shown = ProposalPage(proposal)
    here = model_admin.url_of("preview", proposal.pk)
    if request.method == "POST":
        if not model_admin.has_change_permission(request, proposal):
            raise PermissionDenied
        if refusal := link_refusal(shown, request.POST.get("seen", "")):
            messages.error(request, refusal)
            return HttpResponseRedirect(here)
        proposing.make_link(proposal)
        model_admin.log_change(request, proposal, log_message(gettext_noop("Link made.")))
        messages.success(
            request, _("This is the link. Copy it into your mail; it shows what you have seen here.")
        )
        return HttpResponseRedirect(model_admin.url_of("change", proposal.pk))
    context = model_admin.page_context(request, proposal, _("Preview of %(name)s") % {"name": proposal}) | {
        "shown": shown,
        "seen": ",".join(str(row.number) for row in shown.offered),
        "page_url": model_admin.url_of("previewframe", proposal.pk),
        "pdf_url": model_admin.url_of("previewpdf", proposal.pk) if shown.has_pdf() else "",
        "is_over": proposal.is_over(),
        "may_send": model_admin.has_change_permission(request, proposal) and not proposal.is_over(),
    }
    return make_private(TemplateResponse(request, "admin/investors/proposal/preview.html", context))


def link_refusal(shown, seen):
    """Return why no link can be made, or "". `seen`: the numbers that the page showed as on offer."""
    if shown.proposal.is_over():
        return _("No link was made: this proposal is revoked or expired. Renew it first.")
    seen = parse_numbers([seen])[0]
    now = [row.number for row in shown.offered]
    gone, come = [n for n in seen if n not in now], [n for n in now if n not in seen]
    if not now:
        return _("No link was made: nothing in this proposal is on offer.")
    if gone:
        words = _("No link was made. Since you looked, this is no longer on offer: %(numbers)s. Look again.")
        return words % {"numbers": ", ".join(map(str, gone))}
    if come:
        words = _("No link was made. Since you looked, this was added: %(numbers)s. Look again.")
        return words % {"numbers": ", ".join(map(str, come))}
    return ""


@frame_only
def previewframe_view(model_admin, request, object_id):
    """Render the investor's page for the frame of the preview, without counting an opening."""
    proposal = model_admin.get_permitted_object(request, object_id, model_admin.has_view_permission)
    pdf_url = model_admin.url_of("previewpdf", proposal.pk)
    with override(proposal.language):
        # Rendered as for a visitor, because the site's layout cannot be rendered under an admin path.
        path = reverse("sites:pool")
        visitors = visitor_request(request, path, preview=None)
        visitors.resolver_match = resolve(path)
        context = ProposalPage(proposal).context() | {"is_preview": True, "pdf_url": pdf_url}
        return TemplateResponse(visitors, "investors/proposal.html", context).render()


def previewpdf_view(model_admin, request, object_id):
    proposal = model_admin.get_permitted_object(request, object_id, model_admin.has_view_permission)
    shown = ProposalPage(proposal)
    if not shown.has_pdf():
        raise Http404
    page = model_admin.url_of("previewframe", proposal.pk)
    response = pdf_response(request, proposal_document(shown), print_url=page)
    response["Content-Language"] = proposal.language
    return make_private(response)


PREVIEW_PAGES = [
    ("<path:object_id>/preview/", preview_view, "preview"),
    ("<path:object_id>/preview/frame/", previewframe_view, "previewframe"),
    ("<path:object_id>/preview/proposal.pdf", previewpdf_view, "previewpdf"),
]
