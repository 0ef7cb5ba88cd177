"""The titles of several copies: numbers behind the original's, counted on from the one it ends in.

A year is part of the name: the copy of “Gewerbegebiet 2025” is “Gewerbegebiet 2025 2”, since 2026 would be another.
"""

import re
from itertools import count, islice

from django.conf import settings
from modeltranslation.utils import build_localized_fieldname

NUMBER_AT_THE_END = re.compile(r"(?P<stem>.*)(?<![0-9])(?P<number>[0-9]{1,9})", re.DOTALL)
YEARS = range(1900, 2101)


def numbered_titles(original, how_many):
    """[{language code: title}] of so many copies of `original`, in the languages in which it has a title.

    A number that another entry has already, in whichever language, is left out.
    """
    titles = {code: getattr(original, name) for code, name in title_fields(original).items()}
    titles = {code: title for code, title in titles.items() if title}
    taken = taken_titles(original)
    steps = ({code: counted_on(original, title, step) for code, title in titles.items()} for step in count(1))
    return list(islice((step for step in steps if taken.isdisjoint(step.items())), how_many))


def title_fields(original):
    """{language code: name of the field}"""
    codes = [code for code, _language in settings.LANGUAGES]
    return {code: build_localized_fieldname(original.title_field, code) for code in codes}


def counted_on(original, title, step):
    """“Nordfeld” becomes “Nordfeld 2” in the first step, “Halle 07” becomes “Halle 08”."""
    found = NUMBER_AT_THE_END.fullmatch(title)
    if found and not is_year(found["number"]):
        stem, first = found["stem"], found["number"]
        number = str(int(first) + step).zfill(len(first))
    else:
        stem, number = title, f" {step + 1}"
    longest = original._meta.get_field(original.title_field).max_length
    return stem[: longest - len(number)] + number if longest else stem + number


def is_year(digits):
    return len(digits) == 4 and int(digits) in YEARS


def taken_titles(original):
    """{(language code, title)} of all entries of the kind."""
    fields = title_fields(original)
    rows = type(original)._base_manager.values_list(*fields.values())
    return {(code, title) for row in rows for code, title in zip(fields, row, strict=True)}
