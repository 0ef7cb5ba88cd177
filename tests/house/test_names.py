"""What each thing is called and says of itself, in lists of the administration, in mails and in logs, with all that it
may have and with no more than it must have.

The list stands in names.txt. Who means to call something otherwise writes it again with APPROVE=1.
"""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone, translation
from django.utils.functional import Promise

from tests.house.test_questions import compare

NAMES = Path(__file__).with_name("names.txt")
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
PLAIN = (str, bool, int, float, Decimal, date, time, Promise)
SAMPLES = [
    (models.BooleanField, True),
    (models.DecimalField, Decimal("12.5")),
    (models.FloatField, 12.5),
    (models.IntegerField, 7),
    (models.DateTimeField, NOW),
    (models.DateField, date(2026, 3, 2)),
    (models.TimeField, time(8)),
    (models.JSONField, {}),
]


OURS = {path.name for path in settings.BASE_DIR.iterdir() if path.is_dir()} - {".venv"}


def ours():
    found = [model for model in apps.get_models() if model.__module__.split(".")[0] in OURS]
    return sorted(found, key=lambda model: model._meta.label)


def sample(field, is_full, deep):
    if field.is_relation:
        return made(field.related_model, is_full, deep - 1) if deep else None
    if field.choices:
        return next(value for value, _words in field.flatchoices if value not in {"", None})
    kinds = [value for kind, value in SAMPLES if isinstance(field, kind)]
    return (
        kinds[0] if kinds else field.name if isinstance(field, models.CharField | models.TextField) else None
    )


def made(model, is_full, deep=3):
    fields = [
        field
        for field in model._meta.concrete_fields
        if not (field.primary_key or field.generated) and (is_full or not (field.blank or field.null))
    ]
    values = {field.name: sample(field, is_full, deep) for field in fields}
    return model(pk=9, **{name: value for name, value in values.items() if value is not None})


def told(one, name):
    """None where it takes the database to answer, or more than this thing has."""
    try:
        value = str(one) if name == "__str__" else getattr(one, name)
    except Exception:  # whatever it is, there is nothing to keep here
        return None
    return " ".join(str(value).split()) if isinstance(value, PLAIN) else None


def asked_of(model):
    """The name of a thing, and what it answers by a property of its own."""
    properties = {
        name
        for base in model.__mro__
        if base.__module__.split(".")[0] in OURS
        for name, value in vars(base).items()
        if isinstance(value, property)
    }
    return [*(["__str__"] if model.__str__ is not models.Model.__str__ else []), *sorted(properties)]


def test_things_are_called_as_they_were(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    with translation.override("en"):
        found = [
            f"{model._meta.label} {extent} {name}: {answer}"
            for model in ours()
            for extent in ("full", "bare")
            for name in asked_of(model)
            if (answer := told(made(model, extent == "full"), name)) is not None
        ]
    compare(NAMES, found)
