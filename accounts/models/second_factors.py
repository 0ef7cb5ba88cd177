"""django-otp's devices without readable secrets: keys of apps encrypted, recovery codes hashed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import app_keys


class AuthenticatorApp(TOTPDevice):
    """`key` is encrypted; codes and URLs are computed from `bin_key`."""

    class Meta:
        proxy = True
        verbose_name = _("authenticator app")
        verbose_name_plural = _("authenticator apps")

    @property
    def bin_key(self):
        return app_keys.decrypt(self.key)

    @property
    def is_readable(self):
        """False after a restore without the key that encrypted it."""
        try:
            return bool(self.bin_key)
        except app_keys.UndecryptableKey:
            return False


class RecoveryCode(models.Model):
    """Replaces the library's StaticToken, which stores its code in plain text. Deleted when used."""

    device = models.ForeignKey(StaticDevice, models.CASCADE, related_name="recovery_codes")
    hash = models.CharField(max_length=128)

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
