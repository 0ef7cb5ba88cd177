from functools import reduce
from operator import or_

from django.apps import apps
from django.contrib.auth.base_user import BaseUserManager
from django.db.models import Exists, OuterRef, Q


class UserManager(BaseUserManager):
    """Users are identified by their e-mail address, case-insensitively."""

    use_in_migrations = True

    def get_by_natural_key(self, email):
        return self.with_second_factor_needed().get(email__iexact=email)

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def administrators(self):
        """Active superusers with access to the administration."""
        return self.filter(is_superuser=True, is_active=True, is_staff=True)

    def last_administrator(self):
        """The only administrator as a queryset; empty when there are several, or none."""
        administrators = self.administrators()
        return administrators if administrators.count() == 1 else administrators.none()

    def with_second_factor_needed(self):
        """Annotate `second_factor_needed` (a role requires one) and `has_second_factor`, needed on every page."""
        from django_otp.plugins.otp_totp.models import TOTPDevice  # these models need the user first
        from django_otp_webauthn.models import WebAuthnCredential

        rules = apps.get_model("accounts", "SecondFactorRule").objects.filter(is_needed=True)
        held = apps.get_model("accounts", "Membership").objects.filter(
            user=OuterRef("pk"), role__in=rules.values("role")
        )
        administrator = Q(is_superuser=True) & Q(Exists(rules.filter(role="administrator")))
        own = [
            model.objects.filter(user=OuterRef("pk"), confirmed=True)
            for model in (TOTPDevice, WebAuthnCredential)
        ]
        return self.annotate(
            second_factor_needed=Q(administrator | Q(Exists(held))),
            has_second_factor=reduce(or_, (Q(Exists(devices)) for devices in own)),
        )
