"""Form fields that read what visitors type or paste into an address."""

import re
from decimal import Decimal
from math import isfinite

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SQUARE_METRES_PER_HECTARE = 10_000
LARGEST_FIGURE = Decimal(10) ** 12

_PLAIN = re.compile(r"\d+([.,]\d+)?\Z")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?P<mark>[.,])\d{3}(?:(?P=mark)\d{3})*(?:(?!(?P=mark))[.,]\d+)?\Z")
_WITH_UNIT = re.compile(r"(.*?)\s*(ha|hektar|hectares?|m²|m2|qm)?\Z", re.IGNORECASE | re.DOTALL)


class FigureField(forms.Field):
    """A number from 0 upwards in German or English spelling: 12,5 = 12.5 and 20.000 = 20,000 = 20 000 = 20000.

    A mark followed by exactly three digits groups thousands, unless a zero stands before it (0.125).
    """

    default_error_messages = {
        "invalid": _("Enter a number from 0 upwards, for example 12.5."),
        "too_large": _("This number is too large."),
    }

    def to_python(self, value):
        if value in self.empty_values:
            return None
        text = "".join(str(value).split())
        if match := _GROUPED.match(text):
            text = text.replace(match["mark"], "")
        if not text.isascii() or not _PLAIN.match(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        figure = Decimal(text.replace(",", "."))
        if figure >= LARGEST_FIGURE:
            raise ValidationError(self.error_messages["too_large"], code="too_large")
        return figure


class SquareMetresField(FigureField):
    """An area in square metres, which may be written with its unit: 20.000 m², or 2 ha for the same."""

    default_error_messages = {
        "invalid": _("Enter a number from 0 upwards, for example 20,000 for square metres or 2 ha."),
    }

    def to_python(self, value):
        figure, unit = _WITH_UNIT.match(str(value or "").strip()).groups()
        square_metres = super().to_python(figure)
        if square_metres is None or unit is None or not unit.casefold().startswith("h"):
            return square_metres
        return square_metres * SQUARE_METRES_PER_HECTARE


class BoundsField(forms.Field):
    """A map section as "west,south,east,north" in degrees (WGS84); gives four floats."""

    default_error_messages = {
        "invalid": _(
            "The map section needs four numbers in degrees: west, south, east, north; "
            "for example 12.2,51.2,12.6,51.5."
        ),
    }

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            west, south, east, north = bounds = tuple(float(part) for part in str(value).split(","))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        is_box = all(map(isfinite, bounds)) and -180 <= west < east <= 180 and -90 <= south < north <= 90
        if not is_box:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return bounds


class OfficialKeysField(forms.Field):
    """Official keys (AGS) of existing areas of one kind. The filter set tells it which of the keys asked for exist."""

    widget = forms.SelectMultiple
    default_error_messages = {"unknown": _("There is no area with the official key “%(key)s”.")}

    def __init__(self, *, area_kind, **kwargs):
        super().__init__(**kwargs)
        self.area_kind = area_kind
        self.areas = {}

    def to_python(self, value):
        return list(dict.fromkeys(value or []))

    def validate(self, value):
        super().validate(value)
        for key in value:
            area = self.areas.get(key)
            if area is None or area.kind != self.area_kind:
                raise ValidationError(self.error_messages["unknown"], code="unknown", params={"key": key})
