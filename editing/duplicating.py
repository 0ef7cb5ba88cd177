"""Copying an object with the rows that belong to it, for "ten plots of one park"."""

from django.conf import settings
from django.db import transaction
from modeltranslation.utils import build_localized_fieldname

from editing.numbered_titles import numbered_titles
from publishing.models import SluggedPublishable
from publishing.slugs import free_slug, made_of


@transaction.atomic
def duplicate(original, rows=(), keep_out=(), titles=None):
    """A draft with the values of `original`, in all languages, and copies of its `rows` (names of reverse relations).

    Fields in `keep_out` start empty. A slug is made new; a public number is given by the model's own save().
    titles: {language code: title}; without them the next ones that are free.
    """
    titles = titles or numbered_titles(original, 1)[0]
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
        title, longest = titles.get(settings.LANGUAGE_CODE, ""), copy._meta.get_field("slug").max_length
        copy.slug = free_slug(copy, made_of(title, longest) or original.slug)
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
