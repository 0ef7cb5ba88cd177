"""Cache of whole responses (docs/adr/0071).

Stores responses with status 200 that a view marks as shared (caching.pages), for requests without a session. The key
includes the versions of all apps, so a change leads to new keys; entries expire at the next visibility change.
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
"""Of one response as sent; with portal.environment.MAX_CACHE_ENTRIES it limits the total size."""

MAX_MEMORY_BYTES = 16 * 1024 * 1024
"""Of all pages in the memory of one process."""

PERSONAL_COOKIES = {settings.SESSION_COOKIE_NAME, "messages"}
"""Cookies that make a response personal."""

FRAGMENTS = frozenset({"results", "counts", "section"})
"""Values of X-Fragment (sites.views.pool)."""

UNCACHED_PREFIXES = (
    settings.STATIC_URL,
    settings.MEDIA_URL,
    "/admin/",
    "/en/admin/",
    "/gesundheit/",
    "/kacheln/",
)
SINGLE_FLIGHT_SECONDS = 5  # wait while another thread renders the same page
PAGE_LOCKS = [Lock() for _index in range(256)]
"""By hash of the key: pages with the same lock are rendered one after the other."""


class PageCacheMiddleware:
    """Outside of the middleware that changes responses: stores them as sent."""

    def __init__(self, get_response):
        self.get_response = get_response
        release_id()  # computed once, before the server forks

    def __call__(self, request):
        if request.method not in {"GET", "HEAD"}:
            response = self.get_response(request)
            with suppress(Error):  # an unavailable database has changed nothing
                purge_if_changed()
            return response
        with read_snapshot():
            return self.respond_to_read(request)

    def respond_to_read(self, request):
        if not (settings.CACHES_PAGES and is_anonymous_and_cacheable(request)):
            return respond_conditionally(request, self.get_response(request))
        try:
            key = page_key(request)
            purge_if_changed()
        except (DisallowedHost, Error):  # handled further inside
            return self.get_response(request)
        return self.respond_by_key(request, key)

    def respond_by_key(self, request, key):
        at = snapshot_time()
        if entry := page_store.get(key, at):
            return respond(request, *entry.value)
        if not has_shared_view(request):
            return respond_conditionally(request, self.get_response(request))
        with single_flight(key):
            if entry := page_store.get(key, timezone.now()):  # rendered by another thread in the meantime
                return respond(request, *entry.value)
            response = self.get_response(request)
            if request.method == "GET" and is_shareable(response):
                with suppress(Error):  # respond anyway
                    store_page(key, response, at)
        return respond_conditionally(request, response)


def is_anonymous_and_cacheable(request):
    """Whether the request has no session or credentials, and is for a path that may be cached."""
    return (
        not request.path_info.startswith(UNCACHED_PREFIXES)
        and PERSONAL_COOKIES.isdisjoint(request.COOKIES)
        and "HTTP_AUTHORIZATION" not in request.META
        and "q=0" not in request.META.get("HTTP_ACCEPT_ENCODING", "").lower()
    )


def has_shared_view(request):
    """Whether its view is a SharedPageMixin; other requests skip the cache and its locks."""
    with translation.override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
        try:
            view = resolve(request.path_info).func
        except Resolver404:
            return False
    return issubclass(getattr(view, "view_class", object), SharedPageMixin)


def page_key(request):
    """Everything a shared page depends on. Raises DisallowedHost and django.db.Error."""
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
    """The parameters sorted by name, stably. They stay encoded as sent, because the page repeats the query in links."""
    return sorted(query.split("&"), key=parameter_name)


def parameter_name(parameter):
    return unquote_plus(parameter.partition("=")[0])


def entry_size(key, page):
    """Estimated bytes in memory; the small objects of a key take about ten per character."""
    content, _headers = page
    return len(content) + 10 * len(repr(key))


page_store = Store(MAX_MEMORY_BYTES, entry_size, shared_as="page")
"""(content, headers) of responses by key."""


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
    """The response, or 304 if the browser has it."""
    if "HTTP_IF_NONE_MATCH" in request.META and response.status_code == 200 and response.has_header("ETag"):
        return get_conditional_response(request, etag=response["ETag"], response=response)
    return response


@contextmanager
def single_flight(key):
    """Let one thread of this process render a page; others wait for it, at most SINGLE_FLIGHT_SECONDS."""
    lock = PAGE_LOCKS[hash(key) % len(PAGE_LOCKS)]
    has_lock = lock.acquire(timeout=SINGLE_FLIGHT_SECONDS)
    try:
        yield
    finally:
        if has_lock:
            lock.release()
