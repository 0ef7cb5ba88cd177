"""Redirects of old addresses, used only where no page exists."""

from contextlib import suppress
from urllib.parse import urlsplit

from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponsePermanentRedirect
from django.http.request import split_domain_port
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language_from_path

from database.locking import fail_fast
from publishing import addresses
from publishing.models import Redirect
from publishing.models.redirect import is_trusted

REDIRECT_MAX_AGE = 24 * 60 * 60
"""Seconds a browser may cache a redirect: without a limit it would never see a page created there later."""


class RedirectMiddleware:
    """Redirect every request to a host of the former site (FORMER_HOSTS); else what would be 404, and the home page
    with unknown parameters, such as `/?page_id=12` of a former site.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        query = request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
        if is_former_host(request):
            redirect = Redirect.objects.find_for(request.path, query)
            return (redirect and redirect_response(request, redirect, query)) or permanent_redirect(
                settings.SITE_URL + request.get_full_path()
            )
        if request.path == "/" and query:
            redirect = Redirect.objects.find_for(request.path, query)
            if (
                redirect
                and "?" in redirect.old_path
                and (answer := redirect_response(request, redirect, query))
            ):
                return answer
        response = self.get_response(request)
        if response.status_code == 404 and (redirect := Redirect.objects.find_for(request.path, query)):
            return redirect_response(request, redirect, query) or response
        return response


def is_former_host(request):
    return bool(settings.FORMER_HOSTS) and split_domain_port(request.get_host())[0] in settings.FORMER_HOSTS


def redirect_response(request, redirect, query):
    """Return the response for an old address, or None if its target host is no longer trusted."""
    if urlsplit(redirect.new_path).netloc and not is_trusted(redirect.new_path):
        return None
    # A busy database must not delay the redirect.
    with suppress(OperationalError), fail_fast():
        redirect.record_use()
    if not redirect.new_path:
        return gone_response(request)
    target = redirect.new_path
    if target.startswith("/") and is_former_host(request):
        target = settings.SITE_URL + target
    _path, used = addresses.split_address(redirect.old_path)
    return permanent_redirect(addresses.add_query(target, addresses.unused_parameters(query, used)))


def permanent_redirect(address):
    return HttpResponsePermanentRedirect(address, headers={"Cache-Control": f"max-age={REDIRECT_MAX_AGE}"})


def gone_response(request):
    """Render the 410 page in the language of the URL, independent of the view that the URL resolves to."""
    request.resolver_match = None
    with translation.override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
        return render(request, "410.html", status=410)
