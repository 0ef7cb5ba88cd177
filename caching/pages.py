"""Marks responses that are the same for every reader as cacheable."""

import hashlib

from django.utils.cache import patch_cache_control
from django.utils.http import quote_etag


class SharedPageMixin:
    """For a view whose page depends only on the URL and on the database (portal.server.page_cache).

    `parameters`: query parameters that the view reads; a page with any other is not cached. A view with dynamic ones
    overrides `known_parameters()`.
    """

    parameters = frozenset()

    def dispatch(self, request, *args, **kwargs):
        return make_cacheable(request, super().dispatch(request, *args, **kwargs), self.known_parameters)

    def known_parameters(self):
        return self.parameters


def make_cacheable(request, response, known_parameters=frozenset):
    """Let the response to a GET be cached, and revalidated by its ETag."""
    if request.method in {"GET", "HEAD"} and response.status_code == 200 and not response.streaming:
        response.is_shared = has_no_empty_parameter(request) and request.GET.keys() <= set(known_parameters())
        if hasattr(response, "add_post_render_callback"):
            response.add_post_render_callback(set_etag)
        else:
            set_etag(response)
    return response


def has_no_empty_parameter(request):
    """Empty parameters would give one page any number of cache keys."""
    query = request.META.get("QUERY_STRING", "")
    return not query or all(query.split("&"))


def set_etag(response):
    if "no-store" in response.get("Cache-Control", ""):
        return
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, no_cache=True)  # a browser may reuse it after revalidation
    if not response.has_header("ETag"):
        response["ETag"] = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
