from django.http import JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, conditional_page, require_safe

from regions import basemap as base
from regions.landmarks import landmark_collection

COMPACT_JSON = {"ensure_ascii": False, "separators": (",", ":")}


def basemap_etag(request):
    request.basemap_version = base.basemap_version()
    return f'"{request.basemap_version}"'


@require_safe
@cache_control(public=True, max_age=3600)
@condition(etag_func=basemap_etag)
def basemap(request):
    return JsonResponse(base.basemap(request.basemap_version), json_dumps_params=COMPACT_JSON)


@require_safe
@cache_control(public=True, max_age=3600)
@conditional_page
def landmarks(request):
    """GeoJSON of the landmark overlay."""
    return JsonResponse(
        landmark_collection(), json_dumps_params=COMPACT_JSON, content_type="application/geo+json"
    )
