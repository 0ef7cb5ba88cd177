"""Publication dates in a form: in Berlin time, with a sentence that is updated while typing."""

import json

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from editing.scheduling import visibility_phrases, visibility_sentence
from formats.days import HourField


class BerlinTimeField(forms.SplitDateTimeField):
    """Accepts informal hours; explains ambiguous and nonexistent times at clock changes."""

    default_error_messages = {
        "invalid_date": _("Type a day, for example 2027-12-31."),
        "invalid_time": _("Type an hour, for example 08:00 or 17:30."),
    }

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        day, _clock = self.fields
        hour = HourField(required=False, error_messages={"invalid": self.error_messages["invalid_time"]})
        self.fields = (day, hour)

    def compress(self, data_list):
        try:
            return super().compress(data_list)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            words = _(
                "In this night the clocks are changed: this hour is left out, or comes twice. Choose another."
            )
            raise ValidationError(words, code=error.code) from error


BERLIN_TIME_OVERRIDES = {models.DateTimeField: {"form_class": BerlinTimeField, "widget": AdminSplitDateTime}}
"""For `formfield_overrides`."""


def visibility_html(obj):
    """Return the sentence for the stored dates; the script updates it."""
    return format_html(
        '<publication-sentence data-phrases="{}" data-language="{}">'
        '<span role="status">{}</span></publication-sentence>',
        json.dumps(visibility_phrases()),
        get_language(),
        visibility_sentence(obj),
    )
