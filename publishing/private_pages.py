"""Pages at secret URLs."""

from django.utils.cache import add_never_cache_headers


class PrivatePageMixin:
    """Prevents caching, indexing and sending the URL as referrer."""

    # Not "no-referrer", with which browsers send "Origin: null", which Django's CSRF check rejects.
    referrer_policy = "strict-origin"

    def dispatch(self, request, *args, **kwargs):
        return make_private(super().dispatch(request, *args, **kwargs), self.referrer_policy)


def make_private(response, referrer_policy=PrivatePageMixin.referrer_policy):
    add_never_cache_headers(response)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = referrer_policy
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
