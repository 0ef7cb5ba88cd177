"""What django-otp's devices have beside them here: recovery codes as hashes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice


class RecoveryCode(models.Model):
    """Takes the place of the library's StaticToken, which holds its code in clear. Deleted when it is used."""

    device = models.ForeignKey(StaticDevice, models.CASCADE, related_name="recovery_codes")
    hash = models.CharField(max_length=128)

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
