"""The administration is put together of few classes, and they count on what Django and its libraries promise."""

import inspect
import sys

import django
import pytest
import reversion
from django.conf import settings
from django.contrib import admin

ROOMS = {path.parent.name for path in settings.BASE_DIR.glob("*/__init__.py")} - {"tests"}
EDITED_IN = {"editing", "sites", "news", "quotes", "projects", "investors", "regions", "importing", "portal"}
"""The rooms with forms of the administration."""
DOCUMENTED = {"_save"}
"""What Django's documentation has custom classes override: of a storage."""
MOST_CLASSES = 10
MOST_PRIVATE_METHODS = 3
PRIVATE_METHODS = {"HistoryAdmin._reversion_revisionform_view"}
WRITTEN_FOR = {"django": (6, 1), "reversion": (6, 4)}
"""The versions whose private methods ours stand in for, or were compared with."""


def is_ours(cls):
    return cls.__module__.partition(".")[0] in ROOMS


@pytest.mark.parametrize("model_admin", admin.site._registry.values(), ids=lambda one: one.model._meta.label)
def test_nothing_in_the_administration_stacks_more_than_ten_classes_of_ours(model_admin):
    for stacked in (type(model_admin), model_admin.form, *model_admin.inlines):
        ours = [cls.__name__ for cls in stacked.__mro__ if is_ours(cls)]
        assert len(ours) <= MOST_CLASSES, ours


def overridden_private_methods():
    """“Class.method” of each method of ours, beginning with one underscore, that a class of a library has as well."""
    for module in [module for name, module in sys.modules.items() if name.partition(".")[0] in EDITED_IN]:
        for cls in filter(inspect.isclass, vars(module).values()):
            methods = (
                {name for name, its in vars(cls).items() if inspect.isfunction(its)} if is_ours(cls) else ()
            )
            theirs = {name for base in cls.__mro__ if not is_ours(base) for name in vars(base)}
            for name in theirs.intersection(methods):
                if name.startswith("_") and not name.endswith("_") and name not in DOCUMENTED:
                    yield f"{cls.__name__}.{name}"


def test_hardly_a_private_method_of_a_library_is_overridden():
    assert set(overridden_private_methods()) == PRIVATE_METHODS
    assert len(PRIVATE_METHODS) <= MOST_PRIVATE_METHODS


def test_private_methods_are_read_again_before_a_library_is_updated():
    """Does the method of the new version still do what ours leaves out or adds to? Then write it down here."""
    assert {"django": django.VERSION[:2], "reversion": reversion.VERSION[:2]} == WRITTEN_FOR
