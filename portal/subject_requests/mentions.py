"""An address within other texts: notes, histories, reports of imports, work that failed."""

import json
import re

from django.conf import settings
from django.db import models
from django.db.models import TextField
from django.db.models.functions import Cast

from portal.subject_requests.texts import pattern, rows_of, text_columns

ERASED = "…"
ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]+(?:\.[\w-]+)+")

LINE_END = re.compile(r"\\[nrt]")
"""As JSON writes it."""


def mentioning(address):
    """(model, field, [(key, text)]) of the texts that hold it; JSON as text."""
    whole = pattern(address)
    for model, field in text_columns():
        texts = rows_of(model).annotate(asked=Cast(field.name, TextField())).filter(asked__icontains=address)
        found = [(pk, text) for pk, text in texts.values_list("pk", "asked") if whole.search(text)]
        if found:
            yield model, field, found


def count(address, told=()):
    """{name of the model: how many texts of it hold the address}, without rows that are `told`: (model, key)."""
    found = {}
    for model, _field, texts in mentioning(address):
        if others := sum((model, pk) not in told for pk, _text in texts):
            name = str(model._meta.verbose_name_plural)
            found[name] = found.get(name, 0) + others
    return found


def erase(address):
    """Put “…” where the address stood; an e-mail field that it filled is emptied. Returns how many texts."""
    whole, changed = pattern(address), 0
    for model, field, texts in mentioning(address):
        for pk, text in texts:
            value = without(field, whole.sub(ERASED, text))
            rows_of(model).filter(pk=pk).update(**{field.name: value})
            changed += 1
    return changed


def without(field, text):
    if isinstance(field, models.JSONField):
        return json.loads(text)
    if isinstance(field, models.EmailField):
        return ""
    return text


def addresses():
    """Every address that stands anywhere in the database, for comparing with the record."""
    found = set()
    for model, field in text_columns():
        texts = rows_of(model).annotate(asked=Cast(field.name, TextField())).filter(asked__contains="@")
        for text in texts.values_list("asked", flat=True):
            found.update(ADDRESS.findall(LINE_END.sub(" ", text)))
    return found


def files_with(address):
    """Mails that were written to files because no mail server is set."""
    folder = settings.VAR_DIR / "mail"
    whole = pattern(address)
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in paths if path.is_file() and whole.search(path.read_text(errors="replace"))]
