"""Form fields for filter values as visitors type them."""

import re
from decimal import Decimal
from math import isfinite

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from formats.figures import parse_figure, round_half_up
from sites.models.stored import normalise_road_code

MAX_FIGURE = Decimal(10) ** 12
NO_SUCH_CHOICE = _("“%(value)s” is not one of the choices.")

_CURRENCY_FIRST = re.compile(r"(?P<currency>€|eur(?=[\s\d]))?\s*(?P<rest>.*)\Z", re.DOTALL | re.IGNORECASE)
"""€35/m², the English spelling."""
_FIGURE_AND_UNIT = re.compile(r"(?P<figure>[\d.,\s]*)(?P<unit>.*)\Z", re.DOTALL)


class FigureField(forms.Field):
    """A number from 0 upwards in German or English spelling.

    With a `unit`, one of the unit's spellings may follow, and the value is converted to that unit: 2 MVA = 2000 (kVA).
    Converted values are rounded to `decimal_places` if given.
    """

    default_error_messages = {
        "invalid": _("Enter a number from 0 upwards, for example 12.5."),
        "invalid_with_unit": _("Enter a number from 0 upwards, for example %(example)s."),
        "too_large": _("This number is too large."),
    }

    def __init__(self, *, unit=None, label=None, decimal_places=None):
        super().__init__(required=False, label=label)
        self.unit, self.decimal_places = unit, decimal_places

    def to_python(self, value):
        if value in self.empty_values:
            return None
        text, factor = str(value), 1
        if self.unit:
            before, text = _CURRENCY_FIRST.match(text.strip()).group("currency", "rest")
            text, typed = _FIGURE_AND_UNIT.match(text).group("figure", "unit")
            spelling = "".join(f"{before or ''}{typed}".split()).casefold()
            if spelling and spelling not in self.unit.spellings:
                raise self.invalid_error()
            factor = self.unit.spellings[spelling] if spelling else 1
        figure = self.parse_number(text) * factor
        return (
            figure
            if factor == 1 or self.decimal_places is None
            else round_half_up(figure, self.decimal_places)
        )

    def parse_number(self, text):
        try:
            figure = parse_figure(text)
        except ValueError:
            raise self.invalid_error() from None
        if figure >= MAX_FIGURE:
            raise ValidationError(self.error_messages["too_large"], code="too_large")
        return figure

    def invalid_error(self):
        if self.unit and self.unit.spellings:
            words = self.error_messages["invalid_with_unit"]
            return ValidationError(words, code="invalid", params={"example": self.unit.example})
        return ValidationError(self.error_messages["invalid"], code="invalid")


class ChoicesField(forms.MultipleChoiceField):
    default_error_messages = {"invalid_choice": NO_SUCH_CHOICE}

    def __init__(self, *, choices, label=None):
        super().__init__(required=False, choices=choices, label=label)

    def to_python(self, value):
        return list(dict.fromkeys(super().to_python(value)))


class OneChoiceField(forms.ChoiceField):
    default_error_messages = {"invalid_choice": NO_SUCH_CHOICE}

    def __init__(self, *, choices, label=None):
        super().__init__(required=False, choices=choices, label=label)


class RoadsField(forms.Field):
    """Motorways as on the signs (“A 14”), however typed."""

    widget = forms.SelectMultiple
    default_error_messages = {"invalid": _("“%(value)s” is no motorway; one is written like A 14.")}

    def to_python(self, value):
        roads = [normalise_road_code(road) for road in value or []]
        for road in roads:
            if not re.fullmatch(r"A \d{1,3}[a-z]?", road, re.ASCII):
                raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": road})
        return list(dict.fromkeys(roads))


class BoundsField(forms.Field):
    """A map section as "west,south,east,north" in degrees (WGS84); gives four floats."""

    default_error_messages = {
        "invalid": _(
            "The map section needs four numbers in degrees: west, south, east, north; "
            "for example 12.2,51.2,12.6,51.5."
        )
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
    """Official keys (AGS) of existing areas of one kind. The filter set assigns the existing ones to `areas`."""

    widget = forms.SelectMultiple
    default_error_messages = {"unknown": _("There is no area with the official key “%(key)s”.")}

    def __init__(self, *, area_kind, label=None):
        super().__init__(required=False, label=label)
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
