"""What stands in a rich text: its headings and links."""

from dataclasses import dataclass
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


class Outline(HTMLParser):
    """The headings and links of HTML as the text editor stores it."""

    def __init__(self, html):
        super().__init__()
        self.headings, self.links, self.open = [], [], []
        self.feed(html or "")
        self.close()
        for thing in [*self.headings, *self.links]:
            thing.text = " ".join(thing.text.split())

    def handle_starttag(self, tag, attrs):
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.begin(tag, Heading(int(tag[1])), self.headings)
        elif tag == "a":
            self.begin(tag, Link(dict(attrs).get("href") or ""), self.links)

    def begin(self, tag, thing, things):
        self.open.append((tag, thing))
        things.append(thing)

    def handle_endtag(self, tag):
        self.open = [(name, thing) for name, thing in self.open if name != tag]

    def handle_data(self, data):
        for _name, thing in self.open:
            thing.text += data


def rich_texts(obj):
    """(name of the field, language, HTML) of each rich text that is not empty."""
    for name in translator.get_options_for_model(type(obj)).all_fields:
        if not isinstance(obj._meta.get_field(name), RichTextField):
            continue
        for code, _name in settings.LANGUAGES:
            column = build_localized_fieldname(name, code)
            if html := getattr(obj, column):
                yield column, code, html
