"""Pending changes and the steps of the release workflow (docs/adr/0041)."""

from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editing.querysets import UNFINISHED, PendingChangeQuerySet, ReleaseStepQuerySet


class OfPublishable(models.Model):
    """A row about any publishable object. Plots and halls are stored as spaces."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()

    class Meta:
        abstract = True


class PendingChange(OfPublishable):
    """A change to a published entry by a user who may not release it: the whole entry as it would be.

    `base` is the public state it was made from, `snapshot` the wanted one, both in the format of `releasing.states`. At
    most one per object is unfinished (kept, open or returned); the next editor updates it.
    """

    UNDO_PERIOD = timedelta(days=7)
    """A withdrawn change can be reinstated for this long."""

    class State(models.TextChoices):
        KEPT = "kept", _("not handed in yet")
        OPEN = "open", _("waits for release")
        RETURNED = "returned", _("returned")
        APPROVED = "approved", _("released")
        SUPERSEDED = "superseded", _("no longer needed")

    base_version = models.PositiveIntegerField()
    base = models.JSONField(encoder=DjangoJSONEncoder)
    snapshot = models.JSONField(encoder=DjangoJSONEncoder)
    # How often it was handed in; identifies outdated forms.
    revision = models.PositiveIntegerField(default=0)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    author_name = models.CharField(max_length=150, blank=True)
    note = models.TextField(_("note"), blank=True)
    # For a kept change, when it was saved.
    handed_in_at = models.DateTimeField(_("handed in"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    comment = models.TextField(_("comment"), blank=True)
    # Set on withdrawal; until then its files and pictures are retained.
    undo_until = models.DateTimeField(null=True, editable=False)
    # Set on withdrawal: whether it had not been handed in.
    was_kept = models.BooleanField(default=False, editable=False)

    objects = PendingChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change that waits for release")
        verbose_name_plural = _("changes that wait for release")
        default_permissions = ()
        ordering = ["handed_in_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"],
                condition=Q(state__in=UNFINISHED),
                name="pending_change_one_unfinished",
            )
        ]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="pending_change_target_idx"),
            models.Index(
                fields=["undo_until"], condition=Q(undo_until__isnull=False), name="pending_change_undo_idx"
            ),
        ]

    def __str__(self):
        return f"{self.target}: {self._meta.verbose_name}"

    @property
    def is_unfinished(self):
        return self.state in UNFINISHED

    @property
    def token(self):
        """The value a form submits to identify the change it shows."""
        return f"{self.pk}-{self.revision}"

    def decide(self, state, user, comment="", at=None):
        self.state, self.decided_by, self.comment = state, user, comment
        self.decided_at = at or timezone.now()
        self.save()


class PendingPicture(models.Model):
    """A picture used by an unfinished change: it must not be deleted, and users who may view the object may view it."""

    change = models.ForeignKey(PendingChange, models.CASCADE, related_name="pictures")
    picture = models.ForeignKey("publishing.Picture", models.PROTECT, related_name="waiting_rows")

    objects = PendingChangeQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.picture)

    @classmethod
    def publicly_visible(cls, at=None):
        """Return none: the public sees no pending pictures."""
        return cls._base_manager.none()


class ReleaseStep(OfPublishable):
    """One step of the workflow. Mails are made from batches of these rows (editing.release_mails)."""

    class Step(models.TextChoices):
        HANDED_IN = "handed_in", _("handed in")
        TAKEN_BACK = "taken_back", _("taken back")
        RETURNED = "returned", _("returned")
        RELEASED = "released", _("released")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REINSTATED = "reinstated", _("brought back")
        # For a change that was not handed in: by its first author, then by the editor who continued it.
        BEGUN = "begun", _("begun")
        CONTINUED = "continued", _("continued by somebody else")

    step = models.CharField(max_length=10, choices=Step)
    change = models.ForeignKey(PendingChange, models.CASCADE, null=True, related_name="steps")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=150, blank=True)
    comment = models.TextField(blank=True)
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    objects = ReleaseStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of the work flow")
        verbose_name_plural = _("steps of the work flow")
        default_permissions = ()
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="release_step_target_idx"),
            models.Index(fields=["at"], condition=Q(told_at__isnull=True), name="release_step_untold_idx"),
        ]

    def __str__(self):
        return f"{self.get_step_display()}: {self.target}"
