"""From a phrase in an address (`ask=`) to the address with the filters it stands for."""

from django.http import HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from sites.filter_page import ROUTES, UNREAD
from sites.filters import QUESTIONS, SpaceFilterSet
from sites.gazetteer import known_places
from sites.phrases import read_phrase
from sites.sorts import DEFAULT_SORT

WHERE = ("place", "radius", "state", "district", "municipality", "bbox", "polygon")
"""A phrase that names a place replaces the places asked for before."""

CUT = "#phrase-cut"
"""Points at the note that the phrase was too long (templates/sites/_phrase_note.html)."""


def phrase_of(request):
    return request.GET.get("ask", "").strip()


def redirect_to_filters(request, kind, view):
    """Answer a page that was asked a phrase; `kind` is what the page is fixed to, `view` "list" or "map"."""
    reading = read_phrase(phrase_of(request), get_language(), known_places, timezone.localdate())
    said = kind_said(reading.filters)
    route = said if kind and said else kind
    query = with_filters(request.GET, reading, route)
    address = reverse(ROUTES[route][view])
    if query:
        address = f"{address}?{query.urlencode()}"
    return HttpResponseRedirect(f"{address}{CUT}" if reading.is_cut else address)


def found_by_facts(phrase, spaces):
    """What a phrase of any page's search finds among the spaces by its filters; None when it names none."""
    reading = read_phrase(phrase, get_language(), known_places, timezone.localdate())
    if not reading.filters:
        return None
    return SpaceFilterSet(with_filters(QueryDict(), reading, None), spaces).matches


def kind_said(filters):
    """The kind that the filters name, or that alone has them; None when they leave it open."""
    named = {value for name, value in filters if name == "kind"}
    kinds = named or {QUESTIONS[name].kind for name, _value in filters} - {""}
    return kinds.pop() if len(kinds) == 1 else None


def with_filters(data, reading, kind):
    """The filters in force with those understood in their place; the rest becomes the search word.

    A filter that only one kind has overrules the kind in force. On a page of one kind there is no filter `kind`, nor
    any that only the other kind has.
    """
    query = data.copy()
    for name in ("ask", "page", "q", UNREAD):
        query.pop(name, None)
    if query.get("sort") == DEFAULT_SORT and "nice" not in query:
        del query["sort"]  # the form sends it unasked, and it would outrank the first wish
    named = {name for name, _value in reading.filters}
    for name in [
        name for name in query if is_replaced(name, named) or not any(map(str.strip, query.getlist(name)))
    ]:
        del query[name]
    for name, value in reading.filters:
        query.appendlist(name, value)
    if "kind" in query and (said := kind_said(reading.filters)):
        query["kind"] = said
    if reading.rest:
        query["q"] = reading.rest
    query.setlist(UNREAD, reading.unread)
    if kind:
        query.pop("kind", None)
        for name in [name for name in query if name in QUESTIONS and QUESTIONS[name].kind not in ("", kind)]:
            del query[name]
    return query


def is_replaced(name, named):
    """A filter that is named again; a figure with both its limits, a place with all that says where."""
    if name in WHERE:
        return not named.isdisjoint(WHERE)
    return name in named or figure_of(name) in map(figure_of, named)


def figure_of(name):
    return name.removesuffix("_min").removesuffix("_max")
