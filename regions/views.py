from django.http import JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from regions import basemap as base


def etag(request):
    request.basemap_version = base.basemap_version()
    return f'"{request.basemap_version}"'


@require_safe
@cache_control(public=True, max_age=3600)
@condition(etag_func=etag)
def basemap(request):
    return JsonResponse(base.basemap(request.basemap_version), json_dumps_params={"separators": (",", ":")})
