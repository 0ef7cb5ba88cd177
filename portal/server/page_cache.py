"""Answers readers with pages that were made before, as long as they would be made the same again (docs/adr/0071).

Kept are answers of 200 that a view lets be shared (caching.pages), to readers without a session. Their key holds the
version of everything that the public may see, so the first request after a change asks for another one; and each ends
at the next moment at which something appears, goes or changes with the day.
"""

from contextlib import contextmanager, suppress
from threading import Lock
from urllib.parse import unquote_plus

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import Error
from django.http import HttpResponse
from django.http.request import split_domain_port
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language_from_path

from caching.expiry import next_visibility_change
from caching.pages import SharedPageMixin
from caching.release import release_id
from caching.stores import Store
from caching.versions import current_versions, read_snapshot, snapshot_time
from portal.server.middleware import accepted_encoding
from portal.server.purging import proxy_expiry_header, purge_if_changed
from portal.themes import chosen_theme

MAX_RESPONSE_BYTES = 512 * 1024
"""Of one answer, as it is sent; with portal.environment.MAX_CACHE_ENTRIES it bounds the whole."""

MAX_MEMORY_BYTES = 16 * 1024 * 1024
"""Of pages in the memory of one process."""

PERSONAL_COOKIES = {settings.SESSION_COOKIE_NAME, "messages"}
"""Cookies of readers who may see something else than others."""

FRAGMENTS = frozenset({"results", "counts", "section"})
"""Pieces of a page that can be asked for alone (sites.views.pool)."""

UNCACHED_PREFIXES = (
    settings.STATIC_URL,
    settings.MEDIA_URL,
    "/admin/",
    "/en/admin/",
    "/gesundheit/",
    "/kacheln/",
)
SINGLE_FLIGHT_SECONDS = 5  # s a reader waits while the same page is made for another one
PAGE_LOCKS = [Lock() for _place in range(256)]
"""Of pages whose keys fall on the same one, one is made after the other."""


class PageCacheMiddleware:
    """Outside of all others: what it keeps is the answer as it was sent."""

    def __init__(self, get_response):
        self.get_response = get_response
        release_id()  # worked out once, before the server makes its processes

    def __call__(self, request):
        if request.method not in {"GET", "HEAD"}:
            response = self.get_response(request)
            with suppress(Error):  # a database that is away has changed nothing
                purge_if_changed()
            return response
        with read_snapshot():
            return self.read(request)

    def read(self, request):
        if not (settings.CACHES_PAGES and is_anonymous_and_cacheable(request)):
            return respond_conditionally(request, self.get_response(request))
        try:
            key = page_key(request)
            purge_if_changed()
        except (DisallowedHost, Error):  # the others have words for it
            return self.get_response(request)
        return self.answer(request, key)

    def answer(self, request, key):
        at = snapshot_time()
        if entry := page_store.get(key, at):
            return respond(request, *entry.value)
        if not has_shared_view(request):
            return respond_conditionally(request, self.get_response(request))
        with single_flight(key):
            if entry := page_store.get(
                key, timezone.now()
            ):  # one that began later may have made it meanwhile
                return respond(request, *entry.value)
            response = self.get_response(request)
            if request.method == "GET" and is_shareable(response):
                with suppress(Error):  # the page is there all the same
                    store_page(key, response, at)
        return respond_conditionally(request, response)


def is_anonymous_and_cacheable(request):
    """Whether it comes from a reader of whom nothing is known, and is for a page that may be kept."""
    return (
        not request.path_info.startswith(UNCACHED_PREFIXES)
        and PERSONAL_COOKIES.isdisjoint(request.COOKIES)
        and "HTTP_AUTHORIZATION" not in request.META
        and "q=0" not in request.META.get("HTTP_ACCEPT_ENCODING", "").lower()
    )


def has_shared_view(request):
    """Whether its view lets it be shared: documents, tables and forms wait for nobody, and are not looked for."""
    with translation.override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
        try:
            view = resolve(request.path_info).func
        except Resolver404:
            return False
    return issubclass(getattr(view, "view_class", object), SharedPageMixin)


def page_key(request):
    """All that a shared page depends on. Raises DisallowedHost, and django.db.Error."""
    meta = request.META
    return (
        tuple(current_versions().items()),
        request.scheme,
        split_domain_port(request.get_host())[0],
        request.path,
        tuple(sorted_parameters(meta.get("QUERY_STRING", ""))),
        chosen_theme(request),
        accepted_encoding(request),
        FRAGMENTS & {meta.get("HTTP_X_FRAGMENT")},
    )


def sorted_parameters(query):
    """Its parameters in the order of their names; those of one name stay as they came. Each is left as it is spelt, for
    the page repeats the query in links.
    """
    return sorted(query.split("&"), key=parameter_name)


def parameter_name(parameter):
    return unquote_plus(parameter.partition("=")[0])


def entry_size(key, page):
    """Bytes in memory, or a few more: small things, as the parts of a key are, take some ten for each letter."""
    content, _headers = page
    return len(content) + 10 * len(repr(key))


page_store = Store(MAX_MEMORY_BYTES, entry_size, shared_as="page")
"""(content, headers) of answers by their key."""


def is_shareable(response):
    return (
        getattr(response, "is_shared", False)
        and response.status_code == 200
        and not response.cookies
        and not any(word in response.get("Cache-Control", "") for word in ("private", "no-store"))
        and "'nonce-" not in response.get("Content-Security-Policy", "")
        and len(response.content) <= MAX_RESPONSE_BYTES
    )


def store_page(key, response, at):
    until = next_visibility_change(at)
    for name, value in proxy_expiry_header(until).items():
        response[name] = value
    page_store.put(key, (response.content, dict(response.items())), at, until)


def respond(request, content, headers):
    return respond_conditionally(request, HttpResponse(content, headers=headers))


def respond_conditionally(request, response):
    """The answer, or 304 to a browser that has it."""
    if "HTTP_IF_NONE_MATCH" in request.META and response.status_code == 200 and response.has_header("ETag"):
        return get_conditional_response(request, etag=response["ETag"], response=response)
    return response


@contextmanager
def single_flight(key):
    """Of those who want the same page at once one makes it in this process; the others wait for it, but not long."""
    turn = PAGE_LOCKS[hash(key) % len(PAGE_LOCKS)]
    is_mine = turn.acquire(timeout=SINGLE_FLIGHT_SECONDS)
    try:
        yield
    finally:
        if is_mine:
            turn.release()
