"""Full-site search: hits of all kinds, with excerpts and highlighting."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, groupby
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from formats.folding import fold, plain_text
from formats.templatetags.typography import number
from news.models import Article
from portal.legal.values import fill_in_values
from portal.models import Page, SiteProfile
from projects.models import Project
from publishing.querysets import MAX_COUNTED
from publishing.richtext_placeholders import strip_placeholders
from quotes.models import Quote
from sites.models import BusinessPark, Space
from sites.search.phrase_redirects import filter_by_phrase

MAX_FIRST_HITS = 5
"""Of each kind, on the page with all kinds."""
SPACE_FIELDS = ("kind", "number", "name", "area", "description", "situation")
ARTICLE_FIELDS = ("slug", "date", "title", "teaser", "body")
PARK_FIELDS = ("slug", "name", "description")
PROJECT_FIELDS = ("slug", "title", "teaser", "body")
"""Columns loaded for a hit."""
EXCERPT_LENGTH = 220  # characters
EXCERPT_LEAD_LENGTH = 60  # characters an excerpt shows before its first marked word


@dataclass
class HitGroup:
    """The hits of one kind, in its app's order. Excerpts come from the first of the `texts` fields that matches."""

    key: str
    label: str
    hits: QuerySet
    title: str
    texts: tuple
    url: str
    known_count: int | None = None
    """The number of hits if counted already, capped at MAX_COUNTED + 1."""

    @cached_property
    def first(self):
        """The first hits, and one more to detect further ones."""
        return [] if self.known_count == 0 else list(self.hits[: MAX_FIRST_HITS + 1])

    @cached_property
    def capped_count(self):
        """The number of hits, capped at MAX_COUNTED + 1; from `known_count` or the first hits if possible."""
        if self.known_count is not None:
            return self.known_count
        return len(self.first) if len(self.first) <= MAX_FIRST_HITS else self.hits.capped_count()

    @property
    def count(self):
        """The number of accessible hits."""
        return min(self.capped_count, MAX_COUNTED)

    @property
    def has_more(self):
        return self.capped_count > MAX_COUNTED

    @property
    def number(self):
        return format_count(self.count, self.has_more)


def format_count(count, has_more):
    return _("more than %(count)s") % {"count": number(count)} if has_more else number(count)


def search_all(words):
    """A HitGroup per kind, with public objects that contain all `words`.

    Spaces are also found by facts, as in the search of the pool: “hydrogen” finds those with a connection.
    """
    here = f"{reverse('portal:search')}?{urlencode({'q': words})}"
    spaces, number_of_spaces, pool = search_spaces(words)
    articles, number_of_articles = Article.objects.published().matching_with_count(words)
    parks, projects, quotes, pages = (
        model.objects.published().matching(words) for model in (BusinessPark, Project, Quote, Page)
    )
    kinds = [
        ("news", _("News"), articles.newest_first().only(*ARTICLE_FIELDS), "title", ("teaser", "body")),
        ("spaces", _("Sites and buildings"), spaces, "name", ("description", "situation")),
        ("parks", _("Business parks"), parks.order_by("name").only(*PARK_FIELDS), "name", ("description",)),
        ("projects", _("Projects"), projects.only(*PROJECT_FIELDS), "title", ("teaser", "body")),
        ("quotes", _("Quotes"), quotes.select_related("partner"), "partner", ("text",)),
        ("pages", _("Pages"), pages.order_by("key"), "title", ("lead", "body")),
    ]
    known_count = {"news": number_of_articles, "spaces": number_of_spaces}
    return [
        HitGroup(
            key,
            label,
            hits,
            title,
            texts,
            pool if key == "spaces" else f"{here}&in={key}",
            known_count.get(key),
        )
        for key, label, hits, title, texts in kinds
    ]


def search_spaces(words):
    """(spaces, newest first; their number up to MAX_COUNTED + 1; URL of the pool with the same results)"""
    on_offer = Space.objects.on_offer().published().only(*SPACE_FIELDS)
    (by_words, found), by_facts = on_offer.matching_with_count(words), filter_by_phrase(words, on_offer)
    found_by_these = 0 if by_facts is None else by_facts.capped_count()
    # The name of a space wins over facts that it could be read as.
    if found_by_these > found:
        return by_facts, found_by_these, f"{reverse('sites:list')}?{urlencode({'ask': words})}"
    return by_words.newest_first(), found, f"{reverse('sites:list')}?{urlencode({'q': words})}"


def present_hits(group, things, words):
    """Yield the template data of each hit, with the words highlighted in title and excerpt."""
    folded = fold(words).split()
    clean = placeholder_filler() if group.key == "pages" else strip_placeholders
    for thing in things:
        texts = (plain_text(clean(getattr(thing, name))) for name in group.texts)
        first = next(texts)
        text = next((text for text in chain([first], texts) if contains_any(text, folded)), first)
        yield {
            "title": highlight(str(getattr(thing, group.title)), folded),
            "text": highlight(cut_excerpt(text, folded), folded),
            "language": thing.language_of(thing.title_field),
            "url": thing.get_absolute_url(),
            "thing": thing,
        }


def placeholder_filler():
    """A function that fills the placeholders in a page's markup."""
    profile = SiteProfile.current()
    return lambda markup: fill_in_values(markup or "", profile)


def cut_excerpt(text, folded):
    """About EXCERPT_LENGTH characters of `text` around the first match, cut between words."""
    start = max(0, first_match_offset(text, folded) - EXCERPT_LEAD_LENGTH)
    start = text.find(" ", start) + 1 if start else 0
    cut = text[start : start + EXCERPT_LENGTH]
    if start + EXCERPT_LENGTH < len(text):
        cut = cut.rsplit(" ", 1)[0] + " …"
    return f"… {cut}" if start else cut


def highlight(text, folded):
    """`text` as HTML with <mark> around the folded words. Not a template, as a page has dozens."""
    folded_text, offsets = fold_letters(text), source_offsets(text)
    hits = {
        offsets[at]
        for word in folded
        for found in re.finditer(re.escape(word), folded_text)
        for at in range(*found.span())
    }
    html = []
    for is_hit, run in groupby(range(len(text)), hits.__contains__):
        first, *others = run
        part = escape(text[first : first + 1 + len(others)])
        html.append(f"<mark>{part}</mark>" if is_hit else part)
    return mark_safe("".join(html))  # noqa: S308


class FoldedLetters(dict):
    """For `str.translate`: fold() of each character, never empty."""

    def __missing__(self, code):
        # fold() strips white space.
        self[code] = fold(chr(code)) or " "
        return self[code]


_letters = FoldedLetters()


@lru_cache(8)  # each text is folded twice in a row
def fold_letters(text):
    return text.translate(_letters)


def contains_any(text, folded):
    plain = fold_letters(text)
    return any(word in plain for word in folded)


def first_match_offset(text, folded):
    """The offset in the unfolded `text` of the first folded word; 0 if none matches."""
    plain = fold_letters(text)
    at = min((at for word in folded if (at := plain.find(word)) >= 0), default=0)
    # No character folds to less than one letter, so this prefix is enough.
    return source_offsets(text[: at + 1])[at] if at else 0


def source_offsets(text):
    """For each letter of the folded text the offset of its source character: "ß" becomes "ss"."""
    return [at for at, sign in enumerate(text) for _letter in _letters[ord(sign)]]
