"""Forms of entries as their editors typed them, before anything is saved (docs/adr/0090)."""

import json
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FormWasSavedError(Exception):
    """The form of this tab was saved; what arrives now was typed before."""


class NotKeptError(Exception):
    """Too long, or one too many."""


class UnsavedFormQuerySet(models.QuerySet):
    def open(self):
        """Without those that were saved, which are empty."""
        return self.filter(saved_at__isnull=True)

    def shown_with(self, form, user, at=None):
        """Those of this form that the user has, or that others typed into within the last minute."""
        since = (at or timezone.now()) - UnsavedForm.PRESENCE
        rows = self.open().filter(models.Q(user=user) | models.Q(kept_at__gt=since), form=form)
        return rows.select_related("user").defer("pairs")

    def listed(self, user):
        """What the user has begun, the newest first."""
        return self.open().filter(user=user).defer("pairs")[: UnsavedForm.MAX_PER_USER]

    def with_token(self, token):
        key, _dash, revision = token.partition("-")
        is_token = key.isdecimal() and revision.isdecimal() and len(token) < 30
        return self.open().filter(pk=key, revision=revision) if is_token else self.none()

    def keep(self, user, form, tab, pairs, continued="", at=None):
        """Store the form of a tab: one statement, but for the first time. Raises FormWasSavedError and NotKeptError.

        The form with the token `continued` is replaced, unless another tab has changed it meanwhile.
        """
        if len(json.dumps(pairs, ensure_ascii=False)) > UnsavedForm.MAX_CHARACTERS:
            raise NotKeptError
        rows = self.filter(user=user)
        values = {"form": form, "pairs": pairs, "kept_at": at or timezone.now(), **described(pairs)}
        if rows.open().filter(tab=tab).update(**values, revision=models.F("revision") + 1):
            return
        if rows.filter(tab=tab).exists():
            raise FormWasSavedError
        if rows.open().count() >= UnsavedForm.MAX_PER_USER:
            raise NotKeptError
        with transaction.atomic():
            rows.get_or_create(user=user, tab=tab, defaults=values)
            rows.with_token(continued).delete()

    def end(self, user, form, tab, continued="", at=None):
        """The form was saved: nothing of it is unsaved any more, and what the tab sends later is refused."""
        at = at or timezone.now()
        values = {"form": form, "pairs": [], **described([]), "kept_at": at, "saved_at": at}
        self.update_or_create(user=user, tab=tab, defaults=values)
        self.filter(user=user).with_token(continued).delete()

    def delete_outdated(self, at):
        is_old = models.Q(kept_at__lt=at - UnsavedForm.RETENTION)
        return self.filter(is_old | models.Q(saved_at__lt=at - UnsavedForm.SAVED_RETENTION)).delete()[0]


def described(pairs):
    """Return the columns by which the author recognises the form."""
    values = dict(pairs)
    title = next((values[name] for name in UnsavedForm.TITLE_FIELDS if values.get(name, "").strip()), "")
    photos = [value for name, value in pairs if name.endswith("-stored_upload") and value]
    return {"title": "".join(filter(str.isprintable, title)).strip()[:150], "photos": min(len(photos), 1000)}


class UnsavedForm(models.Model):
    """One for a user, form, entry and browser tab; visible to its author alone, and not in backups.

    `pairs`: [[name, value]] as a browser would send them, unchecked. Once the form is saved they are emptied, and the
    row stays for a day, because a tab's last request may arrive after it.
    """

    RETENTION = timedelta(days=30)
    SAVED_RETENTION = timedelta(days=1)
    PRESENCE = timedelta(minutes=1)
    TITLE_FIELDS = ("name_de", "title_de", "name_en", "title_en")
    MAX_PER_USER = 50
    MAX_CHARACTERS = 1_000_000
    """Of `pairs` as JSON."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("author")
    )
    tab = models.CharField(max_length=32)
    form = models.CharField(_("form"), max_length=100)
    pairs = models.JSONField(_("what was typed"), default=list)
    title = models.CharField(_("title"), max_length=150, blank=True)
    photos = models.PositiveSmallIntegerField(_("photos"), default=0)
    kept_at = models.DateTimeField(_("last typed"))
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(_("saved"), null=True)

    objects = UnsavedFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("unsaved form")
        verbose_name_plural = _("unsaved forms")
        default_permissions = ()
        ordering = ["-kept_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "tab"], name="unsavedform_one_a_tab")]
        indexes = [
            models.Index(fields=["form", "kept_at"], name="unsavedform_form_idx"),
            models.Index(fields=["kept_at"], name="unsavedform_kept_idx"),
        ]

    def __str__(self):
        return self.title or self.form

    @property
    def token(self):
        """Identifies this state for the tab that continues it."""
        return f"{self.pk}-{self.revision}"
