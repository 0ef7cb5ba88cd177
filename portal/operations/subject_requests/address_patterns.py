"""Every text of the database, and how an address is recognised in one, in any spelling."""

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
"""What no longer address ends in: JSON writes a line end as "\n", a URL a blank as %20 or, encoded again, %2520."""

NOT_ESCAPED = r"(?:(?<!\\)|(?<=\\\\))"
"""Before n, r or t: JSON writes a line end before "ina@example.org" as two signs, the second an n."""

AT_SIGN = "@|%(25)?40"
"""As every text with an address has it, for the database."""

UNICODE_ESCAPE = re.compile(r"\\u([0-9a-f]{4})", re.IGNORECASE)


def text_columns():
    """(model, field) of every text in the database, those of Django and libraries included."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, TEXT_FIELDS) and not field.primary_key:
                yield model, field


def unfiltered_rows(model):
    """All of them, column by column: no manager leaves some out or takes one language for another."""
    return models.QuerySet(model)


def address_pattern(address):
    r"""The address as a whole: by "eva@example.org" nothing in "neva@example.org" is meant; after JSON's "\n" it is.

    Both spellings of an international domain are, and each sign as JSON, HTML and URLs write it.
    """
    local, _at, domain = normalise_address(address).rpartition("@")
    domains = "|".join(map(spelling_pattern, dict.fromkeys([domain, encode_punycode(domain)])))
    before = rf"{NOT_ESCAPED}{ADDRESS_START}" if local[:1] in {"n", "r", "t"} else ADDRESS_START
    return re.compile(
        rf"{before}{spelling_pattern(local)}{spelling_pattern('@')}(?:{domains})(?![\w-]|\.\w)", re.IGNORECASE
    )


def normalise_address(address):
    """One spelling of all that mean the same mailbox: small letters, the domain in Unicode."""
    local, at, domain = unicodedata.normalize("NFC", address.strip()).lower().rpartition("@")
    return local + at + ".".join(map(decode_punycode, domain.split(".")))


def decode_punycode(label):
    try:
        found = label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label
        found.encode()  # Punycode may decode to half a character
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
    """A condition for the database on a text column; `pattern` then looks at what it lets through.

    Every spelling has the letters and digits of ASCII as they are.
    """
    parts = re.findall(r"[\w.-]+", normalise_address(address).rpartition("@")[0], re.ASCII)
    return Q(**{f"{name}__icontains": max(parts, key=len, default=""), f"{name}__regex": AT_SIGN})


def rows_containing(rows, fields, address):
    """Those of a query set that hold the address in one of the fields."""
    maybe = rows.filter(reduce(or_, (prefilter(field, address) for field in fields)))
    whole, found = address_pattern(address), maybe.values_list("pk", *fields)
    return rows.filter(pk__in={pk for pk, *row in found if whole.search("\n".join(map(str, row)))})


def decode_escapes(text):
    """The text without what JSON and URLs make of a sign."""
    text = UNICODE_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return unicodedata.normalize("NFC", unquote(unquote(text)))
