"""Changes that wait, the steps of a release, and all things that may be published."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.gis.db.models import GeometryField
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from publishing import permissions_filter
from publishing.models import Publishable

UNFINISHED = ["kept", "open", "returned"]
"""The states of a change that nobody has decided for good."""


def without_geometry(rows):
    """Without their geometries, which may be large."""
    fields = rows.model._meta.concrete_fields
    return rows.defer(*(field.name for field in fields if isinstance(field, GeometryField)))


class PendingChangeQuerySet(models.QuerySet):
    """Of changes, or of what belongs to them."""

    def open(self):
        return self.filter(state="open")

    def unfinished(self):
        return self.filter(state__in=UNFINISHED)

    def open_or_undoable(self, at=None):
        """Unfinished, or taken back a short while ago."""
        return self.filter(Q(state__in=UNFINISHED) | Q(undo_until__gt=at or timezone.now()))

    def past_undo_period(self, at):
        """Taken back long ago, with files and pictures kept for a return that nobody wanted."""
        return self.filter(undo_until__lte=at)

    def visible_to(self, user):
        return self.targeting(permissions_filter.visible, user)

    def editable_by(self, user):
        return self.targeting(permissions_filter.editable, user)

    def releasable_by(self, user):
        """Of changes to what is published: in anything else its editors choose."""
        return self.targeting(
            lambda things, user: permissions_filter.releasable(
                things.filter(workflow_state="published"), user
            ),
            user,
        )

    def targeting(self, narrow, user):
        """Unfinished ones about things that `narrow(queryset, user)` leaves."""
        prefix = "" if hasattr(self.model, "snapshot") else "change__"
        return self.filter(targets_in(narrow, user, prefix), **{f"{prefix}state__in": UNFINISHED})


class ReleaseStepQuerySet(models.QuerySet):
    def not_mailed(self, until):
        """Nobody has had a mail about them, and they are that old."""
        return self.filter(told_at__isnull=True, at__lte=until)

    def in_review_of(self, user):
        """By which the user handed in a whole entry that waits for release."""
        return self.last_entry_steps("in_review", user).filter(step="handed_in", user=user)

    def returned_to(self, user):
        """By which a whole entry that the user had handed in came back, with a comment."""
        return self.last_entry_steps("draft", user).filter(step="returned", handed_in_by=user.pk)

    def last_entry_steps(self, state, user):
        """The last steps of whole entries in this editorial state that the user may edit."""
        of_entry = self.model.objects.filter(
            content_type=OuterRef("content_type"), object_id=OuterRef("object_id"), change=None
        )
        handed_in = of_entry.filter(step="handed_in", pk__lt=OuterRef("pk")).order_by("-pk")
        return self.filter(
            targets_in(
                lambda things, user: permissions_filter.editable(things.filter(workflow_state=state), user),
                user,
            ),
            ~Exists(of_entry.filter(pk__gt=OuterRef("pk"))),
            change=None,
        ).alias(handed_in_by=Subquery(handed_in.values("user")[:1]))


def targets_in(narrow, user, prefix=""):
    """The condition that a row is about one of the things that `narrow(queryset, user)` leaves."""
    found = Q(pk__in=[])
    for model in publishable_models():
        things = narrow(model._default_manager.all(), user).order_by().values("pk")
        content_type = ContentType.objects.get_for_model(model)
        found |= Q(**{f"{prefix}content_type": content_type, f"{prefix}object_id__in": things})
    return found


def publishable_models():
    """All that may be published, without the proxies."""
    return [model for model in apps.get_models() if issubclass(model, Publishable) and not model._meta.proxy]
