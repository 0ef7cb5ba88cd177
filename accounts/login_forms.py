"""Forms of the two login steps, and of the password before changes of one's own access."""

import math

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm, AdminPasswordChangeForm
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import audit, login_throttle, second_factor
from accounts.audit import Kind

CODE_ATTRS = {"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "none"}


def too_many_attempts_error(until):
    """Return the same error whether or not there is an account."""
    seconds = max(1, math.ceil((until - timezone.now()).total_seconds()))
    minutes = math.ceil(seconds / 60)
    wait = (
        ngettext("%(count)s second", "%(count)s seconds", seconds) % {"count": seconds}
        if seconds < 60
        else ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    )
    words = _("There were too many wrong tries. Please wait %(wait)s and try again.")
    return forms.ValidationError(words % {"wait": wait}, code="too_many")


def verify_password(request, password):
    """Check the user's password, counted like a login; raises ValidationError if it is wrong."""
    one = login_throttle.begin_attempt(request, request.user.email)
    if one.blocked_until:
        raise too_many_attempts_error(one.blocked_until)
    if not request.user.check_password(password):
        audit.record_failure(Kind.FAILED, one, user=request.user, request=request)
        raise forms.ValidationError(_("This is not your password."))
    one.succeeded()


class LoginForm(AdminAuthenticationForm):
    """E-mail address and password, counted before the password is verified."""

    error_messages = AdminAuthenticationForm.error_messages | {
        "invalid_login": gettext_lazy("E-mail address and password do not belong together.")
    }

    def clean(self):
        email = self.cleaned_data.get("username")
        if not email or not self.cleaned_data.get("password"):
            return super().clean()
        one = login_throttle.begin_attempt(self.request, email)
        if one.blocked_until:
            raise too_many_attempts_error(one.blocked_until)
        try:
            cleaned = super().clean()
        except forms.ValidationError:
            user = audit.find_user_by_email(email)
            audit.record_failure(Kind.FAILED, one, user=user, request=self.request)
            raise
        one.succeeded()
        return cleaned


class CodeForm(forms.Form):
    """Second step: a code from the app, or a recovery code. `device` is the one that accepted it."""

    code = forms.CharField(
        label=gettext_lazy("Code"), max_length=20, widget=forms.TextInput(attrs=CODE_ATTRS), strip=True
    )

    def __init__(self, *args, request, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.request, self.user, self.device = request, user, None

    def clean_code(self):
        code = self.cleaned_data["code"]
        self.device, wait = second_factor.try_code(self.request, self.user, code)
        if wait:
            raise too_many_attempts_error(wait)
        if self.device is None and second_factor.has_only_unreadable_apps(self.user):
            raise forms.ValidationError(
                _(
                    "The portal can no longer check the codes of your app. Use a recovery code, or ask an "
                    "administrator to take away your second factor."
                )
            )
        if self.device is None:
            raise forms.ValidationError(_("This code is not right, or has been used. Wait for the next one."))
        return code


class NewAppForm(CodeForm):
    """The first code of an app that is being set up; not throttled, since the page shows the key."""

    def clean_code(self):
        code = self.cleaned_data["code"]
        self.device = second_factor.confirm_app(self.request, self.user, code)
        if self.device is None:
            raise forms.ValidationError(
                _(
                    "This code does not fit. Is the clock of your device right? Take the code that it shows now."
                )
            )
        return code


class ConfirmPasswordForm(forms.Form):
    """Protects changes of the access at an unattended screen."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self):
        verify_password(self.request, self.cleaned_data["password"])
        return self.cleaned_data["password"]


class NewPasswordForm(AdminPasswordChangeForm):
    """Django's form, with the old password throttled."""

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_old_password(self):
        verify_password(self.request, self.cleaned_data["old_password"])
        return self.cleaned_data["old_password"]
