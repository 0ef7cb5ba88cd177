"""Pages behind a link that only its owner has."""

from django.utils.cache import add_never_cache_headers


class PrivatePageMixin:
    """Kept by no cache, found by no search engine, and telling no other site its address."""

    def dispatch(self, request, *args, **kwargs):
        return make_private(super().dispatch(request, *args, **kwargs))


def make_private(response):
    add_never_cache_headers(response)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
