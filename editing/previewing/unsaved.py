"""The page of what somebody has typed and not saved: made of a form, and of nothing that is stored for it."""

import copy
from dataclasses import dataclass, field

from django.conf import settings
from django.db import models
from django.http import HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.utils import translation

from editing.comparing import field_label
from editing.previewing.overlay import Layer, laid_over
from editing.previewing.preview import Preview, addresses_of, page, visitors_request
from editing.releasing.dry_run import FIRST_KEY, without_caches
from publishing.models import Picture


@dataclass(frozen=True)
class PreviewOfUnsaved(Preview):
    is_unsaved = True

    language: str = settings.LANGUAGE_CODE
    """That of the desk, in which the lists below are written."""
    faults: list = field(default_factory=list)
    """The editing.form_faults of what was typed and cannot be read as it is."""
    later: list = field(default_factory=list)
    """Labels of fields with a file that is shown once it is saved."""

    @property
    def lacking(self):
        """Labels of fields without which there is no page."""
        return [field_label(each) for each in lacking(self.thing)]


def lacking(thing):
    """The fields that `thing` cannot be without, and is."""
    return [each for each in thing._meta.concrete_fields if not each.primary_key and is_lacking(thing, each)]


def is_lacking(thing, each):
    value = getattr(thing, each.attname)
    if isinstance(each, models.FileField):
        return not each.blank and not value
    if value is None:
        return not (each.null or getattr(each, "auto_now", False) or getattr(each, "auto_now_add", False))
    return value == "" and each.unique and bool(each.choices)  # such as which of the fixed pages it is


def answer_unsaved(request, preview, rows, many, language):
    """The page of `preview.thing` in a language, as it would be with `rows` and `many`.

    `rows`: [(model, those that a form has shown, those that remain)]; `many`: {ManyToManyField: the things chosen}.
    """
    thing, visit = preview.thing, copy.copy(request)
    visit.GET = QueryDict()
    visit.META = {**request.META, "QUERY_STRING": ""}
    thing.pk = thing.pk or FIRST_KEY
    thing.take_passing_address()
    if preview.lacking:
        return explained(visit, preview, language)
    layers = [layer_of_rows(thing, *each) for each in rows]
    layers += [layer_of_many(thing, *each) for each in many.items()]
    if pictures := pictures_in(remaining for *_shown, remaining in rows):
        layers.append(Layer(Picture, tuple(pictures), list(pictures.values())))

    def derive():
        thing.derive()
        yield Layer(type(thing), (thing.pk, *rivals(thing)), [thing])

    with without_caches(), laid_over(layers, derive):
        return page(visit, addresses_of(thing)[language], preview)


def explained(visit, preview, language):
    """What is lacking, in place of the page."""
    inner = visitors_request(visit, visit.path, preview)
    inner.resolver_match = None
    with translation.override(language):
        return HttpResponse(render_to_string("editing/preview_lacking.html", {}, inner))


def layer_of_rows(thing, model, shown, remaining):
    for number, row in enumerate(remaining):
        row.pk = row.pk or FIRST_KEY + number
        setattr(row, f"{model.owner_field}_id", thing.pk)
    kept = [row for row in remaining if not lacking(row)]
    return Layer(model, tuple(row.pk for row in shown), kept)


def layer_of_many(thing, relation, chosen):
    through = relation.remote_field.through
    own, other = relation.m2m_field_name(), relation.m2m_reverse_field_name()
    made = [
        through(pk=FIRST_KEY + number, **{f"{own}_id": thing.pk, f"{other}_id": each.pk})
        for number, each in enumerate(chosen)
    ]
    return Layer(through, (thing.pk,), made, through._meta.get_field(own).column)


def pictures_in(rows):
    """{key: Picture} of those that rows hold in memory, with the words that were typed about them."""
    held = (
        row._state.fields_cache.get(each.name)
        for remaining in rows
        for row in remaining
        for each in row._meta.concrete_fields
        if each.related_model is Picture
    )
    return {picture.pk: picture for picture in held if picture is not None}


def rivals(thing):
    """The keys of others at the same address."""
    same = models.Q()
    for each in thing._meta.concrete_fields:
        if each.unique and not each.primary_key and getattr(thing, each.attname) not in (None, ""):
            same |= models.Q(**{each.attname: getattr(thing, each.attname)})
    others = type(thing)._base_manager.exclude(pk=thing.pk)
    return list(others.filter(same).values_list("pk", flat=True)) if same else []
