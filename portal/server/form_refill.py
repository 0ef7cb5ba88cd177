"""Writes into the form of a page what was sent with it before, hidden fields included (docs/adr/0052)."""

from collections import defaultdict
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

TEXT_TYPES = {"text", "search", "email", "url", "tel", "number", "date", "time", "datetime-local", "hidden"}
CHOICE_TYPES = {"checkbox", "radio"}


@dataclass
class FormField:
    """`kind`: "text", "hidden", "area", "option" or one of CHOICES.

    `start`, `end`: the piece of the page that is replaced.
    """

    name: str
    kind: str
    start: int
    end: int
    tag: str = ""
    attributes: dict = field(default_factory=dict)

    def written(self, values):
        """The piece with what was typed, None to leave it. A text takes the first value, the next text the next one."""
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
    """The fields of each form of a page that changes something: `found`, a list of lists of Fields."""

    def __init__(self, html):
        super().__init__(convert_charrefs=False)
        self.lines = [0]
        for line in html.split("\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)
        self.found, self.open, self.area, self.select = [], None, None, None
        self.feed(html)
        self.close()

    def place(self):
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "form":
            self.open = [] if (attributes.get("method") or "").lower() == "post" else None
            if self.open is not None:
                self.found.append(self.open)
        elif self.open is not None:
            start, end = self.place(), self.place() + len(self.get_starttag_text())
            self.take(tag, attributes, start, end)

    def take(self, tag, attributes, start, end):
        name, kind = attributes.get("name"), (attributes.get("type") or "text").lower()
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            self.open.append(FormField(self.select, "option", start, end, tag, attributes))
        elif tag == "textarea" and name:
            self.area = FormField(name, "area", end, end)
            self.open.append(self.area)
        elif tag == "input" and name and kind in TEXT_TYPES | CHOICE_TYPES and "disabled" not in attributes:
            shown = kind if kind in CHOICE_TYPES | {"hidden"} else "text"
            self.open.append(FormField(name, shown, start, end, tag, attributes))

    def handle_endtag(self, tag):
        if tag == "textarea" and self.area:
            self.area.end, self.area = self.place(), None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.open = None


def refill_html_form(html, pairs):
    """The page with `pairs` [[name, value]] in the form that has them all; None where there is none.

    One in which nothing was typed is left as it is: of several with nothing but buttons it could be the wrong one.
    """
    names = {name for name, _value in pairs}
    fits = [fields for fields in FormParser(html).found if names <= {one.name for one in fields}]
    if not fits:
        return None
    if not names & {one.name for one in fits[0] if one.kind != "hidden"}:
        return html
    values = defaultdict(list)
    for name, value in pairs:
        values[name].append(value)
    pieces, at = [], 0
    for one in fits[0]:
        piece = one.written(values[one.name])
        if piece is not None:
            pieces += [html[at : one.start], piece]
            at = one.end
    return "".join([*pieces, html[at:]])
