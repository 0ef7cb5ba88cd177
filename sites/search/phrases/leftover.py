"""Tokens outside items: words become the text search; figures and negated words are reported as not understood.

As search words, numbers would match nearly every text.
"""

import re

from sites.search.landmark_names import KIND_WORDS
from sites.search.phrases.currencies import PER
from sites.search.phrases.dates import MONTHS
from sites.search.phrases.numbers import UNITS, figure_at, is_negative
from sites.search.phrases.places import PlaceMatch
from sites.search.phrases.quantities import TOPICS
from sites.search.phrases.vocabulary import LEXICONS

_REFERENCE = re.compile(r"#?\d+|(?=(?:.*[-./])?[^\W\d_]+[-./])\w+(?:[-./]\w+)*[-./]\w*\d\w*")
"""1042, or an owner's reference: L-2024-17."""
_MONEY = ("£", "$")
_FIGURES = ("number", "date", "motorway", "federal", "inches")


def leftover(text, tokens, finder):
    """(text search, pieces that are neither a filter nor searched for, set of all left-over words)."""
    if not finder.items and not finder.verbatim and _REFERENCE.fullmatch(text):
        return text.lstrip("#"), [], set()
    left = _Leftover(tokens, finder)
    rest = " ".join(text[start:end] for start, end in spans(tokens, left.searched)).strip(' "„“”»«')
    words = {tokens[at].text for at in left.searched | left.unread if tokens[at].kind == "word"}
    return rest, [text[start:end] for start, end in spans(tokens, left.unread)], words


class _Leftover:
    """Indexes of left-over tokens: `searched` as text, or `unread`, which is reported."""

    def __init__(self, tokens, finder):
        self.tokens, self.finder = tokens, finder
        read = {index for item in finder.items for index in range(item.start, item.end)}
        self.read = read - finder.verbatim
        self.searched, self.unread = finder.compounds & self.read, set(finder.verbatim)
        beside = [item for item in finder.items if isinstance(item.meaning, PlaceMatch)]
        self.beside_places = {item.start - 1 for item in beside} | {item.end for item in beside}
        at = 0
        while at < len(tokens):
            at = at + 1 if at in self.read or at in self.unread else self.step(at)
        self.searched |= {at for at, token in enumerate(tokens) if token.text == "&" and self.is_in_name(at)}

    def is_in_name(self, at):
        """ "Müller & Sohn"."""
        return {at - 1, at + 1} <= self.searched

    def step(self, at):
        token = self.tokens[at]
        if (
            token.kind in ("number", "date", "motorway")
            and at
            and LEXICONS["numbered"].match(self.tokens, at - 1)
        ):
            self.searched.add(at)
        elif end := self.figure(at) or self.topic(at) or self.month(at):
            self.unread.update(range(at, end))
            return end
        elif at in self.beside_places and token.text in KIND_WORDS:
            self.unread.add(at)
        elif token.kind != "mark" and not any(
            known.match([token], 0) for known in (LEXICONS["filler"], UNITS)
        ):
            self.searched.add(at)
        return at + 1

    def figure(self, at):
        """The index after a figure at `at` and what it counts; None if there is none."""
        is_minus = self.tokens[at].text in ("-", "minus")
        start = at + (is_minus or self.tokens[at].text in _MONEY)
        if start >= len(self.tokens) or (is_minus and not is_negative(self.tokens, start)):
            return None
        found = figure_at(self.tokens, start)
        if found and self.is_left(start, found[1]):
            end = found[1]
        elif self.tokens[start].kind in _FIGURES or self.tokens[start].raw[0].isnumeric():
            end = start + 1
        else:
            return None
        while [token.kind for token in self.tokens[end : end + 2]][1:] == ["number"] and self.tokens[
            end
        ].text in "/x":
            end += 2
        per = end + (end < len(self.tokens) and self.tokens[end].text in PER)
        unit = UNITS.match(self.tokens, per)
        end = unit[1] if unit and self.is_left(end, unit[1]) else end + self.is_counted(end)
        topic = TOPICS.match(self.tokens, LEXICONS["filler"].skip(self.tokens, end))
        return topic[1] if topic and self.is_left(end, topic[1]) else end

    def topic(self, at):
        """The index after a topic and its figure, "price 40"; else None."""
        topic = TOPICS.match(self.tokens, at)
        if not topic or not self.is_left(at, topic[1]):
            return None
        after = LEXICONS["filler"].skip(self.tokens, topic[1])
        return self.figure(after) if after < len(self.tokens) and self.is_left(after, after + 1) else None

    def month(self, at):
        """The index after a month without its year, or None."""
        month = MONTHS.match(self.tokens, at)
        return month and self.is_left(at, month[1]) and month[1] or None

    def is_left(self, start, end):
        return not any(index in self.read or index in self.unread for index in range(start, end))

    def is_counted(self, at):
        """Whether the word here is what a number counts: 20 Minuten, 10 °C."""
        if at >= len(self.tokens) or self.tokens[at].kind != "word" or not self.is_left(at, at + 1):
            return False
        return not LEXICONS["filler"].match(self.tokens[at : at + 1], 0) or bool(
            LEXICONS["minutes"].match(self.tokens, at)
        )


def spans(tokens, indexes):
    """(start, end) in characters of each run of consecutive tokens."""
    runs, previous = [], None
    for index in sorted(indexes):
        token = tokens[index]
        start = runs.pop()[0] if previous is not None and index == previous + 1 else token.start
        runs.append((start, token.end))
        previous = index
    return runs
