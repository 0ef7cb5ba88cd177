"""Form fields and validators for dates and times of day."""

import re
from datetime import time

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

YEAR_RANGE = (2000, 2100)
PAST_YEAR_RANGE = (1900, 2100)
"""For dates before the portal, such as that of a development plan."""


class YearRangeValidator:
    """A validator of dates; others are typing mistakes, and may overflow in computations."""

    def __init__(self, years=YEAR_RANGE):
        self.years = years

    def __call__(self, day):
        first, last = self.years
        if not first <= day.year <= last:
            raise ValidationError(
                _("Type a day between the years %(first)s and %(last)s, for example 2027-12-31."),
                code="year",
                params={"first": first, "last": last},
            )


def limit_years(form):
    """Validate the years of a model form's dates; those in the model's `historic_date_fields` may be older."""
    past = getattr(form._meta.model, "historic_date_fields", ())
    for name, field in form.fields.items():
        day = field.fields[0] if isinstance(field, forms.SplitDateTimeField) else field
        if isinstance(day, forms.DateField):
            day.validators.append(YearRangeValidator(PAST_YEAR_RANGE if name in past else YEAR_RANGE))


class HourField(forms.TimeField):
    """Accepts 8, 8.00, 8:00 and 08:00:00, each with or without “Uhr”."""

    HOUR = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?(?:[.:](\d{2}))?\s*(?:uhr|h)?", re.ASCII | re.IGNORECASE)

    def to_python(self, value):
        found = self.HOUR.fullmatch(value.strip()) if isinstance(value, str) else None
        if found is None:
            return super().to_python(value)
        try:
            return time(*(int(part or 0) for part in found.groups()))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
