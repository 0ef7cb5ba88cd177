"""Characters that nobody sees and nobody means: they come along with what is copied, or turn round what stands beside.

    class NameForm(SeenTexts, forms.Form)     each text typed into the form is asked

Every form that stores a text has it among its bases, or calls `refuse_unseen(form)` when its fields are made.

A soft hyphen, a non-breaking space, what joins letters and what may break a word stay: they are meant.
"""

import unicodedata
from html import unescape

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

BIDI_CONTROLS = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
"""Embed, override and isolate a direction of writing (Unicode Standard Annex 9): “Halle\u202e04” reads as “Halle40”."""
BIDI_MARKS = {"\u200e", "\u200f", "\u061c"}
"""Of a direction too; beside Arabic and Hebrew they are needed."""
BYTE_ORDER_MARK = "\ufeff"
LINE_CHARACTERS = set("\t\n\r")
RTL_CLASSES = {"R", "AL"}
MAX_EXCERPT_LENGTH = 20
"""Characters of what stands before, in the message."""


def find_invisible(text, long=False):
    """The index of the first such character of the text, or None; a `long` one may have lines and tabs.

    NUL is none: Django refuses it by itself.
    """
    is_from_right = any(
        unicodedata.bidirectional(sign) in RTL_CLASSES for sign in text if sign not in BIDI_MARKS
    )
    for at, sign in enumerate(text):
        if sign in BIDI_CONTROLS or sign == BYTE_ORDER_MARK or (sign in BIDI_MARKS and not is_from_right):
            return at
        if unicodedata.category(sign) == "Cc" and sign != "\0" and not (long and sign in LINE_CHARACTERS):
            return at
    return None


class ProhibitInvisibleValidator:
    """A validator of texts; `long` ones may be HTML."""

    def __init__(self, long=False):
        self.long = long

    def __call__(self, value):
        if not isinstance(value, str):
            return
        text = unescape(value) if self.long else value
        if (at := find_invisible(text, self.long)) is None:
            return
        before = " ".join(strip_tags(text[:at]).split())[-MAX_EXCERPT_LENGTH:]
        words = (
            _(
                "Behind “%(before)s” stands a character that nobody sees (%(code)s). Delete it: type that place again."
            )
            if before
            else _(
                "The text begins with a character that nobody sees (%(code)s). Delete it: type the beginning again."
            )
        )
        params = {"before": before, "code": f"U+{ord(text[at]):04X}"}
        raise ValidationError(words, code="unseen", params=params)


def prohibit_invisible(form):
    """Let the texts of a form hold no character that nobody sees. A password may: only its owner types it."""
    for field in form.fields.values():
        if isinstance(field, forms.CharField) and not isinstance(field.widget, forms.PasswordInput):
            field.validators.append(ProhibitInvisibleValidator(long=isinstance(field.widget, forms.Textarea)))


class ProhibitInvisibleMixin:
    """Before the Form or ModelForm among the bases of a form whose texts are stored or sent."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        prohibit_invisible(self)
