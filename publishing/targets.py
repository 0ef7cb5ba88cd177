"""What a URL of this site would answer, determined without a request."""

from contextlib import suppress
from enum import Enum

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import get_language_from_path
from django.views.generic.detail import SingleObjectMixin
from django.views.generic.list import MultipleObjectMixin

from publishing.views import Gone, PublishedDetailView


class TargetState(Enum):
    ANSWERS = "answers"
    HIDDEN = "hidden"  # exists, but is not published yet
    GONE = "gone"
    MISSING = "missing"


def resolve_target(path, at=None):
    """Return the TargetState of a path of this site (decoded, without query and fragment) in any language."""
    with translation.override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        for spelling in dict.fromkeys([path, path if path.endswith("/") else f"{path}/"]):
            with suppress(Resolver404):
                return _resolve_match(resolve(spelling), spelling, at)
    return TargetState.MISSING


def _resolve_match(match, path, at):
    """Look up the objects of detail views and of lists by category or year; for other views the URL suffices."""
    view_class = getattr(match.func, "view_class", None)
    if not match.captured_kwargs or not isinstance(view_class, type):
        return TargetState.ANSWERS
    view = view_class(**match.func.view_initkwargs)
    # Without related objects that the page shows.
    if getattr(view, "queryset", None) is not None:
        view.queryset = view.queryset.select_related(None).prefetch_related(None)
    if getattr(view, "compiled_query", None) is not None:
        view.compiled_query = view.compiled_query.without_related
    request = HttpRequest()
    request.method, request.path = "GET", path
    view.setup(request, *match.args, **match.kwargs)
    try:
        if isinstance(view, SingleObjectMixin):
            return _resolve_object(view, view.get_object(), at)
        if isinstance(view, MultipleObjectMixin):
            view.get_queryset()
    except Http404:
        return TargetState.MISSING
    except Gone:
        return TargetState.GONE
    return TargetState.ANSWERS


def _resolve_object(view, thing, at):
    if not isinstance(view, PublishedDetailView) or thing.is_published(at):
        return TargetState.ANSWERS
    return TargetState.GONE if thing.has_been_public(at) else TargetState.HIDDEN
