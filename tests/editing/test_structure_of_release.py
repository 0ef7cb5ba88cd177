"""Nothing goes round the release of what is public (docs/adr/0041)."""

import re

import pytest
from django.conf import settings
from django.contrib import admin

from editing.admin.base import PublishableAdmin
from editing.admin.release.late_forms import LateAdminMixin
from publishing.models import Publishable

BASE_DIR = settings.BASE_DIR
ADMINS = [one for one in admin.site._registry.values() if issubclass(one.model, Publishable)]
EDITING = [one for one in ADMINS if isinstance(one, PublishableAdmin)]


def test_every_publishable_thing_is_edited_with_a_release():
    others = {one.model._meta.label for one in ADMINS if one not in EDITING}
    assert others == {"sites.Space"}  # found by fields of other forms, and never edited as such


@pytest.mark.parametrize("model_admin", EDITING, ids=lambda one: one.model._meta.label)
@pytest.mark.parametrize("name", ["save_model", "save_related"])
def test_what_stores_is_asked_whether_it_lasts(model_admin, name):
    lineage = type(model_admin).__mro__
    before = lineage[: lineage.index(LateAdminMixin)]
    assert [owner.__name__ for owner in before if name in vars(owner)] == []


def test_what_a_request_finds_out_stands_in_one_object():
    """The rest is Django's own: what was sent, and the name of the site."""
    modules = [
        path for folder in ("editing/admin", "sites/admin") for path in (BASE_DIR / folder).rglob("*.py")
    ]
    names = {name for path in modules for name in re.findall(r"\brequest\.(\w+) = ", path.read_text())}
    assert names == {"POST", "edit"}


@pytest.mark.parametrize("model_admin", EDITING, ids=lambda one: one.model._meta.label)
def test_no_list_is_edited_in_place(model_admin):
    assert not model_admin.list_editable
