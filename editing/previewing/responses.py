"""Responses of previews: pages, pictures and files of an entry as stored, with a pending change, or as typed."""

import copy
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.template.loader import render_to_string
from django.utils import translation

from editing.previewing.layers import object_layers
from editing.previewing.overlay import FIRST_UNSAVED_KEY, overlaid_tables
from editing.previewing.preview import (
    Preview,
    belongs_to_preview,
    page_paths,
    render_page,
    rewrite_links,
    visitor_request,
)
from editing.releasing import steps
from editing.releasing.in_memory import apply_in_memory


def unsaved_response(request, preview, rows, many, language):
    """Render the page of `preview.thing` as it would be with `rows` and `many` (object_layers)."""
    thing, visit = preview.thing, copy.copy(request)
    visit.GET = QueryDict()
    visit.META = {**request.META, "QUERY_STRING": ""}
    thing.pk = thing.pk or FIRST_UNSAVED_KEY
    thing.set_preview_slug()
    if preview.lacking:
        return missing_fields_response(visit, preview, language)
    with overlaid_tables(object_layers(thing, rows, many)):
        return render_page(visit, page_paths(thing)[language], preview)


def missing_fields_response(visit, preview, language):
    """Render a list of the missing fields instead of the page."""
    inner = visitor_request(visit, visit.path, preview)
    inner.resolver_match = None
    with translation.override(language):
        return HttpResponse(render_to_string("editing/preview_lacking.html", {}, inner))


def change_response(request, inner, obj, change, base, expires_at=None):
    """Render the path below `base` as it would be with `change` released. Raises Http404."""
    wanted = steps.merge_change(obj, change).state
    thing, edited = apply_in_memory(obj, wanted)
    many = {
        each: each.related_model._base_manager.filter(pk__in=wanted["fields"][each.name])
        for each in thing._meta.many_to_many
        if each.name in wanted["fields"]
    }
    rows = [
        (thing._meta.get_field(relation).related_model, [row for _prefix, row in found])
        for relation, found in edited.items()
    ]
    with overlaid_tables(object_layers(thing, rows, many)):
        return preview_response(request, inner, Preview(thing, base, expires_at, change=change))


def preview_response(request, inner, preview):
    """Render the path below `preview.base`; redirect to paths outside the preview. Raises Http404."""
    path = preview_path(inner, preview.thing)
    if not belongs_to_preview(path, preview):
        return HttpResponseRedirect(path)
    return rewrite_response(render_page(request, path, preview), preview)


def preview_path(inner, thing):
    """`inner` is empty, a language code, or the path of something that belongs to the object."""
    addresses = page_paths(thing)
    if not inner:
        return addresses[settings.LANGUAGE_CODE]
    return addresses.get(inner.strip("/")) or f"/{inner.lstrip('/')}"


def rewrite_response(response, preview):
    """Rewrite redirects and links so that they stay in the preview."""
    if 300 <= response.status_code < 400 and "Location" in response:
        path = urlsplit(response["Location"]).path
        if belongs_to_preview(path, preview):
            response["Location"] = preview.base + path.lstrip("/")
    elif not response.streaming and response.get("Content-Type", "").startswith("text/html"):
        response.content = rewrite_links(response.content.decode(response.charset), preview)
    return response
