"""Copying an object with the rows that belong to it, for "ten plots of one park"."""

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from publishing.models import SluggedPublishable
from publishing.slugs import free_slug


@transaction.atomic
def duplicate(original, rows=(), keep_out=()):
    """A draft with the values of `original`, in all languages, and copies of its `rows` (names of reverse relations).

    Fields in `keep_out` start empty. A slug is made new; a public number is given by the model's own save().
    """
    copy = type(original)._base_manager.get(pk=original.pk)
    copy.pk = None
    copy._state.adding = True
    copy.workflow_state = copy.WorkflowState.DRAFT
    copy.first_published_at = copy.published_from = copy.published_until = None
    copy.is_sample = False
    copy.version = 0
    for name in keep_out:
        setattr(copy, name, copy._meta.get_field(name).get_default())
    if isinstance(copy, SluggedPublishable):
        copy._stored_slug = None
        copy.slug = free_slug(copy, original.slug, first=2)
    rename(copy)
    copy.save()
    for name in rows:
        copy_rows(original, copy, name)
    for field in original._meta.many_to_many:
        getattr(copy, field.name).set(getattr(original, field.name).all())
    return copy


def rename(copy):
    """Say in the title of every language that this is a copy."""
    for code, _language in settings.LANGUAGES:
        name = build_localized_fieldname(copy.title_field, code)
        title = getattr(copy, name)
        if title:
            with translation.override(code):
                ending = _(" (copy)")
            longest = copy._meta.get_field(name).max_length - len(ending)
            setattr(copy, name, title[:longest] + ending)


def copy_rows(original, copy, name):
    relation = original._meta.get_field(name)
    for row in getattr(original, name).all():
        row.pk = None
        row._state.adding = True
        setattr(row, relation.field.name, copy)
        row.save()
