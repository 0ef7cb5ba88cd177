"""From a phrase in an address (`ask=`) to the address with the filters it stands for."""

from django.http import HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from formats.folding import fold
from roads.engine import graph
from sites.models import Space
from sites.search.filter_page import (
    CORRECTED,
    NOTE_PARAMETERS,
    OTHER_READINGS,
    PHRASE,
    ROUTES,
    UNREAD,
    mark_as_wishes,
)
from sites.search.filters import CRITERIA, SpaceFilterSet
from sites.search.gazetteer import find_place_tokens, place_name_words
from sites.search.phrases import parse_phrase
from sites.search.spelling import corrections, is_inflected
from sites.sorts import DEFAULT_SORT

LOCATION_PARAMETERS = (
    "place",
    "radius",
    "minutes",
    "vehicle",
    "state",
    "district",
    "municipality",
    "bbox",
    "polygon",
)
"""A phrase that names a place replaces the places asked for before."""

TRUNCATED_FRAGMENT = "#phrase-cut"
"""Points at the note that the phrase was too long (templates/sites/_phrase_note.html)."""


def submitted_phrase(request):
    return request.GET.get("ask", "").strip()


def is_phrase_submitted(request):
    """Whether the field was sent with a phrase, or with none where there was one."""
    return "ask" in request.GET and bool(submitted_phrase(request) or request.GET.get(PHRASE))


def redirect_to_filters(request, kind, view):
    """Answer a page that was asked a phrase; `kind` is what the page is fixed to, `view` "list" or "map".

    A phrase that was read already changes nothing: what the filters say since then counts.
    """
    query, route, is_cut = request.GET.copy(), kind, False
    if submitted_phrase(request) == request.GET.get(PHRASE):
        del query["ask"]
    else:
        reading = parse_visitor_phrase(submitted_phrase(request))
        said = implied_kind(reading.filters)
        route, is_cut = said if kind and said else kind, reading.is_cut
        query = merge_filters(without_previous_phrase(query), reading, route)
    address = reverse(ROUTES[route][view])
    if query:
        address = f"{address}?{query.urlencode()}"
    return HttpResponseRedirect(f"{address}{TRUNCATED_FRAGMENT}" if is_cut else address)


def parse_visitor_phrase(phrase):
    knows_roads = graph() is not None
    return parse_phrase(
        phrase,
        get_language(),
        find_place_tokens,
        timezone.localdate(),
        correct_words,
        knows_roads=knows_roads,
    )


def correct_words(words):
    """The words that misspelt ones must mean; what an object mentions is no mistake."""
    right = corrections(words, place_name_words())
    return {word: meant for word, meant in right.items() if not is_mentioned(word)}


def is_mentioned(*words):
    """Whether the text of an object on offer has all the words, folded or as typed."""
    return Space.objects.published().on_offer().filter(CRITERIA["q"].condition(" ".join(words), {})).exists()


def without_previous_phrase(query):
    """The filters in force but those of the phrase that stood in the field before."""
    earlier = parse_visitor_phrase(query[PHRASE]).filters if query.get(PHRASE) else []
    for name, value in earlier:
        query.setlist(name, [other for other in query.getlist(name) if other != value])
    return query


def filter_by_phrase(phrase, spaces):
    """What a phrase of any page's search finds among the spaces by its filters; None when it names none."""
    reading = parse_visitor_phrase(phrase)
    if not reading.filters:
        return None
    asked = merge_filters(QueryDict(), reading, None)
    return SpaceFilterSet(asked, spaces, requested_only=True).matches


def implied_kind(filters):
    """The kind that the filters name, or that alone has them; None when they leave it open."""
    named = {value for name, value in filters if name == "kind"}
    kinds = named or {CRITERIA[name].kind for name, _value in filters} - {""}
    return kinds.pop() if len(kinds) == 1 else None


def merge_filters(data, reading, kind):
    """The filters in force with those understood in their place; the words left over rank, so that they empty nothing.

    Words alone are a search for what mentions them, if anything does.
    A filter that only one kind has overrules the kind in force. On a page of one kind there is no filter `kind`, nor
    any that only the other kind has.
    """
    query = data.copy()
    for name in ("ask", "page", "q", PHRASE, *NOTE_PARAMETERS):
        query.pop(name, None)
    if nice := [name for name in query.pop("nice", []) if name != "q"]:
        query.setlist("nice", nice)
    if query.get("sort") == DEFAULT_SORT and "nice" not in query:
        del query["sort"]  # the form sends it unasked, and it would outrank the first wish
    named = {name for name, _value in reading.filters}
    for name in [
        name for name in query if is_replaced(name, named) or not any(map(str.strip, query.getlist(name)))
    ]:
        del query[name]
    for name, value in reading.filters:
        query.appendlist(name, value)
    if "kind" in query and (said := implied_kind(reading.filters)):
        query["kind"] = said
    if reading.rest:
        query["q"] = reading.rest
        if reading.filters or not is_mentioned(reading.rest):
            mark_as_wishes(query, ["q"])
    query[PHRASE] = reading.text
    query.setlist(UNREAD, reading.unread)
    query.setlist(
        CORRECTED, [":".join(pair) for pair in reading.corrections if not is_inflected(*map(fold, pair))]
    )
    query.setlist(OTHER_READINGS, reading.alternatives)
    if kind:
        query.pop("kind", None)
        for name in [name for name in query if name in CRITERIA and CRITERIA[name].kind not in ("", kind)]:
            del query[name]
    return query


def is_replaced(name, named):
    """A filter that is named again; a figure with both its limits, a place with all that says where."""
    if name in LOCATION_PARAMETERS:
        return not named.isdisjoint(LOCATION_PARAMETERS)
    return name in named or base_name(name) in map(base_name, named)


def base_name(name):
    return name.removesuffix("_min").removesuffix("_max")
