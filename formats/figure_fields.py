"""Localised number fields: “46.200” and “12,5” in German, “46,200” and “12.5” in English.

The other language's format is accepted where it is unambiguous, and so is a unit where the field has one. Three digits
after the decimal separator (“46,200” in German) are an error, unless the field stores three decimal places. Values in
another unit than the field's own are rounded to its decimal places; plain numbers never are.
Small integers (an order, a focal point in percent) keep the browser's number input.
"""

import re
from decimal import Decimal

from django import forms
from django.contrib.admin.options import FORMFIELD_FOR_DBFIELD_DEFAULTS
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import get_format
from django.utils.translation import gettext as _

from formats.figures import format_figure, parse_figure, round_half_up

_SIGN_FIGURE_UNIT = re.compile(r"(?P<sign>[-−–+]?)(?P<figure>[\d.,\s]*)(?P<unit>.*)\Z", re.DOTALL)
_THOUSANDTH = Decimal("0.001")


class FigureInput(forms.TextInput):
    def __init__(self, attrs=None):
        super().__init__(
            {"class": "admin-figure", "inputmode": "decimal", "autocomplete": "off"} | (attrs or {})
        )


class FigureFieldMixin:
    """For a form field of numbers. `unit`, if any, has `spellings` {unit: factor} and an `example`."""

    widget = FigureInput
    unit = None

    def prepare_value(self, value):
        return format_figure(value) if isinstance(value, int | Decimal) else value

    def to_python(self, value):
        return super().to_python(self.parse(value) if isinstance(value, str) and value.strip() else value)

    def parse(self, typed):
        """The typed number as Python would write it."""
        sign, figure, unit = _SIGN_FIGURE_UNIT.match(typed.strip()).group("sign", "figure", "unit")
        try:
            factor = self.unit_factor(unit)
            number, thousands = parse_figure(figure, get_format("DECIMAL_SEPARATOR")), parse_figure(figure)
        except (ValueError, KeyError):
            words = _("“%(typed)s” cannot be read for certain. Type the number as in %(example)s.")
            example = self.unit.example if self.unit and self.unit.spellings else self.example
            raise ValidationError(words % {"typed": typed, "example": example}, code="invalid") from None
        minus = -1 if sign in {"-", "−", "–"} else 1
        if number != thousands and not self.stores_thousandths(factor):
            fits = self.can_store(number, factor)
            raise self.ambiguity_error(typed, minus * thousands, minus * number if fits else None, unit)
        return f"{(minus * self.convert(number, factor)).normalize():f}"

    def stores_thousandths(self, factor):
        """Whether a thousandth of the typed unit is not below the precision of the field: 10 m² for a hectare."""
        return self.decimal_places is None or factor * _THOUSANDTH >= Decimal(1).scaleb(-self.decimal_places)

    def can_store(self, number, factor):
        """Converted units allow any number, but three decimal places would be ambiguous again."""
        return number == round_half_up(number, self.decimal_places if factor == 1 else 2)

    def convert(self, number, factor):
        """Convert to the field's own unit."""
        if factor == 1 or self.decimal_places is None:
            return number * factor
        return round_half_up(number * factor, self.decimal_places)

    def ambiguity_error(self, typed, thousands, fraction, unit):
        """For 20.000 in an English form, which hardly ever means 20. A `fraction` of None cannot be stored."""
        words = _("“%(typed)s” can be read in two ways. Do you mean %(thousands)s or %(fraction)s?")
        if fraction is None:
            words = _(
                "“%(typed)s” cannot be read for certain. If you mean %(thousands)s, type it so: "
                "three decimal places are not possible here."
            )
        readings = {
            name: f"{format_figure(number)}\N{NO-BREAK SPACE}{unit}".strip()
            for name, number in (("thousands", thousands), ("fraction", fraction))
            if number is not None
        }
        return ValidationError(words % {"typed": typed, **readings}, code="ambiguous")

    def unit_factor(self, unit):
        unit = "".join(unit.split()).casefold()
        return self.unit.spellings[unit] if unit and self.unit else {"": 1}[unit]


class DecimalFigureField(FigureFieldMixin, forms.DecimalField):
    @property
    def example(self):
        two = {"fraction": format_figure(Decimal("12.5")), "thousands": format_figure(46_200)}
        return _("%(fraction)s or %(thousands)s") % two


class WholeFigureField(FigureFieldMixin, forms.IntegerField):
    decimal_places = 0

    @property
    def example(self):
        return format_figure(46_200)


def register_admin_form_fields():
    """Make these fields the default of every admin form and inline.

    Call it before the first ModelAdmin is instantiated: each copies these defaults.
    """
    FORMFIELD_FOR_DBFIELD_DEFAULTS.update(
        {
            models.DecimalField: {"form_class": DecimalFigureField, "widget": FigureInput},
            models.PositiveIntegerField: {"form_class": WholeFigureField, "widget": FigureInput},
        }
    )
