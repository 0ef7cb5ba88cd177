"""Error pages, in the language of the URL."""

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
    """Log the refusal of any view."""
    log_refusal(request)
    user = getattr(request, "user", None)
    if user and user.is_staff and is_administration(request.resolver_match):
        return staff_forbidden(request)
    return error_page(request, "403.html", 403)


def bad_request(request, exception=None):
    return error_page(request, "400.html", 400)


def server_error(request):
    """Uses neither the database nor the request, as either may have failed."""
    error = sys.exception()
    if is_transient(error):
        response = busy_response(request, error)
        response.is_busy_response = False  # it failed outside of a view: no form to redisplay
        return response
    return HttpResponseServerError(render_to_string("500.html"))


def staff_forbidden(request):
    """The admin's 403 page, for staff only."""
    with translation.override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
        context = admin.site.each_context(request) | {"title": _("This is not yours to see or to change")}
        return render(request, "admin/403.html", context, status=403)


def error_page(request, template, status):
    """Activate the language of the URL, as an error may precede the middleware.

    Without resolver_match: the page has no translated URL, and is a public page in the admin too.
    """
    request.resolver_match = None
    with translation.override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
        return render(request, template, status=status)
