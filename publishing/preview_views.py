"""What a secret link opens: the page of something that is not public, or why it does not."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language_from_path
from django.views.generic import View

from publishing.previewing import Preview, addresses_of, keep_inside, page, read, stays_inside
from publishing.private_pages import make_private


class PreviewLinkView(View):
    """`vorschau/<token>/`, `vorschau/<token>/en/`, and below them the thing's other pages, pictures and files."""

    http_method_names = ["get", "head", "options"]

    def dispatch(self, request, *args, **kwargs):
        response = make_private(super().dispatch(request, *args, **kwargs), "no-referrer")
        response.cookies.clear()
        return response

    def get(self, request, token, inner="", at=None):
        code = get_language_from_path(f"/{inner}") or settings.LANGUAGE_CODE
        with translation.override(code):
            return self.answer(request, token, inner, at)

    def answer(self, request, token, inner, at):
        link = read(token)
        if link is None:
            return explained(request, "unknown", status=404)
        if link.is_expired(at):
            return explained(request, "expired", link)
        if link.revoked_at or not link.created_by.is_active:
            return explained(request, "revoked")
        if link.thing is None:
            return explained(request, "gone")
        base = reverse("preview:link", kwargs={"token": token})
        preview = Preview(link.thing, base, link.expires_at)
        path = path_of(inner, link.thing)
        if not stays_inside(path, preview):
            return HttpResponseRedirect(path)
        try:
            return inside(page(request, path, preview), preview)
        except Http404:
            return explained(request, "gone")


def path_of(inner, thing):
    """`inner` is empty, the code of a language, or the path of something that belongs to the thing."""
    addresses = addresses_of(thing)
    if not inner:
        return addresses[settings.LANGUAGE_CODE]
    return addresses.get(inner.strip("/")) or f"/{inner.lstrip('/')}"


def inside(response, preview):
    if 300 <= response.status_code < 400 and "Location" in response:
        path = urlsplit(response["Location"]).path
        if stays_inside(path, preview):
            response["Location"] = preview.base + path.lstrip("/")
    elif not response.streaming and response.get("Content-Type", "").startswith("text/html"):
        response.content = keep_inside(response.content.decode(response.charset), preview)
    return response


def explained(request, state, link=None, status=410):
    request.resolver_match = None  # this page stands at no address of its own
    context = {"state": state, "link": link}
    return HttpResponse(render_to_string("publishing/preview_link.html", context, request), status=status)
