"""Messages about changes, stored as data: an English text with its values, rendered later in any language.

They are items of the list that Django stores as change message (docs/adr/0030), beside its “added” and “changed”.
"""

import json
from datetime import date, datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from formats.templatetags.typography import moment


def log_message(text, **values):
    """The message for `log_change()` or `recorded_revision()`.

    text: marked by gettext_noop, with %(name)s for the values. Dates and datetimes are formatted and lazy strings
    translated for the reader.
    """
    return [{"said": text, "with": {name: serialize_value(value) for name, value in values.items()}}]


def serialize_value(value):
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, Promise):
        with translation.override(None):
            return {"words": str(value)}
    return str(value)


def serialize_message(message):
    return message if isinstance(message, str) else json.dumps(message)


def render_message(message):
    """One message of `log_message()`, in the active language."""
    return _(message["said"]) % {name: render_value(value) for name, value in message.get("with", {}).items()}


def render_value(value):
    match value:
        case {"moment": text}:
            return moment(datetime.fromisoformat(text))
        case {"day": text}:
            return date_format(date.fromisoformat(text), "SHORT_DATE_FORMAT")
        case {"words": text}:
            return _(text)
    return value
