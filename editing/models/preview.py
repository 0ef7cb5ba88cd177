"""Links to unpublished entries for people without an account (docs/adr/0044)."""

from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PreviewLinkQuerySet(models.QuerySet):
    def to(self, thing):
        content_type = ContentType.objects.get_for_model(thing)
        return self.filter(content_type=content_type, object_id=thing.pk)

    def active(self, at=None):
        """Not expired, not revoked, and made by an active user."""
        return self.filter(
            expires_at__gt=at or timezone.now(), revoked_at__isnull=True, created_by__is_active=True
        )


class PreviewLink(models.Model):
    """Shows one entry as a visitor would see it to anyone with the link, until it expires or is revoked."""

    MAX_DAYS = 90

    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    thing = GenericForeignKey("content_type", "object_id")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_at = models.DateTimeField(_("works until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    # Per link: one shared to show a draft must not show later changes.
    shows_change = models.BooleanField(
        _("shows a change that waits for release, as long as there is one"), default=False
    )

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="previewlink_thing_idx")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")), name="previewlink_expires_later"
            )
        ]

    def __str__(self):
        return f"{self.content_type.model} {self.object_id}"

    @classmethod
    def make(cls, thing, user, days, at=None, *, shows_change=False):
        """days: 1 to MAX_DAYS, of 24 hours each."""
        at = at or timezone.now()
        return cls.objects.create(
            thing=thing,
            created_by=user,
            created_at=at,
            expires_at=at + timedelta(days=days),
            shows_change=shows_change,
        )

    def is_expired(self, at=None):
        return self.expires_at <= (at or timezone.now())
