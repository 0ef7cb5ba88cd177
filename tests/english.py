"""German on English pages: common words of German outside `lang="de"`, and outside the names that stay German."""

import re
from html.parser import HTMLParser
from pathlib import Path

WORDS = frozenset((Path(__file__).parent / "german_words.txt").read_text().split())
"""Some 750 of the commonest words of German and of the trade, in small letters; none that English has as well."""

NAMES = re.compile(
    r"\bHalle\b|\b(?:Stadt|Landkreis|Altmarkkreis|Kreis) [A-ZÄÖÜ]\w+|\b[\w-]+-Kreis\b"
    r"|(?:Sachgebiet|Referat|Amt für) Wirtschaft\w*"
    r"|[A-ZÄÖÜ]\w+ Weg\b|[A-ZÄÖÜ]\w+er Höhe\b|\bAlte [A-ZÄÖÜ]\w+straße|/Halle Flughafen|\bInstitut für \w+ \w+"
    r"|\w+ \(\w+\) ob Bf\b"  # the upper one of two stations
    r"|Gemarkung, Flur|\(Flurstücke?\)|\(Flur\)|\(Gemarkung\)|and Flurstück"  # the terms of the land register
    r"|“[^”]*”|„[^“]*“"  # what is quoted is called so
    r"|\b[A-ZÄÖÜ]{2,}\b"  # MIT
)
"""Proper names, and what is quoted. Read in review: each of them is something that no translator would touch."""

NO_WORDS = re.compile(r"<id>.*?</id>|<[^>]+>|\S+@\S+|https?://\S+|(?<![\w<])/[\w./-]+|\b\w+(?:-\w+){2,}/")
"""Addresses of all kinds, and the tags of a feed."""

HYPHEN = "\u2010"
"""At the end of a line of a PDF that goes on in the middle of a word."""

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SPOKEN = ("alt", "aria-label", "title", "placeholder", "content")
UNREAD = {"script", "style", "template", "svg"}


class Readable(HTMLParser):
    """The words of a page that are not marked as another language, those of attributes that are read out included."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.open, self.texts = [], []
        self.feed(page)

    @property
    def is_hidden(self):
        return any(hidden for _tag, hidden in self.open)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        hidden = tag in UNREAD or given.get("lang", "en") != "en"
        if not (hidden or self.is_hidden):
            self.texts += [value for name, value in attributes if name in SPOKEN and value]
        if tag not in VOID:
            self.open.append((tag, hidden))

    def handle_endtag(self, tag):
        while self.open and any(name == tag for name, _hidden in self.open):
            if self.open.pop()[0] == tag:
                break

    def handle_data(self, data):
        if not self.is_hidden:
            self.texts.append(data)


def german_in(text):
    """The German words of some English text, each once."""
    text = text.replace(f"{HYPHEN} ", "")
    text = NO_WORDS.sub(" ", NAMES.sub(" ", text))
    return sorted({word for word in re.findall(r"[^\W\d_]+", text) if word.casefold() in WORDS})


def german_on(page):
    """The German words that an English page (HTML) shows or reads out without saying that they are German."""
    return german_in(" ".join(Readable(page).texts))
