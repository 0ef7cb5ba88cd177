"""Search over all objects that a user may see in the admin."""

from django import forms
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from editing.querysets import without_geometry

MAX_HITS_PER_GROUP = 5
"""The change list shows further hits."""
MIN_SEARCH_LENGTH = 2
"""Of text; a number may have one digit."""


class AdminSearchForm(forms.Form):
    q = forms.CharField(label=_("Search everything"), required=False, max_length=100)


def search_view(request, site):
    """`?q=1042`: one query per model that the user may see."""
    form = AdminSearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    is_long_enough = len(words) >= MIN_SEARCH_LENGTH or words.isdigit()
    groups = search_groups(request, site, words) if is_long_enough else []
    context = site.each_context(request) | {
        "title": _("Search"),
        "words": words,
        "is_long_enough": is_long_enough,
        "groups": groups,
    }
    return TemplateResponse(request, "admin/search.html", context)


def search_groups(request, site, words):
    """Groups of hits in the order of the start page, for models that the user may see."""
    admins = [
        site.get_model_admin(entry["model"])
        for group in site.get_app_list(request)
        for entry in group["models"]
    ]
    found = [search_group(request, model_admin, words) for model_admin in admins if is_searched(model_admin)]
    return [group for group in found if group["hits"]]


def is_searched(model_admin):
    return model_admin.search_fields and getattr(model_admin, "is_in_search", True)


def search_group(request, model_admin, words):
    opts = model_admin.opts
    route = f"admin:{opts.app_label}_{opts.model_name}"
    hits = list(find_hits(request, model_admin, words)[: MAX_HITS_PER_GROUP + 1])
    return {
        "name": opts.verbose_name_plural,
        "hits": [
            {
                "thing": hit,
                "label": result_label(model_admin, hit),
                "url": reverse(f"{route}_change", args=[hit.pk]),
            }
            for hit in hits[:MAX_HITS_PER_GROUP]
        ],
        "more": f"{reverse(f'{route}_changelist')}?{urlencode({'q': words})}"
        if len(hits) > MAX_HITS_PER_GROUP
        else "",
    }


def find_hits(request, model_admin, words):
    """The hits of the model's change list, without its prefetches."""
    rows = model_admin.get_queryset(request).prefetch_related(None)
    found, has_duplicates = model_admin.get_search_results(request, rows, words)
    if has_duplicates:
        found = rows.filter(pk__in=found.order_by().values("pk"))
    names = model_admin.list_select_related
    found = found.select_related(*names) if isinstance(names, list | tuple) and names else found
    return without_geometry(found)


def result_label(model_admin, obj):
    """The label in search and autocomplete: `choice_label` of the ModelAdmin, else str()."""
    return getattr(model_admin, "choice_label", str)(obj)


class ChoicesView(AutocompleteJsonView):
    def serialize_result(self, obj, to_field_name):
        return super().serialize_result(obj, to_field_name) | {"text": result_label(self.model_admin, obj)}
