"""Suggestions for the place field."""

from django.http import JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from sites.search.places import place_as_json, suggest_places

MAX_PLACE_NAME_LENGTH = 100


@require_safe
@cache_control(public=True, max_age=300)
def suggest(request):
    """Return places that match `q`; none for more than MAX_PLACE_NAME_LENGTH characters."""
    typed = request.GET.get("q", "")
    places = suggest_places(typed) if len(typed) <= MAX_PLACE_NAME_LENGTH else []
    return JsonResponse([place_as_json(place) for place in places], safe=False)
