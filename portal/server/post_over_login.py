"""Logging in with a form half written: the answer to it is the login, and the answer to that is the form again."""

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

from portal.server.submitted_form import (
    FIELD_NAME,
    LOGGED_OUT,
    SubmittedForm,
    form_admin,
    is_same_origin,
    restore_notes,
    unsaved_form_admin,
)

LOGIN_FIELDS = {"username", "code"}


def preserve_post_over_login(site, view, guarded):
    """`guarded`, which is the view as the administration opens it, for a form that loses nothing to a login."""

    @csrf_protect
    @never_cache
    @wraps(guarded)
    def kept(request, *args, **kwargs):
        if request.method != "POST" or request.path == reverse(f"{site.name}:logout"):
            return guarded(request, *args, **kwargs)
        if not site.has_permission(request):
            answer = login_with_form(site, request)
            if not site.has_permission(request):
                return answer
            renew_token(request)
        if FIELD_NAME not in request.POST:
            return guarded(request, *args, **kwargs)
        typed = SubmittedForm.of(request)
        if form_admin(view) is None:
            return show_page_unsubmitted(request, typed, lambda: guarded(request, *args, **kwargs))
        reason = getattr(request, "reason", LOGGED_OUT)  # another one comes from portal.server.busy
        request.POST = typed.as_post()
        shown = getattr(unsaved_form_admin(form_admin(view)), view.__name__)
        return shown(request, *args, extra_context={"notes": restore_notes(typed, reason)}, **kwargs)

    return kept


def show_page_unsubmitted(request, typed, show):
    """Nothing is done: the page is asked for, not sent to. A warning says so, and repeats what was written in words."""
    request.method, request.POST = "GET", QueryDict()
    answer = show()
    if answer.status_code in {200, 405}:
        words = _("You were not logged in any more. Nothing was done; please press the button again.")
        messages.warning(request, words)
        texts = "\n".join(value for _name, value in typed.pairs if " " in value.strip())
        if texts:  # rather words than keys or choices
            messages.warning(request, _("You had written: %(texts)s") % {"texts": texts})
    if answer.status_code == 405:  # a button without a page: back to where it stands
        return HttpResponseRedirect(request.path.rstrip("/").rpartition("/")[0] + "/")
    return answer


def renew_token(request):
    """The cookie of the token that fits the login was on the redirect that nobody gets to see."""
    rotate_token(request)
    request.COOKIES[settings.CSRF_COOKIE_NAME] = request.META[
        "CSRF_COOKIE"
    ]  # the form's view reads it once more


def login_with_form(site, request):
    """The login page at the form's own address; when it comes back with a password or a code, that is looked at."""
    typed = SubmittedForm.of(request)
    if FIELD_NAME not in request.POST or not LOGIN_FIELDS & request.POST.keys():
        request = copy(request)
        request.method = "GET"
    answer = site.login(request, typed.context())
    if answer.status_code == 200:
        answer.status_code = 403  # what was asked for has been refused so far
    return answer


def is_administration(match):
    return match is not None and "admin" in match.app_names and match.url_name not in {"login", "logout"}


def csrf_failure(request, reason=""):
    """A form that was open for too long, or whose editor has logged in again since, is shown again instead of lost."""
    site = admin.site
    if not is_administration(request.resolver_match) or not is_same_origin(request):
        # A page for readers: it knows the region, and nothing of the administration.
        request.resolver_match = None
        return plain_csrf_failure(request, reason)
    if not site.has_permission(request):
        asked = copy(request)
        if FIELD_NAME in asked.POST:  # else they are fields of the form, and were typed
            asked.POST = asked.POST.copy()
            for name in LOGIN_FIELDS:
                asked.POST.pop(name, None)
        return login_with_form(site, asked)
    context = site.each_context(request) | SubmittedForm.of(request).context()
    context |= {"title": _("The form could not be sent"), "app_path": request.get_full_path()}
    return TemplateResponse(request, "admin/typed_before.html", context, status=403)
