"""Who changed what last, as far as somebody may look at it."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.urls import reverse
from reversion.models import Version

from editing.admin import HistoryAdmin
from publishing import reach

SHOWN = 10
LOOKED_THROUGH = 100
"""States: somebody who saves one thing ten times changes one thing."""


@dataclass(frozen=True)
class Change:
    thing: str
    kind: str
    url: str
    at: datetime
    who: str


def last_changes(user, site):
    """The last SHOWN things that changed and are still there, the newest first; one query."""
    models = {
        ContentType.objects.get_for_model(model, for_concrete_model=False).pk: model
        for model, model_admin in site._registry.items()
        if isinstance(model_admin, HistoryAdmin)
    }
    within_reach = Q(pk__in=[])
    for key, model in models.items():
        things = reach.visible(model._default_manager.all(), user).order_by()
        keys = things.annotate(as_text=Cast("pk", CharField())).values("as_text")
        within_reach |= Q(content_type=key, object_id__in=keys)
    versions = (
        Version.objects.filter(within_reach)
        .order_by("-pk")
        .values_list(
            "content_type", "object_id", "object_repr", "revision__date_created", "revision__user__name"
        )
    )
    found = {}
    for key, pk, words, at, who in versions[:LOOKED_THROUGH]:
        found.setdefault((key, pk), change_of(models[key], pk, words, at, who or ""))
    return list(found.values())[:SHOWN]


def change_of(model, pk, words, at, who):
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[pk])
    return Change(words, model._meta.verbose_name, url, at, who)
