"""Rich text: a short toolbar, and the sanitiser on the server, both configured by EXTENSIONS."""

import re

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django_prose_editor.fields import ProseEditorField
from django_prose_editor.widgets import AdminProseEditorWidget

EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "HardBreak": True,
    "SpecialCharacters": True,
    # From static/js/admin/rich-text.js; the toolbar replaces the library's.
    "Menu": False,
    "Toolbar": True,
    "Marks": True,
    "Paste": True,
}

BETWEEN_BLOCKS = re.compile(r"(?<=>)\s*\n\s*(?=</?(?:p|h[23]|[uo]l|li|blockquote)\b)")
"""Newlines between inline elements are spaces, and stay."""


class RichTextWidget(AdminProseEditorWidget):
    """The textarea, with the toolbar that a script places above it; hidden without script."""

    places_photos = False
    """Whether photos of the same form can be placed in the text."""

    def render(self, name, value, attrs=None, renderer=None):
        field = super().render(name, value, attrs, renderer)
        tools = render_to_string("admin/_text_tools.html", {"places_photos": self.places_photos})
        return mark_safe(field + tools)


class RichTextField(ProseEditorField):
    """HTML: paragraphs, two heading levels, lists, quotations, links, emphasis; publishing.richtext_placeholders."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("extensions", EXTENSIONS)
        kwargs.setdefault("sanitize", True)
        super().__init__(*args, **kwargs)

    def as_submitted(self, text):
        return BETWEEN_BLOCKS.sub("", self.sanitize(text))

    def pre_save(self, model_instance, add):
        """Normalise as the browser's editor does, so that an untouched text never counts as changed."""
        text = super().pre_save(model_instance, add)
        if text:
            text = self.as_submitted(text)
            model_instance.__dict__[self.attname] = text  # bypassing the active language
        return text

    def formfield(self, **kwargs):
        field = super().formfield(**kwargs | {"widget": RichTextWidget})
        field.widget.places_photos = getattr(self.model, "places_photos", False)
        return field
