"""Fills a form in HTML with submitted values, hidden fields included (docs/adr/0052)."""

from collections import defaultdict
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

TEXT_TYPES = {"text", "search", "email", "url", "tel", "number", "date", "time", "datetime-local", "hidden"}
CHOICE_TYPES = {"checkbox", "radio"}


@dataclass
class FormField:
    """`kind`: "text", "hidden", "area", "option" or one of CHOICES.

    `start`, `end`: offsets of the part of the page that is replaced.
    """

    name: str
    kind: str
    start: int
    end: int
    tag: str = ""
    attributes: dict = field(default_factory=dict)

    def rendered(self, values):
        """The replacement, None for no change. Text fields of one name take the values in turn."""
        if self.kind == "area":
            return escape(values.pop(0), quote=False) if values else None
        if self.kind in {"text", "hidden"}:
            return start_tag(self.tag, self.attributes | {"value": values.pop(0)}) if values else None
        is_on = self.attributes.get("value", "on") in values
        mark = "selected" if self.kind == "option" else "checked"
        plain = {name: value for name, value in self.attributes.items() if name != mark}
        return start_tag(self.tag, plain | ({mark: ""} if is_on else {}))


def start_tag(name, attributes):
    return f"<{name}{''.join(f' {key}="{escape(value or "")}"' for key, value in attributes.items())}>"


class FormParser(HTMLParser):
    """Parses the fields of each POST form of a page: `forms`, a list of lists of FormFields."""

    def __init__(self, html):
        super().__init__(convert_charrefs=False)
        self.lines = [0]
        for line in html.split("\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)
        self.forms, self.fields, self.textarea, self.select = [], None, None, None
        self.feed(html)
        self.close()

    def position(self):
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "form":
            self.fields = [] if (attributes.get("method") or "").lower() == "post" else None
            if self.fields is not None:
                self.forms.append(self.fields)
        elif self.fields is not None:
            start, end = self.position(), self.position() + len(self.get_starttag_text())
            self.add_field(tag, attributes, start, end)

    def add_field(self, tag, attributes, start, end):
        name, kind = attributes.get("name"), (attributes.get("type") or "text").lower()
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            self.fields.append(FormField(self.select, "option", start, end, tag, attributes))
        elif tag == "textarea" and name:
            self.textarea = FormField(name, "area", end, end)
            self.fields.append(self.textarea)
        elif tag == "input" and name and kind in TEXT_TYPES | CHOICE_TYPES and "disabled" not in attributes:
            shown = kind if kind in CHOICE_TYPES | {"hidden"} else "text"
            self.fields.append(FormField(name, shown, start, end, tag, attributes))

    def handle_endtag(self, tag):
        if tag == "textarea" and self.textarea:
            self.textarea.end, self.textarea = self.position(), None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.fields = None


def refill_html_form(html, pairs):
    """The page with `pairs` [[name, value]] in the first form that has all names; None if there is none.

    Unchanged if only hidden fields would match: among several forms of buttons it could be the wrong one.
    """
    names = {name for name, _value in pairs}
    fits = [fields for fields in FormParser(html).forms if names <= {one.name for one in fields}]
    if not fits:
        return None
    if not names & {one.name for one in fits[0] if one.kind != "hidden"}:
        return html
    values = defaultdict(list)
    for name, value in pairs:
        values[name].append(value)
    pieces, at = [], 0
    for one in fits[0]:
        piece = one.rendered(values[one.name])
        if piece is not None:
            pieces += [html[at : one.start], piece]
            at = one.end
    return "".join([*pieces, html[at:]])
