"""Pages behind a link that only its owner has."""

from django.utils.cache import add_never_cache_headers


class PrivatePageMixin:
    """Kept by no cache, found by no search engine, and telling no other site its address."""

    # Not "no-referrer" where a form is checked against CSRF: browsers would then send "Origin: null" with it, which
    # the check refuses.
    referrer_policy = "strict-origin"

    def dispatch(self, request, *args, **kwargs):
        return make_private(super().dispatch(request, *args, **kwargs), self.referrer_policy)


def make_private(response, referrer_policy=PrivatePageMixin.referrer_policy):
    add_never_cache_headers(response)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = referrer_policy
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
