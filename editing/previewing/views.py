"""Views of secret preview links."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language_from_path
from django.views.decorators.http import require_safe

from editing.previewing.preview import Preview, find_link
from editing.previewing.responses import change_response, preview_response
from editing.releasing.steps import unfinished_change
from publishing.private_pages import make_private


@require_safe
def preview_link(request, token, inner=""):
    """`vorschau/<token>/`, `vorschau/<token>/en/`, and below them the object's other pages, pictures and files."""
    with translation.override(get_language_from_path(f"/{inner}") or settings.LANGUAGE_CODE):
        response = make_private(link_response(request, token, inner), "no-referrer")
    response.cookies.clear()
    return response


def link_response(request, token, inner):
    link = find_link(token)
    if link is None:
        return link_error_response(request, "unknown", status=404)
    if link.is_expired():
        return link_error_response(request, "expired", link)
    if link.revoked_at or not link.created_by.is_active:
        return link_error_response(request, "revoked")
    if link.thing is None:
        return link_error_response(request, "gone")
    base = reverse("preview:link", kwargs={"token": token})
    change = unfinished_change(link.thing) if link.shows_change else None
    try:
        if change:
            return change_response(request, inner, link.thing, change, base, link.expires_at)
        return preview_response(request, inner, Preview(link.thing, base, link.expires_at, link.shows_change))
    except Http404:
        return link_error_response(request, "gone")


def link_error_response(request, state, link=None, status=410):
    request.resolver_match = None  # not the page of this URL
    context = {"state": state, "link": link}
    return HttpResponse(render_to_string("editing/preview_link.html", context, request), status=status)
