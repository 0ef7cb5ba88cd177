"""Events of logins and accounts, and which roles need a second factor."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models.people import Membership
from accounts.querysets import LoginEventQuerySet


class LoginEvent(models.Model):
    """Private data: shortened addresses only, no history, deleted after 90 days."""

    class Kind(models.TextChoices):
        LOGGED_IN = "logged_in", _("logged in")
        LOGGED_OUT = "logged_out", _("logged out")
        FAILED = "failed", _("wrong password")
        CODE_FAILED = "code_failed", _("wrong second factor")
        LOCKED = "locked", _("locked for a while after wrong tries")
        FACTOR_ADDED = "factor_added", _("second factor set up")
        FACTOR_REMOVED = "factor_removed", _("second factor removed")
        FACTOR_RESET = "factor_reset", _("second factor reset by the administration")
        CODES_MADE = "codes_made", _("recovery codes made")
        CODE_USED = "code_used", _("recovery code used")
        PASSWORD_CHANGED = "password_changed", _("password changed")  # noqa: S105
        PASSWORD_RESET = "password_reset", _("password set by a link")  # noqa: S105
        UNLOCKED = "unlocked", _("lock lifted by a link")

    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    kind = models.CharField(_("what happened"), max_length=20, choices=Kind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="login_events",
        verbose_name=_("user"),
        help_text=_(
            "Empty when nobody has an account with the address that was typed, or when a network was locked."
        ),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("login", "done by"),
    )
    network = models.CharField(
        _("network"),
        max_length=43,
        blank=True,
        help_text=_("The first part of the address only: what a provider or a company shares."),
    )

    objects = LoginEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("login")
        verbose_name_plural = _("logins")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["user", "-at"], name="loginevent_of_user")]

    def __str__(self):
        return f"{self.get_kind_display()} ({timezone.localtime(self.at):%d.%m.%Y %H:%M})"


class SecondFactorRule(models.Model):
    """Whether a role needs a second factor. A role without a row does not."""

    ROLES = [*Membership.Role.choices, ("administrator", _("administrator"))]

    role = models.CharField(_("role"), max_length=20, choices=ROLES, unique=True)
    is_needed = models.BooleanField(
        _("second factor needed"),
        default=False,
        help_text=_(
            "From this moment everybody who has the role in any organisation gets no further than setting it up, "
            "you included."
        ),
    )

    class Meta:
        verbose_name = _("rule for a second factor")
        verbose_name_plural = _("rules for a second factor")
        ordering = ["role"]

    def __str__(self):
        return self.get_role_display()
