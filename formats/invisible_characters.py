"""Validation against invisible characters, which come with copied text or reverse the direction of their neighbours.

    class NameForm(ProhibitInvisibleMixin, forms.Form)     validates each text field

Every form that stores text has the mixin, or calls `prohibit_invisible(form)` once its fields exist.

Soft hyphens, no-break spaces, joiners and zero-width spaces are allowed.
"""

import unicodedata
from html import unescape

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

BIDI_CONTROLS = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
"""Embeddings, overrides and isolates (Unicode Standard Annex 9): “Halle\u202e04” reads as “Halle40”."""
BIDI_MARKS = {"\u200e", "\u200f", "\u061c"}
"""Directional marks; needed in Arabic and Hebrew."""
BYTE_ORDER_MARK = "\ufeff"
LINE_CHARACTERS = set("\t\n\r")
RTL_CLASSES = {"R", "AL"}
MAX_EXCERPT_LENGTH = 20
"""Characters of the preceding text in the message."""


def find_invisible(text, long=False):
    """The index of the first invisible character, or None; `long` text may have line breaks and tabs.

    NUL is left to Django's own validator.
    """
    has_rtl = any(unicodedata.bidirectional(sign) in RTL_CLASSES for sign in text if sign not in BIDI_MARKS)
    for at, sign in enumerate(text):
        if sign in BIDI_CONTROLS or sign == BYTE_ORDER_MARK or (sign in BIDI_MARKS and not has_rtl):
            return at
        if unicodedata.category(sign) == "Cc" and sign != "\0" and not (long and sign in LINE_CHARACTERS):
            return at
    return None


class ProhibitInvisibleValidator:
    """A validator of text; `long` text may be HTML."""

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
    """Add the validator to the text fields of a form, except passwords."""
    for field in form.fields.values():
        if isinstance(field, forms.CharField) and not isinstance(field.widget, forms.PasswordInput):
            field.validators.append(ProhibitInvisibleValidator(long=isinstance(field.widget, forms.Textarea)))


class ProhibitInvisibleMixin:
    """For a form whose text is stored or sent; list it before Form or ModelForm."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        prohibit_invisible(self)
