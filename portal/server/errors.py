"""Pages for what goes wrong, in the language of the address."""

import sys

from django.conf import settings
from django.contrib import admin
from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext as _

from database.locking import is_transient
from portal.server.busy import busy_response
from portal.server.post_over_login import is_administration
from publishing.refusals import log_refusal


def page_not_found(request, exception=None):
    return error_page(request, "404.html", 404)


def permission_denied(request, exception=None):
    """Notes who was refused what, wherever a view says no."""
    log_refusal(request)
    user = getattr(request, "user", None)
    if user and user.is_staff and is_administration(request.resolver_match):
        return staff_forbidden(request)
    return error_page(request, "403.html", 403)


def bad_request(request, exception=None):
    return error_page(request, "400.html", 400)


def server_error(request):
    """Asks neither the database nor the request: one of them may be what failed."""
    error = sys.exception()
    if is_transient(error):
        answer = busy_response(request, error)
        answer.says_busy = False  # it failed outside of any view: there is no form to show again
        return answer
    return HttpResponseServerError(render_to_string("500.html"))


def staff_forbidden(request):
    """For those who work there; to all others the administration is a page like any other."""
    with translation.override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
        context = admin.site.each_context(request) | {"title": _("This is not yours to see or to change")}
        return render(request, "admin/403.html", context, status=403)


def error_page(request, template, status):
    """An error may come before the language is known, so it is read from the address once more.

    The page is none of those the address resolves to: it has no translations, and is public in the administration too.
    """
    request.resolver_match = None
    with translation.override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
        return render(request, template, status=status)
