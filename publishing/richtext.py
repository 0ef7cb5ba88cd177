"""Rich text: a short toolbar, and the server's sanitiser made from the same list of what is allowed."""

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
    # Our own, of static/js/admin/rich-text.js; the toolbar takes the place of the library's.
    "Menu": False,
    "Toolbar": True,
    "Marks": True,
    "Paste": True,
}


class RichTextWidget(AdminProseEditorWidget):
    """The textarea, with the toolbar that a script puts above it; without script nothing of it is seen."""

    places_photos = False
    """Whether photos of the same form can stand in the text."""

    def render(self, name, value, attrs=None, renderer=None):
        field = super().render(name, value, attrs, renderer)
        tools = render_to_string("admin/_text_tools.html", {"places_photos": self.places_photos})
        return mark_safe(field + tools)


class RichTextField(ProseEditorField):
    """HTML of a few kinds: paragraphs, two heading levels, lists, quotations, links, emphasis; and publishing.marks."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("extensions", EXTENSIONS)
        kwargs.setdefault("sanitize", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        field = super().formfield(**kwargs | {"widget": RichTextWidget})
        field.widget.places_photos = getattr(self.model, "places_photos", False)
        return field
