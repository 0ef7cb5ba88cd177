"""What stands in a rich text: its headings and links."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.conf import settings
from modeltranslation.translator import translator
from modeltranslation.utils import build_localized_fieldname

from publishing.richtext import RichTextField


@dataclass
class Heading:
    level: int
    text: str = ""


@dataclass
class Link:
    address: str
    text: str = ""


@dataclass
class Outline:
    headings: list = field(default_factory=list)
    links: list = field(default_factory=list)


class OutlineParser(HTMLParser):
    def __init__(self):
        super().__init__()
        self.outline = Outline()
        self.open = []

    def handle_starttag(self, tag, attrs):
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.begin(tag, Heading(int(tag[1])), self.outline.headings)
        elif tag == "a":
            self.begin(tag, Link(dict(attrs).get("href") or ""), self.outline.links)

    def begin(self, tag, thing, things):
        self.open.append((tag, thing))
        things.append(thing)

    def handle_endtag(self, tag):
        self.open = [(name, thing) for name, thing in self.open if name != tag]

    def handle_data(self, data):
        for _name, thing in self.open:
            thing.text += data


def outline_of(html):
    """The Outline of HTML as the text editor stores it."""
    parser = OutlineParser()
    parser.feed(html or "")
    parser.close()
    for thing in [*parser.outline.headings, *parser.outline.links]:
        thing.text = " ".join(thing.text.split())
    return parser.outline


def rich_texts(obj):
    """(name of the field, language, HTML) of each rich text that is not empty."""
    for name in translator.get_options_for_model(type(obj)).all_fields:
        if not isinstance(obj._meta.get_field(name), RichTextField):
            continue
        for code, _name in settings.LANGUAGES:
            column = build_localized_fieldname(name, code)
            if html := getattr(obj, column):
                yield column, code, html
