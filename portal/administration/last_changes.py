"""The latest changes that a user may see."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Exists, OuterRef
from django.db.models.functions import Cast
from django.urls import reverse
from reversion.models import Version

from editing.admin.forms.history import HistoryAdmin
from editing.admin_registry import registered_admins
from publishing import permissions_filter

MAX_CHANGES = 10
MAX_VERSIONS = 100
"""Versions to read: repeated saves of an object count as one change."""


@dataclass(frozen=True)
class RecentChange:
    thing: str
    kind: str
    url: str
    at: datetime
    who: str


def last_changes(user, site):
    """The last MAX_CHANGES changed objects that still exist, newest first; one query."""
    models = {
        ContentType.objects.get_for_model(model, for_concrete_model=False).pk: model
        for model, model_admin in registered_admins(site).items()
        if isinstance(model_admin, HistoryAdmin)
    }
    first, *others = [newest_versions(key, model, user) for key, model in models.items()]
    versions = first.union(*others, all=True).order_by("-pk")
    found = {}
    for _version, key, pk, words, at, who in versions[:MAX_VERSIONS]:
        if len(found) < MAX_CHANGES and (key, pk) not in found:
            found[key, pk] = recent_change(models[key], pk, words, at, who or "")
    return list(found.values())


def newest_versions(key, model, user):
    """Of one model. EXISTS per version, as a join would read the whole pool."""
    things = permissions_filter.visible(model._default_manager.all(), user)
    there = things.order_by().filter(pk=Cast(OuterRef("object_id"), BigIntegerField()))
    newest = Version.objects.filter(Exists(there), content_type=key).order_by("-pk").values("pk")
    return (
        Version.objects.filter(pk__in=newest[:MAX_VERSIONS])
        .order_by()
        .values_list(
            "pk", "content_type", "object_id", "object_repr", "revision__date_created", "revision__user__name"
        )
    )


def recent_change(model, pk, words, at, who):
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[pk])
    return RecentChange(words, model._meta.verbose_name, url, at, who)
