"""Passkeys: the four endpoints of the WebAuthn ceremonies (docs/adr/0059).

Extends the library's views by the pending user of the second step and by the portal's login.
"""

import json

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_otp_webauthn import exceptions
from django_otp_webauthn import views as library
from django_otp_webauthn.models import WebAuthnCredential

from accounts import audit, second_factor, sessions
from accounts.audit import Kind
from mailing.rate_limit import exceeds_rate_limit

MAX_CEREMONIES_PER_HOUR = 60


class TooManyCeremonies(exceptions.OTPWebAuthnApiError):
    status_code = 429
    default_code = "too_many"
    default_detail = _("Many logins were begun from here just now. Please try again in an hour.")


class RecentPasswordRequired(exceptions.OTPWebAuthnApiError):
    status_code = 403
    default_code = "not_sure"
    default_detail = _("Please load this page again and type your password.")


class PendingUserMixin:
    """For the user, also with a pending second factor. Answers 400 instead of failing for what is no JSON object."""

    http_method_names = ["post"]

    def initial(self, request, *args, **kwargs):
        if not hasattr(request.data, "keys"):
            raise exceptions.MalformedRequest()
        super().initial(request, *args, **kwargs)

    def handle_exception(self, exc):
        is_unreadable = isinstance(exc, ValueError) and not hasattr(self.request, "data")
        return super().handle_exception(exceptions.MalformedRequest() if is_unreadable else exc)

    def get_user(self):
        if self.request.user.is_authenticated:
            return self.request.user
        return second_factor.pending_user(self.request)


class LoginBegin(PendingUserMixin, library.BeginCredentialAuthenticationView):
    def check_can_authenticate(self):
        super().check_can_authenticate()
        if exceeds_rate_limit(self.request, "passkey", MAX_CEREMONIES_PER_HOUR):
            raise TooManyCeremonies()


class LoginComplete(PendingUserMixin, library.CompleteCredentialAuthenticationView):
    def check_device_usable(self, device):
        super().check_device_usable(device)
        if not device.user.is_staff:
            raise exceptions.UserDisabled()

    def complete_auth(self, device):
        if self.get_user() is None:
            super().complete_auth(device)
        second_factor.complete_login(self.request, device.user, device)

    def get_success_data(self, device):
        """Add the new CSRF token, so that a preserved form can be submitted."""
        return super().get_success_data(device) | {"csrf": get_token(self.request)}


class RegistrationMixin(PendingUserMixin):
    """Sets `request.user`, which the library reads, to the pending user."""

    def initial(self, request, *args, **kwargs):
        self.was_pending = not request.user.is_authenticated
        if self.was_pending:
            request.user = self.get_user() or request.user
        super().initial(request, *args, **kwargs)

    def check_can_register(self):
        if not sessions.recently_authenticated(self.request.session):
            raise RecentPasswordRequired()


class AddBegin(RegistrationMixin, library.BeginCredentialRegistrationView):
    pass


class AddComplete(RegistrationMixin, library.CompleteCredentialRegistrationView):
    def post(self, request, *args, **kwargs):
        user = self.get_user()
        answer = super().post(request, *args, **kwargs)
        device = WebAuthnCredential.objects.get(pk=json.loads(answer.content)["id"])
        audit.record_event(Kind.FACTOR_ADDED, user=user, request=request)
        if self.was_pending:
            second_factor.complete_login(request, user, device)
        else:
            second_factor.verify_session(request, device)
        return JsonResponse(
            {"id": device.pk, "csrf": get_token(request), "redirect_url": reverse("admin:access")}
        )
