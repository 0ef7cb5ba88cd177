"""Authentication by password or passkey, and permissions by role: `user.has_perm("sites.change_plot", plot)`."""

from functools import cache

from django.apps import apps
from django.contrib.auth.backends import BaseBackend, ModelBackend
from django_otp_webauthn.backends import WebAuthnBackend

from accounts.rights import rights_of

ACTIONS = ("view", "add", "change", "delete", "release")


@cache
def users_for_sessions():
    """Return an unevaluated queryset, built once per process because every page of a logged-in user needs it."""
    from accounts.models import User  # the models import this module

    return User.objects.with_second_factor_needed()


class SecondFactorLookupMixin:
    """Loads the user of a session with `second_factor_needed` and `has_second_factor`."""

    def get_user(self, user_id):
        user = users_for_sessions().filter(pk=user_id).first()
        return user if self.user_can_authenticate(user) else None


class PasswordBackend(SecondFactorLookupMixin, ModelBackend):
    """Django's backend, also for permissions granted by an administrator."""


class PasskeyBackend(SecondFactorLookupMixin, WebAuthnBackend):
    """For a login with a passkey alone."""


class RoleBackend(BaseBackend):
    """Permissions by role, in addition to Django's backend."""

    def has_perm(self, user_obj, perm, obj=None):
        app_label, _dot, codename = perm.partition(".")
        action, _line, model_name = codename.partition("_")
        try:
            model = apps.get_model(app_label, model_name)
        except (LookupError, ValueError):
            return False
        return action in ACTIONS and user_obj.is_active and rights_of(user_obj).may(action, model, obj)

    def has_module_perms(self, user_obj, app_label):
        """Whether the user may view anything in the app."""
        return user_obj.is_active and any(
            rights_of(user_obj).may("view", model) for model in apps.get_app_config(app_label).get_models()
        )
