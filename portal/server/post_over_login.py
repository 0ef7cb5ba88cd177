"""Preserves a POST to the admin over a login: it is answered by the login page, and the login by the restored form."""

from copy import copy
from functools import wraps

from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpResponseRedirect, QueryDict
from django.middleware.csrf import rotate_token
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as plain_csrf_failure
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from editing.unsaved_forms import CARRIED_FORM, never_valid_admin
from portal.server.submitted_form import (
    LOGGED_OUT,
    SubmittedForm,
    form_admin,
    is_same_origin,
    restore_notes,
)

LOGIN_FIELDS = {"username", "code"}


def preserve_post_over_login(site, view, guarded):
    """Wrap `guarded`, the result of `AdminSite.admin_view(view)`, so that a POST survives a login."""

    @csrf_protect
    @never_cache
    @wraps(guarded)
    def view_over_login(request, *args, **kwargs):
        if request.method != "POST" or request.path == reverse(f"{site.name}:logout"):
            return guarded(request, *args, **kwargs)
        if not site.has_permission(request):
            response = login_with_form(site, request)
            if not site.has_permission(request):
                return response
            renew_token(request)
        if CARRIED_FORM not in request.POST:
            return guarded(request, *args, **kwargs)
        typed = SubmittedForm.from_request(request)
        if form_admin(view) is None:
            return show_page_unsubmitted(request, typed, lambda: guarded(request, *args, **kwargs))
        reason = getattr(request, "reason", LOGGED_OUT)  # portal.server.busy sets another one
        request.POST = typed.as_post()
        shown = getattr(never_valid_admin(form_admin(view)), view.__name__)
        return shown(request, *args, extra_context={"notes": restore_notes(typed, reason)}, **kwargs)

    return view_over_login


def show_page_unsubmitted(request, typed, show):
    """Show the page by GET, with warnings that nothing was done and what free text was submitted."""
    request.method, request.POST = "GET", QueryDict()
    response = show()
    if response.status_code in {200, 405}:
        words = _("You were not logged in any more. Nothing was done; please press the button again.")
        messages.warning(request, words)
        texts = "\n".join(value for _name, value in typed.pairs if " " in value.strip())
        if texts:  # free text rather than keys or choices
            messages.warning(request, _("You had written: %(texts)s") % {"texts": texts})
    if response.status_code == 405:  # a view without a page of its own: go to its parent
        return HttpResponseRedirect(request.path.rstrip("/").rpartition("/")[0] + "/")
    return response


def renew_token(request):
    """Set the CSRF cookie after login: the redirect that carried it is not sent."""
    rotate_token(request)
    request.COOKIES[settings.CSRF_COOKIE_NAME] = request.META[
        "CSRF_COOKIE"
    ]  # the wrapped view reads it again


def login_with_form(site, request):
    """The login page at the URL of the form; a submitted password or code is processed."""
    typed = SubmittedForm.from_request(request)
    if CARRIED_FORM not in request.POST or not LOGIN_FIELDS & request.POST.keys():
        request = copy(request)
        request.method = "GET"
    response = site.login(request, typed.context())
    if response.status_code == 200:
        response.status_code = 403  # the request was not carried out
    return response


def is_administration(match):
    return match is not None and "admin" in match.app_names and match.url_name not in {"login", "logout"}


def csrf_failure(request, reason=""):
    """CSRF_FAILURE_VIEW: show an admin form again whose token is outdated."""
    site = admin.site
    if not is_administration(request.resolver_match) or not is_same_origin(request):
        # A public page, without the context of the admin.
        request.resolver_match = None
        return plain_csrf_failure(request, reason)
    if not site.has_permission(request):
        login_request = copy(request)
        if CARRIED_FORM in login_request.POST:  # otherwise they are fields of the form
            login_request.POST = login_request.POST.copy()
            for name in LOGIN_FIELDS:
                login_request.POST.pop(name, None)
        return login_with_form(site, login_request)
    context = site.each_context(request) | SubmittedForm.from_request(request).context()
    context |= {"title": _("The form could not be sent"), "app_path": request.get_full_path()}
    return TemplateResponse(request, "admin/typed_before.html", context, status=403)
