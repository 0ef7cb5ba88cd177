"""Copy an object with its rows, for “ten plots of one park”.

The titles of copies continue the number at the end of the original's. A year counts as part of the name: the copy of
“Gewerbegebiet 2025” is “Gewerbegebiet 2025 2”.
"""

import re
from itertools import count, islice

from django.conf import settings
from django.db import transaction
from modeltranslation.utils import build_localized_fieldname

from publishing.models import SluggedPublishable
from publishing.slugs import free_slug, slug_from_title

TRAILING_NUMBER = re.compile(r"(?P<stem>.*)(?<![0-9])(?P<number>[0-9]{1,9})", re.DOTALL)
YEAR = re.compile(r"(?:19|20)[0-9]{2}|2100")


@transaction.atomic
def duplicate(original, rows=(), exclude=(), titles=None):
    """Create a draft copy of `original` in all languages, with copies of its `rows` (names of reverse relations).

    Fields in `exclude` get their defaults. The slug is made from the title; save() assigns a public number. titles:
    {language code: title}; defaults to the next free ones.
    """
    titles = titles or numbered_titles(original, 1)[0]
    copy = type(original)._base_manager.get(pk=original.pk)
    copy.pk = None
    copy._state.adding = True
    copy.workflow_state = copy.WorkflowState.DRAFT
    copy.first_published_at = copy.published_from = copy.published_until = None
    copy.is_sample = False
    copy.version = 0
    for name in exclude:
        setattr(copy, name, copy._meta.get_field(name).get_default())
    if isinstance(copy, SluggedPublishable):
        copy._stored_slug = None
        longest = copy._meta.get_field("slug").max_length
        made = slug_from_title(titles.get(settings.LANGUAGE_CODE, ""), longest)
        copy.slug = free_slug(copy, made or original.slug)
    for code, title in titles.items():
        setattr(copy, build_localized_fieldname(copy.title_field, code), title)
    copy.save()
    for name in rows:
        copy_rows(original, copy, name)
    for field in original._meta.many_to_many:
        getattr(copy, field.name).set(getattr(original, field.name).all())
    return copy


def copy_rows(original, copy, name):
    relation = original._meta.get_field(name)
    for row in getattr(original, name).all():
        row.pk = None
        row._state.adding = True
        setattr(row, relation.field.name, copy)
        row.save()


def numbered_titles(original, how_many):
    """Return [{language code: title}] for so many copies of `original`, in the languages in which it has a title.

    Numbers already used by another entry in any language are skipped.
    """
    codes = [code for code, _language in settings.LANGUAGES]
    fields = [build_localized_fieldname(original.title_field, code) for code in codes]
    rows = type(original)._base_manager.values_list(*fields)
    taken = {pair for row in rows for pair in zip(codes, row, strict=True)}
    titles = {
        code: title for code, name in zip(codes, fields, strict=True) if (title := getattr(original, name))
    }
    longest = original._meta.get_field(original.title_field).max_length
    steps = (
        {code: increment_title(title, step, longest) for code, title in titles.items()} for step in count(1)
    )
    return list(islice((step for step in steps if taken.isdisjoint(step.items())), how_many))


def increment_title(title, step, longest):
    """Return “Nordfeld 2” for “Nordfeld” in the first step, “Halle 08” for “Halle 07”."""
    found = TRAILING_NUMBER.fullmatch(title)
    if found and not YEAR.fullmatch(found["number"]):
        stem, first = found["stem"], found["number"]
        number = str(int(first) + step).zfill(len(first))
    else:
        stem, number = title, f" {step + 1}"
    return stem[: longest - len(number)] + number if longest else stem + number
