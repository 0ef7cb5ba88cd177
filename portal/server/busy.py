"""Responses with 503 while the database is locked or away, without losing a submitted form (docs/adr/0052).

The form's page is shown again with the submitted values. It comes from a second, read-only request, so that no state of
the failed one, such as a success message, gets into it. Where there is no such page, or reading fails too, a static
page carries the submitted values.
"""

import logging
import re
from io import BytesIO
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware as PlainSessionMiddleware
from django.core.handlers.wsgi import WSGIRequest
from django.db import Error, close_old_connections
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext as _

from database.locking import is_transient, lock_timeout, read_only
from editing.unsaved_forms import CARRIED_FORM
from portal.server.form_refill import refill_html_form
from portal.server.post_over_login import is_administration
from portal.server.submitted_form import BUSY, SubmittedForm, form_admin

logger = logging.getLogger("portal.busy")
RETRY_AFTER_SECONDS = 10  # s
CONTENT_START = re.compile(r'<(?:main|div)[^>]* id="content"[^>]*>')


def is_not_logged_yet(record):
    """Filter out Django's own log line about a refused request, which is less specific."""
    return not getattr(getattr(record, "request", None), "is_logged", False)


logging.getLogger("django.request").addFilter(is_not_logged_yet)


class BusyMiddleware:
    """Placed outside of everything that uses the database, so that the second request passes through it too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with lock_timeout():
            response = self.get_response(request)
        if getattr(response, "is_busy_response", False) and request.POST and accepts_page(request):
            return self.redisplay_form(request) or response
        return response

    def process_exception(self, request, exception):
        return busy_response(request, exception) if is_transient(exception) else None

    def redisplay_form(self, request):
        """The form's page with the submitted values; None where there is none, as for a list."""
        if is_administration(request.resolver_match) and not is_rebuilt_by_admin(request):
            return None
        close_old_connections()
        try:
            with read_only():
                response = self.get_response(retry_as_get(request))
        except Error:
            return None
        if not is_form_page(response):
            return None
        is_filled = is_rebuilt_by_admin(request) and not is_login_page(response)
        return mark_busy(response) if is_filled or refill_response(request, response) else None


class SessionMiddleware(PlainSessionMiddleware):
    """Ignores transient errors when an existing session is saved, such as the time of the last request.

    A new session that cannot be saved is an error: the login would be lost.
    """

    def process_response(self, request, response):
        try:
            return super().process_response(request, response)
        except Error as error:
            if not is_transient(error):
                raise
            if request.session.session_key == request.COOKIES.get(settings.SESSION_COOKIE_NAME):
                return response
            return busy_response(request, error)


def accepts_page(request):
    """Whether the request is for a page, not for data or a fragment."""
    return "X-Fragment" not in request.headers and "text/html" in request.headers.get("Accept", "text/html")


def busy_response(request, error):
    """Build a response that needs no database, and log the reason in one line."""
    logger.warning("Busy: %s %s: %s", request.method, request.path, str(error).strip().partition("\n")[0])
    request.is_logged = True
    is_sent = request.method not in {"GET", "HEAD", "OPTIONS"}
    if accepts_page(request):
        context = {"is_sent": is_sent, "address": request.get_full_path()}
        if is_sent:
            context["pairs"] = resendable_pairs(request)
        response = HttpResponse(render_to_string("503.html", context), status=503)
    else:
        words = (
            _("The server is busy. Nothing was saved; please try again in a moment.")
            if is_sent
            else _("The server is busy. Please try again in a moment.")
        )
        response = HttpResponse(words, status=503, content_type="text/plain; charset=utf-8")
    response.is_busy_response = True
    return mark_busy(response)


def mark_busy(response):
    """Make the response an uncached 503 with Retry-After."""
    response.status_code = 503
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response["Content-Length"] = str(len(response.content))
    add_never_cache_headers(response)
    return response


def resendable_pairs(request):
    """[(name, value)] of all submitted data for a retry button; None with passwords, with files or without a body."""
    if request.FILES or not request.POST or any("password" in name for name in request.POST):
        return None
    return [(name, value) for name, values in request.POST.lists() for value in values]


def retry_as_get(request):
    """A new request for the form's page, without state of the first one."""
    method, body = "GET", b""
    if is_rebuilt_by_admin(request):
        token = request.POST.get("csrfmiddlewaretoken", "")
        method, body = (
            "POST",
            urlencode(
                {CARRIED_FORM: SubmittedForm.from_request(request).as_json, "csrfmiddlewaretoken": token}
            ).encode(),
        )
    own = {
        "REQUEST_METHOD": method,
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
    }
    again = WSGIRequest({**request.environ, **own})
    again.environ.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
    if body:
        again.reason = BUSY
    return again


def is_rebuilt_by_admin(request):
    """Whether the admin rebuilds the page from the submitted form (portal.server.post_over_login)."""
    match = request.resolver_match
    return is_administration(match) and (form_admin(match.func) is not None or CARRIED_FORM in request.POST)


def is_form_page(response):
    """Whether it is the form's page, or the login page in front of it."""
    is_page = not response.streaming and response.get("Content-Type", "").startswith("text/html")
    return is_page and (response.status_code == 200 or is_login_page(response))


def is_login_page(response):
    return b'id="login-form"' in response.content


def refill_response(request, response):
    """Write all submitted values and a note into the page; return whether its form has all fields."""
    typed = SubmittedForm.from_post(request)
    page = refill_html_form(response.content.decode(response.charset), typed.pairs)
    if page is None:
        return False
    with translation.override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
        context = {"in_administration": is_login_page(response), "files": typed.files}
        note = render_to_string("portal/_busy_note.html", context)
    response.content = CONTENT_START.sub(lambda found: found[0] + note, page, count=1)
    return True
