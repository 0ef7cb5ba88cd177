"""Logging in with a form half written: the answer to it is the login, and the answer to that is the form again."""

from copy import copy
from functools import wraps

from django.conf import settings
from django.contrib import admin
from django.middleware.csrf import rotate_token
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as plain_csrf_failure
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from portal.typed import NAME, Typed, form_of, is_from_here, unfinished


def keeping(site, view, guarded):
    """`guarded`, which is the view as the administration opens it, for a form that loses nothing to a login."""
    if form_of(view) is None:
        return guarded

    @csrf_protect
    @never_cache
    @wraps(guarded)
    def kept(request, *args, **kwargs):
        if request.method != "POST":
            return guarded(request, *args, **kwargs)
        if not site.has_permission(request):
            answer = login_with(site, request)
            if not site.has_permission(request):
                return answer
            renew_token(request)
        if NAME not in request.POST:
            return guarded(request, *args, **kwargs)
        typed = Typed.of(request)
        request.POST = typed.as_post()
        return getattr(unfinished(form_of(view), typed), view.__name__)(request, *args, **kwargs)

    return kept


def renew_token(request):
    """The cookie of the token that fits the login was on the redirect that nobody gets to see."""
    rotate_token(request)
    request.COOKIES[settings.CSRF_COOKIE_NAME] = request.META[
        "CSRF_COOKIE"
    ]  # the form's view reads it once more


def login_with(site, request):
    """The login page at the form's own address; when it comes back with a password, that is looked at."""
    typed = Typed.of(request)
    if NAME not in request.POST or "username" not in request.POST:
        request = copy(request)
        request.method = "GET"
    answer = site.login(request, typed.context())
    if answer.status_code == 200:
        answer.status_code = 403  # what was asked for has been refused so far
    return answer


def csrf_failure(request, reason=""):
    """A form that was open for too long, or whose editor has logged in anew since, is shown again instead of lost."""
    site = admin.site
    if form_of(request.resolver_match and request.resolver_match.func) is None or not is_from_here(request):
        return plain_csrf_failure(request, reason)
    if not site.has_permission(request):
        asked = copy(request)
        asked.POST = asked.POST.copy()
        asked.POST.pop("username", None)
        return login_with(site, asked)
    context = site.each_context(request) | Typed.of(request).context()
    context |= {"title": _("The form could not be sent"), "app_path": request.get_full_path()}
    return TemplateResponse(request, "admin/typed_before.html", context, status=403)
