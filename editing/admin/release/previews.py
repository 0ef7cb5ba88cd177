"""Previews of an entry for staff: in several widths, in all languages, and as a link for others."""

from functools import wraps

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.decorators.csp import csp_override

from editing.models import PreviewLink
from editing.previewing.preview import Preview, link_url, page_paths, render_page
from editing.previewing.responses import change_response
from editing.releasing import steps
from editing.releasing.conflicts import key_label
from publishing.private_pages import make_private

WIDTHS = {
    "phone": (gettext_lazy("Phone"), 390),
    "tablet": (gettext_lazy("Tablet"), 820),
    "desktop": (gettext_lazy("Desktop"), 1280),
}
"""{key: (name, CSS pixels)}"""

STORED = "stored"
"""`?state=` of a preview without the pending change."""


def frame_only(view):
    """Restrict a view to frames of the preview page; its links open in a new tab."""

    @csp_override({**settings.SECURE_CSP, "frame-ancestors": [CSP.SELF]})
    @wraps(view)
    def framed_view(*args, **kwargs):
        response = view(*args, **kwargs)
        make_private(response, "same-origin")
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            response.content = response.content.replace(b"<head>", b'<head><base target="_blank">', 1)
        response["X-Frame-Options"] = "SAMEORIGIN"
        return response

    return framed_view


class PreviewLinkForm(forms.Form):
    days = forms.IntegerField(
        label=gettext_lazy("works for (days)"),
        min_value=1,
        max_value=PreviewLink.MAX_DAYS,
        initial=14,
        help_text=ngettext_lazy("At most %(count)s day.", "At most %(count)s days.", PreviewLink.MAX_DAYS)
        % {"count": PreviewLink.MAX_DAYS},
    )


@frame_only
def previewpage_view(model_admin, request, object_id, code):
    """The page as visitors see it, in a frame of `preview_view`."""
    obj = model_admin.get_permitted_object(request, object_id, model_admin.has_view_permission)
    address = page_paths(obj).get(code)
    if address is None:
        raise Http404
    return render_page(request, address, Preview(obj))


@frame_only
def previewchange_view(model_admin, request, object_id, inner=""):
    """The page as visitors would see it with the pending change; below it what belongs to it."""
    obj = model_admin.get_permitted_object(request, object_id, model_admin.has_view_permission)
    change = steps.unfinished_change(obj)
    if change is None:
        return HttpResponseRedirect(model_admin.url_of("preview", obj.pk))
    base = model_admin.url_of("previewchange", obj.pk)
    return change_response(request, inner, obj, change, base)


def preview_view(model_admin, request, object_id):
    obj = model_admin.get_permitted_object(request, object_id, model_admin.has_view_permission)
    change = steps.unfinished_change(obj) if request.GET.get("state") != STORED else None
    form = PreviewLinkForm()
    if request.method == "POST":
        if not model_admin.has_change_permission(request, obj):
            raise PermissionDenied
        here = HttpResponseRedirect(request.get_full_path())
        if "revoke" in request.POST:
            revoke_link(request, obj)
            return here
        form = PreviewLinkForm(request.POST)
        if form.is_valid():
            days = form.cleaned_data["days"]
            PreviewLink.make(obj, request.user, days, shows_change=change is not None)
            words = _("This is the link; everybody who has it sees the page until it expires.")
            messages.success(request, words)
            return here
    context = preview_context(model_admin, request, obj, form, change)
    return TemplateResponse(request, "admin/preview.html", context)


def revoke_link(request, obj):
    key = request.POST["revoke"]
    links = PreviewLink.objects.to(obj).filter(pk=key if key.isdecimal() else 0, revoked_at=None)
    if links.update(revoked_at=timezone.now()):
        messages.success(request, _("The link is revoked; it opens nothing any more."))


def preview_context(model_admin, request, obj, form, change):
    """`change`: the one shown in the frames; None for the stored state."""
    codes = dict(settings.LANGUAGES)
    language, width = request.GET.get("language"), request.GET.get("width")
    language = language if language in codes else ""
    width = width if width in (*WIDTHS, "all") else "phone"
    address = "previewchangepage" if change else "previewpage"
    may_share = model_admin.has_change_permission(request, obj)
    links = PreviewLink.objects.to(obj).active().select_related("created_by") if may_share else []
    return model_admin.page_context(request, obj, _("Preview of %(name)s") % {"name": obj}) | {
        "language": language,
        "width": width,
        "languages_to_choose": codes.items(),
        "widths_to_choose": [(key, name) for key, (name, _px) in WIDTHS.items()],
        "frames": [
            {
                "name": WIDTHS[name][0],
                "width": WIDTHS[name][1],
                "size": name,
                "language": codes[code],
                "url": model_admin.url_of(address, obj.pk, code),
            }
            for name in (WIDTHS if width == "all" else [width])
            for code in ([language] if language else codes)
        ],
        "may_share": may_share,
        "links": [{"link": link, "address": link_url(link)} for link in links],
        "form": form,
        "change": change,
        "has_change": change or steps.unfinished_change(obj),
        # Fields also changed by others since the change was begun.
        "conflicts": [key_label(obj, key) for key in steps.merge_change(obj, change).conflicts]
        if change
        else [],
        "review_url": model_admin.url_of("review", obj.pk),
    }
