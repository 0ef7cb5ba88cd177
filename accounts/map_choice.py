"""Third-party map layers chosen by a user, stored in the account (static/js/lib/layer-choice.js)."""

import json

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBadRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache


@method_decorator(never_cache, name="dispatch")
class MapChoiceView(View):
    """`layers` is null until something was chosen. `token` is the CSRF token for POST."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return JsonResponse({"layers": request.user.map_layers, "token": get_token(request)})

    def post(self, request):
        """Store a list of ids, without those that are not offered."""
        try:
            chosen = json.loads(request.body)
        except ValueError:
            chosen = None
        if not isinstance(chosen, list):
            return HttpResponseBadRequest(content_type="text/plain")
        offered = [layer["id"] for layer in [*settings.MAP_TILE_LAYERS, *settings.MAP_OVERLAYS]]
        request.user.map_layers = [id_ for id_ in offered if id_ in chosen]
        request.user.save(update_fields=["map_layers"])
        return JsonResponse({"layers": request.user.map_layers})
