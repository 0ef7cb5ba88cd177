"""What previews answer: pages, pictures and files of a thing: stored, with a change that waits, or as typed."""

import copy
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.template.loader import render_to_string
from django.utils import translation

from editing.previewing.as_stored import layers_of
from editing.previewing.overlay import FIRST_KEY, laid_over
from editing.previewing.preview import (
    Preview,
    addresses_of,
    keep_inside,
    page,
    stays_inside,
    visitors_request,
)
from editing.releasing import steps
from editing.releasing.in_memory import applied_in_memory


def answer_unsaved(request, preview, rows, many, language):
    """The page of `preview.thing` in a language, as it would be with `rows` and `many` (layers_of)."""
    thing, visit = preview.thing, copy.copy(request)
    visit.GET = QueryDict()
    visit.META = {**request.META, "QUERY_STRING": ""}
    thing.pk = thing.pk or FIRST_KEY
    thing.take_passing_address()
    if preview.lacking:
        return explained(visit, preview, language)
    with laid_over(layers_of(thing, rows, many)):
        return page(visit, addresses_of(thing)[language], preview)


def explained(visit, preview, language):
    """What is lacking, in place of the page."""
    inner = visitors_request(visit, visit.path, preview)
    inner.resolver_match = None
    with translation.override(language):
        return HttpResponse(render_to_string("editing/preview_lacking.html", {}, inner))


def answer_with_change(request, inner, obj, change, base, expires_at=None):
    """The answer below `base` as it would be once `change` to `obj` is released. Raises Http404."""
    wanted = steps.merged(obj, change).state
    thing, edited = applied_in_memory(obj, wanted)
    many = {
        each: each.related_model._base_manager.filter(pk__in=wanted["fields"][each.name])
        for each in thing._meta.many_to_many
        if each.name in wanted["fields"]
    }
    rows = [
        (thing._meta.get_field(relation).related_model, [row for _prefix, row in found])
        for relation, found in edited.items()
    ]
    with laid_over(layers_of(thing, rows, many)):
        return answer(request, inner, Preview(thing, base, expires_at, change=change))


def answer(request, inner, preview):
    """The answer below `preview.base`; what the preview has nothing to add to is sent out. Raises Http404."""
    path = path_of(inner, preview.thing)
    if not stays_inside(path, preview):
        return HttpResponseRedirect(path)
    return inside(page(request, path, preview), preview)


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
