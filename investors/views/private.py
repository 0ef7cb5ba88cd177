"""Pages behind a link that only its owner has."""

from django.utils.cache import add_never_cache_headers


class PrivatePageMixin:
    """Kept by no cache, found by no search engine, and telling no other site its address."""

    def dispatch(self, request, *args, **kwargs):
        return make_private(super().dispatch(request, *args, **kwargs))


def make_private(response):
    add_never_cache_headers(response)
    response["Cache-Control"] = "private, no-store"
    # Not "no-referrer": browsers would then send "Origin: null" with these pages' forms, which the CSRF check refuses.
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
