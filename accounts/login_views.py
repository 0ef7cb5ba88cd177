"""The two-step login page of the administration, at any URL that requires a login (docs/adr/0047, 0059)."""

from copy import copy

import segno
from django.contrib import messages
from django.contrib.auth.views import LoginView, RedirectURLMixin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.generic import FormView

from accounts import second_factor
from accounts.login_forms import CodeForm, LoginForm, NewAppForm


def login_page(request, context):
    """`context`: of every page of the administration, with `typed_name` if it preserves a submitted form."""
    if "start_over" in request.POST:
        answer = start_over(request, context)
    elif "username" not in request.POST and (user := second_factor.pending_user(request)):
        answer = second_step(request, user, context)
    else:
        answer = first_step(request, context)
    answer.uses_passkeys = True
    return answer


def first_step(request, context):
    return PasswordStep.as_view(extra_context=context | {"title": _("Log in")})(request)


def start_over(request, context):
    """Show the first step for another account, with the preserved form if there is one."""
    request.session.flush()
    if "typed_name" not in context:
        return HttpResponseRedirect(reverse("admin:login"))
    request = copy(request)
    request.method = "GET"
    return first_step(request, context)


def second_step(request, user, context):
    if second_factor.has_any(user):
        return CodeStep.as_view(user=user, extra_context=context | {"title": _("Second step")})(request)
    if user.second_factor_needed:
        title = _("Set up the second step")
        return SetupStep.as_view(user=user, extra_context=context | {"title": title})(request)
    second_factor.complete_login(request, user)  # no longer required
    return HttpResponseRedirect(context["next"])


class PasswordStep(LoginView):
    authentication_form = LoginForm
    template_name = "admin/login.html"

    def form_valid(self, form):
        user = form.get_user()
        if second_factor.password_accepted(self.request, user):
            return HttpResponseRedirect(self.get_success_url())
        if "typed_name" in self.extra_context:  # a redirect would lose the preserved form
            return second_step(self.request, user, self.extra_context)
        address = f"{reverse('admin:login')}?{urlencode({'next': self.get_success_url()})}"
        return HttpResponseRedirect(address)


class SecondStep(RedirectURLMixin, FormView):
    user = None
    next_page = "admin:index"

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs() | {"request": self.request, "user": self.user}
        if "code" not in self.request.POST:  # the password came with this request
            kwargs |= {"data": None, "files": None}
        return kwargs

    def post(self, request, *args, **kwargs):
        if "code" not in request.POST:
            return self.get(request, *args, **kwargs)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        second_factor.complete_login(self.request, self.user, form.device)
        return HttpResponseRedirect(self.get_success_url())


class CodeStep(SecondStep):
    form_class = CodeForm
    template_name = "admin/second_step.html"

    def form_valid(self, form):
        answer = super().form_valid(form)
        if form.device.name == second_factor.RECOVERY_NAME:
            warn_of_codes_left(self.request)
        return answer


class SetupStep(SecondStep):
    """Mandatory setup for a user whose role requires a second factor."""

    form_class = NewAppForm
    template_name = "admin/second_step_setup.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | app_setup_context(self.request, self.user)

    def form_valid(self, form):
        answer = super().form_valid(form)
        messages.success(
            self.request, _("The second step is set up. Now make recovery codes, on the page “Your access”.")
        )
        return answer


def app_setup_context(request, user):
    """Return the key for an authenticator app: as a QR code (SVG), as text, and as a link for this device."""
    device = second_factor.new_app(request.session, user)
    address = device.config_url
    code = segno.make_qr(address, error="m").svg_inline(border=4, dark="#000", light="#fff", omitsize=True)
    secret = address.partition("secret=")[2].partition("&")[0]
    words = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return {"code_svg": mark_safe(code), "key": words, "key_address": address}


def warn_of_codes_left(request):
    left = second_factor.codes_left(request.user)
    messages.warning(
        request,
        _("You used a recovery code; %(count)s are left. You make new ones on the page “Your access”.")
        % {"count": left},
    )
