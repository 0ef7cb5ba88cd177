"""What lists and forms of the administration do unseen is what was decided: what is searched, joined, only shown.

An option that is lost shows on no page of a small world. Who decides otherwise writes it down in admins.txt as well.
"""

from pathlib import Path

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin, InlineModelAdmin, ModelAdmin

DECIDED = Path(__file__).with_name("admins.txt")
UNSEEN = (
    "actions", "autocomplete_fields", "exclude", "extra", "list_per_page", "list_select_related", "max_num", "min_num",
    "ordering", "radio_fields", "raw_id_fields", "readonly_fields", "search_fields", "show_full_result_count",
)  # fmt: skip
USUAL = {name: getattr(owner, name) for owner in (InlineModelAdmin, ModelAdmin, BaseModelAdmin) for name in UNSEEN
         if hasattr(owner, name)}  # fmt: skip


def options_of(name, one):
    for option in UNSEEN:
        value = getattr(one, option, USUAL.get(option))
        if value != USUAL.get(option):
            yield f"{name}.{option} = {value}"


def told():
    for model, one in admin.site._registry.items():
        if not type(one).__module__.startswith("django"):
            name = model._meta.label
            yield from options_of(name, one)
            for inline in one.inlines:
                yield from options_of(f"{name} > {inline.model._meta.object_name}", inline)


def test_what_the_administration_does_unseen_is_what_was_decided():
    assert sorted(told()) == DECIDED.read_text().splitlines()
