"""Finds and erases an address in any text column: notes, histories, import reports, failed tasks."""

import json
import re

from django.db import models
from django.db.models import TextField
from django.db.models.functions import Cast

from database.fields import SearchTextField
from formats.folding import fold
from mailing.models import OutgoingMail
from portal.operations.subject_requests.address_patterns import (
    AT_SIGN,
    address_pattern,
    decode_escapes,
    prefilter,
    rows_containing,
    text_columns,
    unfiltered_rows,
)

ERASED = "…"
URL_CHARACTERS = re.compile(r"[/?&=]")
ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]+(?:\.[\w-]+)+")

LINE_END = re.compile(r"\\[nrt]")
"""As escaped in JSON."""


def find_mentions(address):
    """Yield (model, field, {primary key: text with “…” for the address}) of matching texts; JSON as text."""
    for model, field in text_columns():
        whole = field_pattern(field, address)
        texts = (
            unfiltered_rows(model)
            .annotate(searched_text=Cast(field.name, TextField()))
            .filter(prefilter("searched_text", address))
        )
        found = {
            pk: whole.sub(ERASED, text)
            for pk, text in texts.values_list("pk", "searched_text")
            if whole.search(text)
        }
        if found:
            yield model, field, found


def field_pattern(field, address):
    """Return the address's pattern; search text also contains it folded."""
    spellings = [address, fold(address)] if isinstance(field, SearchTextField) else [address]
    return re.compile("|".join(address_pattern(spelling).pattern for spelling in spellings), re.IGNORECASE)


def count_mentions(address, exclude=()):
    """Return {model name: number of texts with the address}, without the rows `exclude`, as (model, key)."""
    found = {}
    for model, _field, texts in find_mentions(address):
        if others := sum((model, pk) not in exclude for pk in texts):
            name = str(model._meta.verbose_name_plural)
            found[name] = found.get(name, 0) + others
    return found


def erase_mentions(address):
    """Replace the address by “…”, or empty an e-mail field. Return the number of texts."""
    changed = 0
    for model, field, texts in find_mentions(address):
        for pk, text in texts.items():
            value = json.loads(text) if isinstance(field, models.JSONField) else text
            value = "" if isinstance(field, models.EmailField) else value
            unfiltered_rows(model).filter(pk=pk).update(**{field.name: value})
        changed += len(texts)
    return changed


def stored_addresses():
    """Return every address in the database, for comparison with the erasure log."""
    found = set()
    for model, field in text_columns():
        texts = (
            unfiltered_rows(model)
            .annotate(searched_text=Cast(field.name, TextField()))
            .filter(searched_text__regex=AT_SIGN)
        )
        for text in texts.values_list("searched_text", flat=True):
            for address in ADDRESS.findall(decode_escapes(LINE_END.sub(" ", text))):
                found |= {address, URL_CHARACTERS.split(address)[-1]}
    return found


def unsent_mails(address):
    """Return unsent mails to others that mention the address, in which it would be replaced by “…”."""
    unsent = OutgoingMail.objects.filter(sent_at=None)
    theirs = rows_containing(unsent, ("to", "reply_to"), address)
    return list(rows_containing(unsent, ("subject", "body"), address).exclude(pk__in=theirs))
