"""Every text of the database, and how an address is recognised in one."""

import re

from django.apps import apps
from django.db import models

TEXTS = (models.CharField, models.TextField, models.JSONField)


def text_columns():
    """(model, field) of every text in the database, those of Django and libraries included."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, TEXTS) and not field.primary_key:
                yield model, field


def rows_of(model):
    """All of them, column by column: no manager leaves some out or takes one language for another."""
    return models.QuerySet(model)


def pattern(address):
    r"""The address as a whole: by "eva@example.org" nothing in "neva@example.org" is meant; after JSON's "\n" it is."""
    return re.compile(rf"(?:(?<![\w.+-])|(?<=\\[nrt])){re.escape(address)}(?![\w-]|\.\w)", re.IGNORECASE)
