"""Passwords: request of a link by mail, setting and changing a password; and unlocking an account."""

from django.contrib.auth import views
from django.http import HttpResponseRedirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from accounts import audit, known_browser, login_throttle, second_factor, unlocking
from accounts.audit import Kind
from accounts.forms import StoredPasswordResetForm
from accounts.login_forms import NewPasswordForm
from mailing.rate_limit import exceeds_rate_limit

MAX_LINKS_PER_HOUR = 10
"""From one network. The limit per mailbox, in accounts.invitation, is not disclosed."""


class PasswordResetRequestView(views.PasswordResetView):
    form_class = StoredPasswordResetForm

    def form_valid(self, form):
        if exceeds_rate_limit(self.request, "password", MAX_LINKS_PER_HOUR):
            form.add_error(
                None, _("Many links were asked for from here just now. Please try again in an hour.")
            )
            return self.form_invalid(form)
        form.save()
        return HttpResponseRedirect(self.get_success_url())


class PasswordSetView(views.PasswordResetConfirmView):
    """Opening the link proves access to the mailbox: resets the throttle and remembers the browser.

    Not the browser if there is a second factor: with each link a new one could guess codes.
    """

    def form_valid(self, form):
        answer = super().form_valid(form)
        login_throttle.reset_throttle(self.user.email)
        if not second_factor.has_any(self.user):
            known_browser.remember_browser(self.request, self.user)
        audit.record_event(Kind.PASSWORD_RESET, user=self.user, request=self.request)
        return answer


@method_decorator(never_cache, name="dispatch")
class UnlockView(TemplateView):
    """GET changes nothing, since mail servers open links. POST unlocks the account while the link is valid."""

    template_name = "registration/account_unlock.html"
    extra_context = {"title": gettext_lazy("Lift the lock of your account")}

    def get(self, request, token):
        return self.page(unlocking.user_from_token(token))

    def post(self, request, token):
        user = unlocking.user_from_token(token)
        if user is not None:
            login_throttle.reset_throttle(user.email, request=request)
            audit.record_event(Kind.UNLOCKED, user=user, request=request)
        return self.page(user, is_done=True)

    def page(self, user, is_done=False):
        context = self.get_context_data(is_valid=user is not None, is_done=is_done)
        return self.render_to_response(context, status=200 if user else 404)


class PasswordChangeView(views.PasswordChangeView):
    form_class = NewPasswordForm
    template_name = "registration/password_change_form.html"
    success_url = reverse_lazy("admin:password_change_done")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}

    def form_valid(self, form):
        answer = super().form_valid(form)
        audit.record_event(Kind.PASSWORD_CHANGED, user=self.request.user, request=self.request)
        return answer
