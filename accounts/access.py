"""The page “Your access” of the administration: a user's own second factors, recovery codes and logins."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import RedirectURLMixin
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts import audit, second_factor, sessions
from accounts.login_forms import ConfirmPasswordForm, NewAppForm
from accounts.login_views import app_setup_context
from publishing.refusals import log_refusal

MAX_LOGINS_SHOWN = 50


def recent_login_required(view):
    """Decorate a view that needs a recently typed password; redirects to the password form otherwise."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if sessions.recently_authenticated(request.session):
            return view(request, *args, **kwargs)
        return HttpResponseRedirect(
            f"{reverse('admin:access_password')}?{urlencode({'next': request.get_full_path()})}"
        )

    return guarded


def render_access_page(request, site, template, title, **context):
    return TemplateResponse(request, template, site.each_context(request) | context | {"title": title})


def overview(request, site):
    user = request.user
    answer = render_access_page(
        request,
        site,
        "admin/access.html",
        _("Your access"),
        devices=second_factor.devices_of(user),
        codes_left=second_factor.codes_left(user),
        is_needed=user.second_factor_needed,
        is_sure=sessions.recently_authenticated(request.session),
        sessions=own_sessions(request),
        logins=user.login_events.select_related("by")[:MAX_LOGINS_SHOWN],
    )
    answer.uses_passkeys = True
    return answer


def own_sessions(request):
    """Return the user's sessions, each with `is_this` and `public_id`."""
    found = sessions.open_sessions(request.user)
    for session in found:
        session.is_this = session.session_key == request.session.session_key
        session.public_id = sessions.public_id(session)
    return found


@require_POST
def end_sessions(request, site):
    """End the session with the public id in `end`, or all "others"; never the current one."""
    named = request.POST.get("end", "")
    ended = [
        session
        for session in own_sessions(request)
        if not session.is_this and named in ("others", session.public_id)
    ]
    for session in ended:
        session.delete()
        audit.record_event(audit.Kind.LOGGED_OUT, user=request.user, request=request)
    words = ngettext("The session is ended.", "%(count)s sessions are ended.", len(ended))
    messages.success(request, words % {"count": len(ended)})
    return HttpResponseRedirect(reverse("admin:access"))


@sensitive_post_parameters("password")
def confirm_password(request, site):
    form = ConfirmPasswordForm(request.POST or None, request=request)
    if form.is_valid():
        sessions.mark_authenticated(request.session)
        return HttpResponseRedirect(next_page(request))
    title = _("Your password once more")
    return render_access_page(
        request, site, "admin/access_password.html", title, form=form, next=next_page(request)
    )


def next_page(request):
    return RedirectURLMixin().get_redirect_url(request) or reverse("admin:access")


@recent_login_required
def add_app(request, site):
    form = NewAppForm(request.POST if "code" in request.POST else None, request=request, user=request.user)
    if form.is_valid():
        if not request.user.is_verified():
            second_factor.verify_session(request, form.device)
        messages.success(request, _("The app is set up. Make recovery codes now, and keep them on paper."))
        return HttpResponseRedirect(reverse("admin:access_codes"))
    title = _("Set up an app")
    return render_access_page(
        request, site, "admin/access_app.html", title, form=form, **app_setup_context(request, request.user)
    )


@recent_login_required
def recovery_codes(request, site):
    if not second_factor.has_any(request.user):
        return HttpResponseRedirect(reverse("admin:access"))
    codes = second_factor.make_recovery_codes(request, request.user) if request.method == "POST" else []
    left = second_factor.codes_left(request.user)
    return render_access_page(
        request, site, "admin/access_codes.html", _("Recovery codes"), codes=codes, codes_left=left
    )


@sensitive_post_parameters("password")
def remove_device(request, site, device_id):
    found = {device.persistent_id: device for device in second_factor.devices_of(request.user)}
    if device_id not in found:
        log_refusal(request)
        raise Http404
    form = ConfirmPasswordForm(request.POST or None, request=request)
    if form.is_valid():
        second_factor.remove_device(request, request.user, found[device_id])
        messages.success(request, _("It is removed."))
        return HttpResponseRedirect(reverse("admin:access"))
    is_last = len(found) == 1
    context = {"form": form, "device": found[device_id], "is_last": is_last}
    title = _("Remove a second factor")
    return render_access_page(
        request,
        site,
        "admin/access_remove.html",
        title,
        is_needed=request.user.second_factor_needed,
        **context,
    )
