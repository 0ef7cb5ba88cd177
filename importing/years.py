"""Which years can be meant by a day, typed in a form or read from a file. On the lowest floor, since all rooms ask."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

YEARS = (2000, 2100)
YEARS_OF_THE_PAST = (1900, 2100)
"""For what may be older than the portal, such as a development plan."""


class WithinYears:
    """A validator of days: what lies elsewhere was mistyped, and could not be reckoned with."""

    def __init__(self, years=YEARS):
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
    """Let the days in a model's form lie within years that can be meant; its `days_of_the_past` may be older."""
    past = getattr(form._meta.model, "days_of_the_past", ())
    for name, field in form.fields.items():
        day = field.fields[0] if isinstance(field, forms.SplitDateTimeField) else field
        if isinstance(day, forms.DateField):
            day.validators.append(WithinYears(YEARS_OF_THE_PAST if name in past else YEARS))
