"""Redirects a request with a phrase (`ask=`) to the URL with the filters that the phrase stands for."""

from django.http import HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from formats.folding import fold
from roads.engine import current_graph
from sites.models import Space
from sites.search.filter_page import ALTERNATIVES, CORRECTED, PHRASE, PHRASE_NOTES, ROUTES, UNREAD, add_wishes
from sites.search.filters import AREA_FILTERS, CRITERIA, LOCATION_FILTERS, SpaceFilterSet
from sites.search.gazetteer import find_place_tokens, place_name_words
from sites.search.phrases import parse_phrase
from sites.search.spelling import corrections, is_inflected
from sites.sorts import DEFAULT_SORT

LOCATION_PARAMETERS = (*LOCATION_FILTERS, *AREA_FILTERS, "radius", "minutes", "vehicle")
"""Removed from the query when a phrase names a place."""

TRUNCATED_FRAGMENT = "#phrase-cut"
"""Fragment of the note that the phrase was too long (templates/sites/_phrase_note.html)."""


def submitted_phrase(request):
    return request.GET.get("ask", "").strip()


def is_phrase_submitted(request):
    """Whether the form was sent with a phrase, or with an emptied field."""
    return "ask" in request.GET and bool(submitted_phrase(request) or request.GET.get(PHRASE))


def redirect_to_filters(request, kind, view):
    """Redirect to the filters of the submitted phrase. `kind` is the page's fixed kind or None, `view` "list" or "map".

    A phrase that is already in force changes nothing: the filters may have been edited since.
    """
    query, route, is_cut = request.GET.copy(), kind, False
    if submitted_phrase(request) == request.GET.get(PHRASE):
        del query["ask"]
    else:
        reading = parse_visitor_phrase(submitted_phrase(request))
        implied = implied_kind(reading.filters)
        route, is_cut = implied if kind and implied else kind, reading.is_cut
        query = merge_filters(without_previous_phrase(query), reading, route)
    address = reverse(ROUTES[route][view])
    if query:
        address = f"{address}?{query.urlencode()}"
    return HttpResponseRedirect(f"{address}{TRUNCATED_FRAGMENT}" if is_cut else address)


def parse_visitor_phrase(phrase):
    today, has_roads = timezone.localdate(), current_graph() is not None
    return parse_phrase(phrase, get_language(), find_place_tokens, today, correct_words, has_roads)


def correct_words(words):
    """{misspelt word: correction}; words that occur in the text of an object on offer are kept."""
    right = corrections(words, place_name_words())
    return {word: meant for word, meant in right.items() if not is_mentioned(word)}


def is_mentioned(*words):
    """Whether the text of an object on offer contains all the words, folded or as typed."""
    return Space.objects.published().on_offer().filter(CRITERIA["q"].condition(" ".join(words), {})).exists()


def without_previous_phrase(query):
    """Remove the filters that came from the previous phrase."""
    earlier = parse_visitor_phrase(query[PHRASE]).filters if query.get(PHRASE) else []
    for name, value in earlier:
        query.setlist(name, [other for other in query.getlist(name) if other != value])
    return query


def filter_by_phrase(phrase, spaces):
    """The spaces that match the filters of a phrase; None when it contains no filter."""
    reading = parse_visitor_phrase(phrase)
    if not reading.filters:
        return None
    query = merge_filters(QueryDict(), reading, None)
    return SpaceFilterSet(query, spaces, requested_only=True).matches


def implied_kind(filters):
    """The kind that the filters name, or the only kind that has them; None when ambiguous."""
    named = {value for name, value in filters if name == "kind"}
    kinds = named or {CRITERIA[name].kind for name, _value in filters} - {""}
    return kinds.pop() if len(kinds) == 1 else None


def merge_filters(data, reading, kind):
    """Replace filters in force by those of the phrase. Left-over words become a wish, which cannot empty the result.

    Words alone are a search for what mentions them, if anything does.
    A filter that only one kind has overrides the kind in force. A page of one kind has no filter `kind`, nor any that
    only the other kind has.
    """
    query = data.copy()
    for name in ("ask", "page", "q", PHRASE, *PHRASE_NOTES):
        query.pop(name, None)
    if nice := [name for name in query.pop("nice", []) if name != "q"]:
        query.setlist("nice", nice)
    if query.get("sort") == DEFAULT_SORT and "nice" not in query:
        del query["sort"]  # the form always sends it, and it would override the ranking by wishes
    named = {name for name, _value in reading.filters}
    for name in [
        name for name in query if is_replaced(name, named) or not any(map(str.strip, query.getlist(name)))
    ]:
        del query[name]
    for name, value in reading.filters:
        query.appendlist(name, value)
    if "kind" in query and (implied := implied_kind(reading.filters)):
        query["kind"] = implied
    if reading.rest:
        query["q"] = reading.rest
        if reading.filters or not is_mentioned(reading.rest):
            add_wishes(query, ["q"])
    query[PHRASE] = reading.text
    query.setlist(UNREAD, reading.unread)
    corrected = [":".join(pair) for pair in reading.corrections if not is_inflected(*map(fold, pair))]
    query.setlist(CORRECTED, corrected)
    query.setlist(ALTERNATIVES, reading.alternatives)
    if kind:
        query.pop("kind", None)
        for name in [name for name in query if name in CRITERIA and CRITERIA[name].kind not in ("", kind)]:
            del query[name]
    return query


def is_replaced(name, named):
    """Whether a new filter replaces it: one limit of a figure replaces both, a place all location parameters."""
    if name in LOCATION_PARAMETERS:
        return not named.isdisjoint(LOCATION_PARAMETERS)
    return name in named or base_name(name) in map(base_name, named)


def base_name(name):
    return name.removesuffix("_min").removesuffix("_max")
