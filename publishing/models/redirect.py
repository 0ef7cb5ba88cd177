"""Old addresses that lead to new ones."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


def site_path(value):
    """A path of this site: begins with one slash. "//elsewhere" would leave the site."""
    if not value.startswith("/") or value.startswith("//") or "\\" in value:
        raise ValidationError(_("Enter an address of this site that begins with “/”."))


class RedirectQuerySet(models.QuerySet):
    def of(self, path):
        """The redirect of an old address, or None. PostgreSQL refuses to look for what holds a NUL character."""
        return None if "\x00" in path else self.filter(old_path=path).first()

    def leave(self, old_path, new_path):
        """Let `old_path` lead to `new_path`; chains are shortened and a redirect onto itself is dropped."""
        if old_path == new_path:
            return
        self.filter(old_path=new_path).delete()
        self.filter(new_path=old_path).update(new_path=new_path)
        self.update_or_create(old_path=old_path, defaults={"new_path": new_path})


class Redirect(models.Model):
    old_path = models.CharField(_("old address"), max_length=400, unique=True, validators=[site_path])
    new_path = models.CharField(_("new address"), max_length=400, validators=[site_path])
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

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
            ),
        ]

    def __str__(self):
        return f"{self.old_path} → {self.new_path}"
