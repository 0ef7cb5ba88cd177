"""Old addresses that redirect to new ones, or are gone (410)."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.access_policy import AccessPolicy
from publishing.addresses import MAX_ADDRESS_LENGTH, candidate_addresses


def site_path(value):
    """Validate a path of this site: begins with one slash. "//elsewhere" would leave the site."""
    if not value.startswith("/") or value.startswith("//") or "\\" in value:
        raise ValidationError(_("Enter an address of this site that begins with “/”."))


def target_address(value):
    """Validate a path of this site, or a URL at a host that redirects may lead to."""
    if not is_trusted(value):
        site_path(value)


def is_trusted(address):
    """Whether it is a full URL at one of REDIRECT_HOSTS."""
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and parts.netloc in settings.REDIRECT_HOSTS


class RedirectQuerySet(models.QuerySet):
    def find_for(self, path, query=""):
        """Return the most specific redirect for a request (decoded path, query as sent), or None."""
        wanted = candidate_addresses(path, query)
        found = self.in_bulk(wanted, field_name="old_path")
        return next((found[address] for address in wanted if address in found), None)

    def record_move(self, old_path, new_path):
        """Redirect an object's old address to its new one; shortens chains and removes loops."""
        if old_path == new_path:
            return
        self.filter(old_path=new_path).delete()
        self.filter(new_path=old_path).update(new_path=new_path)
        self.update_or_create(
            old_path=old_path, defaults={"new_path": new_path, "origin": self.model.Origin.MOVED}
        )

    def mark_gone(self, path):
        """Mark the address of a deleted object as gone. Redirects to it stay, since it may be recovered."""
        self.update_or_create(old_path=path, defaults={"new_path": "", "origin": self.model.Origin.MOVED})

    def unused_since(self, day):
        """Not used since then; without those created later."""
        return self.filter(created_at__date__lt=day).exclude(last_used_on__gte=day)


class Redirect(models.Model):
    class Origin(models.TextChoices):
        MOVED = "moved", _("left by a change of address")
        TYPED = "typed", _("entered by hand")
        IMPORTED = "imported", _("imported from a file")

    access_policy = AccessPolicy.REGION
    is_importable = True

    old_path = models.CharField(
        _("old address"),
        max_length=MAX_ADDRESS_LENGTH,
        unique=True,
        validators=[site_path],
        help_text=_(
            "Begins with “/”, for example /alt/seite.html or /index.php?id=12. An address with parameters is found in "
            "whatever order they come, and when others come with them."
        ),
    )
    new_path = models.CharField(
        _("new address"),
        max_length=MAX_ADDRESS_LENGTH,
        blank=True,
        validators=[target_address],
        help_text=_("Empty: the old address says that what was there is gone for good (410)."),
    )
    origin = models.CharField(
        _("origin"), max_length=10, choices=Origin, default=Origin.TYPED, editable=False
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    # Days, not visits: one write a day at most, and no personal data.
    days_used = models.PositiveIntegerField(_("used on days"), default=0, editable=False)
    last_used_on = models.DateField(_("last used on"), null=True, blank=True, editable=False)

    objects = RedirectQuerySet.as_manager()

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["old_path"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(old_path=models.F("new_path")),
                name="redirect_leads_elsewhere",
                violation_error_message=_("The old and the new address are the same."),
            )
        ]

    def __str__(self):
        return f"{self.old_path} → {self.new_path or '410'}"

    def record_use(self, at=None):
        """Count today once, even with many requests at the same moment."""
        day = timezone.localdate(at or timezone.now())
        if self.last_used_on != day:
            unnoted = type(self).objects.filter(pk=self.pk).exclude(last_used_on=day)
            unnoted.update(last_used_on=day, days_used=models.F("days_used") + 1)
