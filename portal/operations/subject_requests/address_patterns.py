"""Finds e-mail addresses, in any spelling and encoding, in all text columns of the database."""

import json
import re
import unicodedata
from functools import reduce
from html import escape
from operator import or_
from urllib.parse import quote, unquote

from django.apps import apps
from django.db import models
from django.db.models import Q

TEXT_FIELDS = (models.CharField, models.TextField, models.JSONField)

ADDRESS_START = (
    r"(?:(?<![\w.+-])|(?<=\\[nrt])|(?<=%(?:0[ad]|2[0-9acf]|3[a-f]))|(?<=%25(?:0[ad]|2[0-9acf]|3[a-f])))"
)
"""Start of an address, not within a longer one; after JSON's "\n", or a URL's %20 or double-encoded %2520."""

NOT_ESCAPED = r"(?:(?<!\\)|(?<=\\\\))"
"""Before n, r or t, which may belong to an escape such as "\n" in JSON."""

AT_SIGN = "@|%(25)?40"
"""Database regex for "@", also URL-encoded."""

UNICODE_ESCAPE = re.compile(r"\\u([0-9a-f]{4})", re.IGNORECASE)


def text_columns():
    """Yield (model, field) of every text column, including those of Django and libraries."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, TEXT_FIELDS) and not field.primary_key:
                yield model, field


def unfiltered_rows(model):
    """Return all rows by plain columns, without manager filters or field translation."""
    return models.QuerySet(model)


def address_pattern(address):
    r"""Return a regex for the whole address: "eva@example.org" does not match in "neva@example.org".

    It matches both spellings of an internationalised domain, and characters encoded for JSON, HTML and URLs.
    """
    local, _at, domain = normalise_address(address).rpartition("@")
    domains = "|".join(map(spelling_pattern, dict.fromkeys([domain, encode_punycode(domain)])))
    before = rf"{NOT_ESCAPED}{ADDRESS_START}" if local[:1] in {"n", "r", "t"} else ADDRESS_START
    return re.compile(
        rf"{before}{spelling_pattern(local)}{spelling_pattern('@')}(?:{domains})(?![\w-]|\.\w)", re.IGNORECASE
    )


def normalise_address(address):
    """Return the address in NFC and lower case, with the domain in Unicode."""
    local, at, domain = unicodedata.normalize("NFC", address.strip()).lower().rpartition("@")
    return local + at + ".".join(map(decode_punycode, domain.split(".")))


def decode_punycode(label):
    try:
        found = label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label
        found.encode()  # Punycode may decode to a lone surrogate
    except UnicodeError:
        return label
    return found


def encode_punycode(domain):
    labels = domain.split(".")
    return ".".join(
        label if label.isascii() else f"xn--{label.encode('punycode').decode()}" for label in labels
    )


def spelling_pattern(text):
    return "".join(map(character_pattern, text))


def character_pattern(sign):
    ways = {}
    for each in (sign, sign.upper() if len(sign.upper()) == 1 else sign):
        encoded = quote(each, safe="")
        decomposed = unicodedata.normalize("NFD", each)
        for way in (each, decomposed, escape(each), json.dumps(each)[1:-1], encoded, quote(encoded, safe="")):
            ways[re.escape(way.lower())] = None
    return f"(?:{'|'.join(ways)})" if len(ways) > 1 else next(iter(ways))


def prefilter(name, address):
    """Return a database condition that includes every match of `address_pattern`, by its ASCII word characters."""
    parts = re.findall(r"[\w.-]+", normalise_address(address).rpartition("@")[0], re.ASCII)
    return Q(**{f"{name}__icontains": max(parts, key=len, default=""), f"{name}__regex": AT_SIGN})


def rows_containing(rows, fields, address):
    """Filter the queryset by rows with the address in one of the fields."""
    maybe = rows.filter(reduce(or_, (prefilter(field, address) for field in fields)))
    whole, found = address_pattern(address), maybe.values_list("pk", *fields)
    return rows.filter(pk__in={pk for pk, *row in found if whole.search("\n".join(map(str, row)))})


def decode_escapes(text):
    """Decode JSON, HTML and URL escapes."""
    text = UNICODE_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return unicodedata.normalize("NFC", unquote(unquote(text)))
