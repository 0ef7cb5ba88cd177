"""Format field values for display, in the active language."""

import html
import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from django.contrib.gis.db.models import GeometryField
from django.contrib.gis.gdal import GDALException
from django.contrib.gis.geos import GEOSException, GEOSGeometry
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from modeltranslation.fields import TranslationField

from editing.comparing.text_diff import diff_texts
from formats.templatetags.typography import NBSP, long_date, m2, moment
from publishing.models import Picture
from publishing.richtext import RichTextField
from regions.shapes import corner_count

EMPTY = "–"


class DifferenceKind(StrEnum):
    """How a difference is displayed."""

    TEXT = "text"
    PICTURE = "picture"
    PLACE = "place"
    VALUE = "value"


@dataclass(frozen=True)
class FieldDifference:
    """One differing field. `before` and `after` are plain text, `–` for empty values.

    `before_value` and `after_value` are the values: a GEOSGeometry for PLACE, a Picture for PICTURE (None where it was
    deleted), else the Python value.
    """

    field: models.Field
    label: str
    kind: DifferenceKind
    before: str
    after: str
    before_value: object = None
    after_value: object = None

    @property
    def is_formatting_only(self):
        """Whether the text is the same and only the markup differs."""
        return self.before == self.after and self.kind == DifferenceKind.TEXT

    @property
    def pieces(self):
        """[(mark, words)], marks "same", "removed", "added" and "left out"; [] unless part of the text is unchanged."""
        if self.kind != DifferenceKind.TEXT or EMPTY in (self.before, self.after):
            return []
        found = diff_texts(self.before, self.after)
        return found if any(mark == "same" and words.strip() for mark, words in found) else []


def label_and_unit(field):
    """Return (“area”, “m²”) for a field with `unit` and `bare_label`, else (verbose name, "")."""
    if not hasattr(field, "unit"):
        return str(field.verbose_name), ""
    return str(field.bare_label), str(field.unit.label_symbol)


def field_label(field):
    """Return a label such as “Headline (German)”; without the unit, which is shown with the value."""
    if isinstance(field, TranslationField):
        language = get_language_info(field.language)["name_translated"]
        return f"{capfirst(field.translated_field.verbose_name)} ({language})"
    return capfirst(label_and_unit(field)[0])


def difference_kind(field):
    if field.related_model is Picture:
        return DifferenceKind.PICTURE
    if isinstance(field, GeometryField):
        return DifferenceKind.PLACE
    is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
    return DifferenceKind.TEXT if is_text else DifferenceKind.VALUE


def python_value(field, value):
    """Convert a JSON or Python value to the field's type; unreadable values are returned unchanged."""
    if value is None or field.is_relation:
        return value
    try:
        if isinstance(field, GeometryField):
            return value if isinstance(value, GEOSGeometry) else GEOSGeometry(str(value))
        if isinstance(field, models.FileField):
            return str(value)
        return field.to_python(value)
    except (ValidationError, ValueError, TypeError, GEOSException, GDALException):
        return value


def format_value(field, value, things):
    """Return the value as text. `things`: {(model, key as text): object} for references."""
    if isinstance(field, models.ManyToManyField):
        return ", ".join(sorted(format_reference(field, key, things) for key in value or ())) or EMPTY
    if value is None or value == "":
        return EMPTY
    if field.is_relation:
        return format_reference(field, value, things)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, GeometryField) and isinstance(value, GEOSGeometry):
        return format_geometry(value)
    if isinstance(field, models.FileField):
        return value.rsplit("/", 1)[-1]
    if isinstance(field, RichTextField):
        return richtext_as_lines(value) or EMPTY
    _label, unit = label_and_unit(field)
    return f"{format_scalar(value)}{NBSP}{unit}" if unit else format_scalar(value)


def format_scalar(value):
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int) and value < 10_000:  # no separators in years and counts
        return str(value)
    if isinstance(value, Decimal) and value == value.to_integral_value():
        value = value.normalize()
    if isinstance(value, int | float | Decimal):
        return number_format(value, force_grouping=True)
    if isinstance(value, datetime):
        return moment(value)
    return long_date(value) if isinstance(value, date) else str(value)


def format_reference(field, key, things):
    thing = things.get((field.related_model._meta.concrete_model, str(key)))
    return _("deleted since") if thing is None else str(thing)


def format_geometry(geometry):
    """Return the area of a polygon, or the coordinates of a point (WGS84)."""
    if geometry.area:
        return _("%(area)s, %(count)s corners") % {"area": m2(geometry.area), "count": corner_count(geometry)}
    point = geometry.centroid
    if point.srid and point.srid != 4326:
        point = point.transform(4326, clone=True)
    return f"{number_format(point.y, 5)} N, {number_format(point.x, 5)} E"


def richtext_as_lines(markup):
    """Convert rich text to lines: one per paragraph or list item, links with their target."""
    text = re.sub(r'<a\b[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', r"\2 (\1)", markup, flags=re.DOTALL)
    text = re.sub(r"<li\b[^>]*>", "• ", text)
    text = re.sub(r"</(p|h[1-6]|li|blockquote)>|<br\b[^>]*>", "\n", text)
    text = html.unescape(re.sub(r"<[^>]*>", "", text))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line not in {"", "•"})
