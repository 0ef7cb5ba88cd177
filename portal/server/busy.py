"""The database is busy or away: nothing was done, nothing typed is lost, and 503 says so (docs/adr/0052).

Who sent a form gets its page again, filled as it was typed. The page is asked for by a second request, which saves
nothing: so nothing that the failed one left behind, such as a message of success, gets into it. Where there
is no such page, or not even reading works, a page that asks nobody carries what was sent.
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
from portal.server.form_refill import refill_html_form
from portal.server.post_over_login import is_administration
from portal.server.submitted_form import BUSY, FIELD_NAME, SubmittedForm, form_admin

logger = logging.getLogger("portal.busy")
RETRY_AFTER_SECONDS = 10  # s
CONTENT_START = re.compile(r'<(?:main|div)[^>]* id="content"[^>]*>')


def is_not_logged_yet(record):
    """False for the line that Django adds about a refused request: it says less."""
    return not getattr(getattr(record, "request", None), "is_logged", False)


logging.getLogger("django.request").addFilter(is_not_logged_yet)


class BusyMiddleware:
    """Outside of all that asks the database, so that the second request goes through all of it as the first did."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with lock_timeout():
            answer = self.get_response(request)
        if getattr(answer, "says_busy", False) and request.POST and accepts_page(request):
            return self.form_again(request) or answer
        return answer

    def process_exception(self, request, exception):
        return busy_response(request, exception) if is_transient(exception) else None

    def form_again(self, request):
        """The page of the form with what was typed in it; None where there is none, as for a list."""
        if is_administration(request.resolver_match) and not is_rebuilt_by_admin(request):
            return None
        close_old_connections()
        try:
            with read_only():
                answer = self.get_response(retry_as_get(request))
        except Error:
            return None
        if not is_form_page(answer):
            return None
        is_filled = is_rebuilt_by_admin(request) and not is_login_page(answer)
        return mark_busy(answer) if is_filled or refill_response(request, answer) else None


class SessionMiddleware(PlainSessionMiddleware):
    """What an answer would like to be remembered, such as the time of the last page, undoes nothing that was done.

    A new session is another matter: without it nobody is logged in.
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
    """Whether a browser asked for a page, rather than a script for data or a piece of one."""
    return "X-Fragment" not in request.headers and "text/html" in request.headers.get("Accept", "text/html")


def busy_response(request, error):
    """The answer that needs nothing which may have failed. Says why in the log, in one line."""
    logger.warning("Busy: %s %s: %s", request.method, request.path, str(error).strip().partition("\n")[0])
    request.is_logged = True
    is_sent = request.method not in {"GET", "HEAD", "OPTIONS"}
    if accepts_page(request):
        context = {"is_sent": is_sent, "address": request.get_full_path()}
        if is_sent:
            context["pairs"] = resendable_pairs(request)
        answer = HttpResponse(render_to_string("503.html", context), status=503)
    else:
        words = (
            _("The server is busy. Nothing was saved; please try again in a moment.")
            if is_sent
            else _("The server is busy. Please try again in a moment.")
        )
        answer = HttpResponse(words, status=503, content_type="text/plain; charset=utf-8")
    answer.says_busy = True
    return mark_busy(answer)


def mark_busy(answer):
    """The answer, as one that may be asked for again in a moment, and that nobody keeps."""
    answer.status_code = 503
    answer["Retry-After"] = str(RETRY_AFTER_SECONDS)
    answer["Content-Length"] = str(len(answer.content))
    add_never_cache_headers(answer)
    return answer


def resendable_pairs(request):
    """[(name, value)] of all that was sent, for a button; None where a page may not carry it, or cannot: files, and
    what was never read.
    """
    if request.FILES or not request.POST or any("password" in name for name in request.POST):
        return None
    return [(name, value) for name, values in request.POST.lists() for value in values]


def retry_as_get(request):
    """A request for the page of the form: what the first one had gathered is not in it."""
    method, body = "GET", b""
    if is_rebuilt_by_admin(request):
        token = request.POST.get("csrfmiddlewaretoken", "")
        method, body = (
            "POST",
            urlencode({FIELD_NAME: SubmittedForm.of(request).text, "csrfmiddlewaretoken": token}).encode(),
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
    """Whether the administration makes the page itself of what it finds typed (portal.server.post_over_login)."""
    match = request.resolver_match
    return is_administration(match) and (form_admin(match.func) is not None or FIELD_NAME in request.POST)


def is_form_page(answer):
    """Whether it is the page that was asked for, or the login before it."""
    is_page = not answer.streaming and answer.get("Content-Type", "").startswith("text/html")
    return is_page and (answer.status_code == 200 or is_login_page(answer))


def is_login_page(answer):
    return b'id="login-form"' in answer.content


def refill_response(request, answer):
    """Whether the page has a place for all that was sent; if so, it is written into it, below a note."""
    typed = SubmittedForm.sent(request)
    page = refill_html_form(answer.content.decode(answer.charset), typed.pairs)
    if page is None:
        return False
    with translation.override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
        context = {"in_administration": is_login_page(answer), "files": typed.files}
        note = render_to_string("portal/_busy_note.html", context)
    answer.content = CONTENT_START.sub(lambda found: found[0] + note, page, count=1)
    return True
