"""Querysets of pending changes and release steps, and the models that can be published."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.gis.db.models import GeometryField
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from publishing import permissions_filter
from publishing.models import Publishable

UNFINISHED = ["kept", "open", "returned"]
"""States of a change without a final decision."""


def without_geometry(rows):
    """Defer geometry columns, which may be large."""
    fields = rows.model._meta.concrete_fields
    return rows.defer(*(field.name for field in fields if isinstance(field, GeometryField)))


def in_state(state, narrow):
    return lambda things, user: narrow(things.filter(workflow_state=state), user)


class PendingChangeQuerySet(models.QuerySet):
    """For PendingChange and for models with a foreign key `change`."""

    def open(self):
        return self.filter(state="open")

    def unfinished(self):
        return self.filter(state__in=UNFINISHED)

    def open_or_undoable(self, at=None):
        """Unfinished, or withdrawn within the undo period."""
        return self.filter(Q(state__in=UNFINISHED) | Q(undo_until__gt=at or timezone.now()))

    def past_undo_period(self, at):
        """Withdrawn changes whose undo period is over and whose files and pictures are still stored."""
        return self.filter(undo_until__lte=at)

    def visible_to(self, user):
        return self.targeting(permissions_filter.visible, user)

    def editable_by(self, user):
        return self.targeting(permissions_filter.editable, user)

    def releasable_by(self, user):
        """Changes to published entries only: others are decided by their editors."""
        return self.targeting(in_state("published", permissions_filter.releasable), user)

    def targeting(self, narrow, user):
        """Unfinished changes whose target is in `narrow(queryset, user)`."""
        prefix = "" if hasattr(self.model, "snapshot") else "change__"
        return self.filter(targets_in(narrow, user, prefix), **{f"{prefix}state__in": UNFINISHED})


class ReleaseStepQuerySet(models.QuerySet):
    def not_mailed(self, until):
        """No mail has been sent about them, and they are at least that old."""
        return self.filter(told_at__isnull=True, at__lte=until)

    def in_review_of(self, user):
        """Steps by which the user handed in an unpublished entry that waits for release."""
        return self.last_entry_steps("in_review", user).filter(step="handed_in", user=user)

    def returned_to(self, user):
        """Steps by which an unpublished entry that the user had handed in was returned, with a comment."""
        return self.last_entry_steps("draft", user).filter(step="returned", handed_in_by=user.pk)

    def last_entry_steps(self, state, user):
        """The last steps of unpublished entries in this editorial state that the user may edit."""
        of_entry = self.model.objects.filter(
            content_type=OuterRef("content_type"), object_id=OuterRef("object_id"), change=None
        )
        handed_in = of_entry.filter(step="handed_in", pk__lt=OuterRef("pk")).order_by("-pk")
        return self.filter(
            targets_in(in_state(state, permissions_filter.editable), user),
            ~Exists(of_entry.filter(pk__gt=OuterRef("pk"))),
            change=None,
        ).alias(handed_in_by=Subquery(handed_in.values("user")[:1]))


def targets_in(narrow, user, prefix=""):
    """Return a Q for rows whose target is in `narrow(queryset, user)`."""
    found = Q(pk__in=[])
    for model in publishable_models():
        things = narrow(model._default_manager.all(), user).order_by().values("pk")
        content_type = ContentType.objects.get_for_model(model)
        found |= Q(**{f"{prefix}content_type": content_type, f"{prefix}object_id__in": things})
    return found


def publishable_models():
    """Return all publishable models except proxies."""
    return [model for model in apps.get_models() if issubclass(model, Publishable) and not model._meta.proxy]
