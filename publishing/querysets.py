"""The questions every published thing answers."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.gis.db.models import GeometryField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from formats.folding import fold
from publishing import reach


def is_published(at=None, prefix=""):
    """The condition "visible to the public at this hour", as one WHERE. `prefix` reaches it through a relation."""
    at = at or timezone.now()
    day = timezone.localdate(at)
    return is_published_or_stale(at, prefix) & (
        Q(**{f"{prefix}confirm_until__isnull": True}) | Q(**{f"{prefix}confirm_until__gte": day})
    )


def is_published_or_stale(at=None, prefix=""):
    """The same, had somebody confirmed what has to be confirmed."""
    at = at or timezone.now()
    return (
        Q(**{f"{prefix}workflow_state": "published"})
        & (Q(**{f"{prefix}published_from__isnull": True}) | Q(**{f"{prefix}published_from__lte": at}))
        & (Q(**{f"{prefix}published_until__isnull": True}) | Q(**{f"{prefix}published_until__gt": at}))
    )


class PublishableQuerySet(models.QuerySet):
    def published(self, at=None):
        """What the public may see at this hour. `at` asks today's rows about another hour; it is no history."""
        return self.filter(is_published(at))

    def published_or_stale(self, at=None):
        """What the public may see, or could if somebody had confirmed the details in time."""
        return self.filter(is_published_or_stale(at))

    def newest_first(self):
        return self.order_by("-first_published_at", "-pk")

    def matching(self, words):
        """Those whose texts contain every word; case, umlauts and accents do not matter, on any database."""
        queryset = self
        for word in fold(words).split():
            queryset = queryset.filter(search_text__contains=word)
        return queryset


def light(model):
    """All rows of a model without its geometries, which may be large."""
    shapes = [field.name for field in model._meta.concrete_fields if isinstance(field, GeometryField)]
    return model._base_manager.defer(*shapes)


class PendingChangeQuerySet(models.QuerySet):
    """Of changes, or of what belongs to them."""

    def open(self):
        return self.filter(state="open")

    def unfinished(self):
        return self.filter(state__in=["open", "returned"])

    def at_hand(self, at=None):
        """Unfinished, or taken back a short while ago."""
        return self.filter(Q(state__in=["open", "returned"]) | Q(undo_until__gt=at or timezone.now()))

    def past_undoing(self, at):
        """Taken back long ago, with files and pictures kept for a return that nobody wanted."""
        return self.filter(undo_until__lte=at)

    def visible_to(self, user):
        return self.about(reach.visible, user)

    def editable_by(self, user):
        return self.about(reach.editable, user)

    def releasable_by(self, user):
        """Of changes to what is published: in anything else its editors choose."""
        return self.about(
            lambda things, user: reach.releasable(things.filter(workflow_state="published"), user), user
        )

    def about(self, narrow, user):
        """Unfinished ones about things that `narrow(queryset, user)` leaves."""
        prefix = "" if hasattr(self.model, "snapshot") else "change__"
        found = models.Q(pk__in=[])
        for model in publishable_models():
            things = narrow(model._default_manager.all(), user).order_by().values("pk")
            content_type = ContentType.objects.get_for_model(model)
            found |= models.Q(**{f"{prefix}content_type": content_type, f"{prefix}object_id__in": things})
        return self.filter(found, **{f"{prefix}state__in": ["open", "returned"]})


class ReleaseStepQuerySet(models.QuerySet):
    def untold(self, until):
        """Nobody has had a mail about them, and they are that old."""
        return self.filter(told_at__isnull=True, at__lte=until)


def publishable_models():
    """All that may be published, without the proxies."""
    return [model for model in apps.get_models() if hasattr(model, "WorkflowState") and not model._meta.proxy]
