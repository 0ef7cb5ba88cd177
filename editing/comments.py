"""Translate revision comments and log messages into the active language.

Django stores the labels of changed fields in English, “Headline [de]”, and translates only those found in the
catalogue: none that begins with a capital, none with a language.
"""

import json
import re

from django.apps import apps
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from editing.comparing import field_label
from editing.comparing.differences import compared_fields
from editing.comparing.snapshots import row_models
from publishing.log_messages import render_message


def translate_comment(comment, model=None):
    """Translate a revision comment or a message of Django's log: structured data, English text, or free text.

    model: the model of the history; supplies the labels of its fields and rows.
    """
    try:
        messages = json.loads(comment)
    except ValueError:
        return _(comment) if comment else ""
    if not isinstance(messages, list):
        return comment
    messages = [message for message in messages if isinstance(message, dict)]
    texts = [render_message(message) for message in messages if "said" in message]
    others = [message for message in messages if "said" not in message]
    return " ".join([*texts, *([translate_log_message(others, model)] if others or not texts else [])])


def translate_log_message(messages, model):
    labels = translated_labels(model) if model else {}
    for message in messages:
        for part in message.values():
            if isinstance(part, dict) and "fields" in part:
                part["fields"] = [labels.get(label) or translate_label(label) for label in part["fields"]]
    log_entry = apps.get_model("admin.LogEntry")
    return log_entry(change_message=json.dumps(messages)).get_change_message()


def translated_labels(model):
    """Return {stored label: label in the active language} of a model's fields and those of its rows."""
    models = (*row_models(model).values(), model)
    fields = [field for each in models for field in compared_fields(each)]
    with translation.override(None):
        stored = [str(capfirst(field.verbose_name)) for field in fields]
    return {label: field_label(field) for label, field in zip(stored, fields, strict=True)}


def translate_label(label):
    """Translate a label that belongs to no field of a model, such as “New file”."""
    if match := re.fullmatch(r"(.+) \[(\w\w)\]", label):
        return f"{translate_label(match[1])} ({get_language_info(match[2])['name_translated']})"
    for spelling in (label, label[:1].lower() + label[1:]):
        if (translated := _(spelling)) != spelling:
            return capfirst(translated)
    return label
