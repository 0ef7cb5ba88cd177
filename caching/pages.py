"""Pages that are the same for every reader are made once, and kept until they would look otherwise."""

import hashlib

from django.utils.cache import patch_cache_control
from django.utils.http import quote_etag


class SharedPageMixin:
    """For a view whose page depends on the address alone, and on what is in the database (portal.server.page_cache).

    `parameters`: names that it reads of the query; a page with others is made for this one request. A view that knows
    them only later overrides `known_parameters()`.
    """

    parameters = frozenset()

    def dispatch(self, request, *args, **kwargs):
        return share(request, super().dispatch(request, *args, **kwargs), self.known_parameters)

    def known_parameters(self):
        return self.parameters


def share(request, response, known_parameters=frozenset):
    """Let the answer of a GET be kept, and asked for again by its ETag."""
    if request.method in {"GET", "HEAD"} and response.status_code == 200 and not response.streaming:
        response.is_shared = is_plain(request) and request.GET.keys() <= set(known_parameters())
        if hasattr(response, "add_post_render_callback"):
            response.add_post_render_callback(with_etag)
        else:
            with_etag(response)
    return response


def is_plain(request):
    """Whether the query has no empty parameter: of such a one there are as many spellings as anybody likes."""
    query = request.META.get("QUERY_STRING", "")
    return not query or all(query.split("&"))


def with_etag(response):
    if "no-store" in response.get("Cache-Control", ""):
        return
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, no_cache=True)  # a browser may show it again once it has asked
    if not response.has_header("ETag"):
        response["ETag"] = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
