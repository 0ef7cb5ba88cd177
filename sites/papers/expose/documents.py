"""The documents: each is one HTML page, to be printed by the browser or rendered as a PDF."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from formats.folding import fold
from sites.papers.expose import cache, datasheet, pdf
from sites.papers.expose.candidates import candidates_map
from sites.papers.expose.content import expose_context, similar_spaces
from sites.papers.expose.drawings import drawings
from sites.papers.limits import cost_of_lines, exclusive_slot
from sites.pool.presentation import card_facts, place_label
from sites.pool.routes import space_url
from sites.search.filter_page.chips import active_chips

COVER_TEMPLATE = "sites/expose/combined.html"
MAX_DOCUMENT_SPACES = 20
"""A combined exposé takes up to half a second per space."""
MAX_LIST_LINES = 500
MAX_FILE_NAME_LENGTH = 100
MAX_NUMBERS_IN_NAME = 10


@dataclass
class Document:
    """A complete HTML page. `name`: of the file, without suffix; `other_language`: of its <article> elements."""

    html: str
    name: str
    other_language: str = ""
    cost: int = 1
    """In spaces on paper (sites.papers.limits)."""
    is_personal: bool = False
    """Whether it holds personal data. These may be erased from the database, so no file of it is cached."""

    @cached_property
    def key(self):
        return pdf.pdf_fingerprint(self.html, self.other_language)

    @property
    def is_cached(self):
        return not self.is_personal and cache.is_cached(self.key)

    def pdf(self):
        """Return the bytes, cached or rendered. Raises pdf.PrinterUnavailable, pdf.PrintFailed, limits.ServerBusy."""
        if not self.is_personal:
            return cache.get_or_make(self.key, self.render)
        with exclusive_slot():
            return self.render()

    def render(self):
        return pdf.render_pdf(self.html, self.other_language)


class TooManySpaces(ValueError):
    """More spaces than MAX_DOCUMENT_SPACES."""


def expose(space, language, is_preview=False, on_screen=False):
    """Return the exposé of a space loaded with_page(); `on_screen` adds links back and to the PDF."""
    with override(language):
        context = expose_context(space, is_preview) | {
            "on_screen": on_screen,
            "similar": similar_spaces(space),
        }
        html = render_html("sites/expose/expose.html", context)
        return Document(html, f"expose-{space.number}-{space.slug}", settings.LANGUAGE_CODE)


def combined_expose(
    spaces, language, title, notes=(), template=COVER_TEMPLATE, context=None, remarks=None, is_personal=False
):
    """Return a cover and the exposé of each space. Raises TooManySpaces above MAX_DOCUMENT_SPACES.

    notes: sentences for the cover, in that language. template: one that extends the cover; it gets `context` as well.
    remarks: texts above an exposé, by the key of its space.

    The caller checks permissions: unpublished spaces are included, without URL and QR code.
    """
    spaces = list(spaces)
    if len(spaces) > MAX_DOCUMENT_SPACES:
        raise TooManySpaces(len(spaces))
    with override(language):
        context = (context or {}) | {
            "title": title,
            "notes": notes,
            "candidates": candidates_map(spaces),
            "lines": _table_lines(spaces),
            "exposes": [
                expose_context(space) | {"remark": (remarks or {}).get(space.pk, "")} for space in spaces
            ],
        }
        html = render_html(template, context)
        return Document(html, file_name(title), settings.LANGUAGE_CODE, len(spaces), is_personal)


def data_sheet(space, language, on_screen=False, is_preview=False):
    """Return the data sheet of a space loaded with_page(), in this language and another beside it."""
    other = datasheet.other_language(language)
    with override(language):
        context = {
            "space": space,
            "is_preview": is_preview,
            "drawing": next(iter(drawings(space)), None),
            "rows": datasheet.bilingual_rows(space, (language, other)),
            "other_language": other,
            "address": settings.SITE_URL + space.get_absolute_url() if space.is_published() else "",
            "page_url": space.get_absolute_url(),
            "pdf_url": space_url(space, "data_sheet_pdf"),
            "on_screen": on_screen,
        }
        html = render_html("sites/expose/data_sheet.html", context)
        return Document(html, f"{slugify(_('Data sheet'))}-{space.number}-{space.slug}", other)


def space_list(filterset, spaces, count, language):
    """Return a table of the first MAX_LIST_LINES of `count` spaces (with_facts()), below the active filters."""
    with override(language):
        context = {
            "filters": [str(chip.label) for chip in active_chips(filterset)],
            "lines": _table_lines(spaces[:MAX_LIST_LINES]),
            "count": count,
            "most": MAX_LIST_LINES,
            "day": timezone.localdate(),
        }
        html = render_html("sites/expose/space_list.html", context)
        cost = cost_of_lines(len(context["lines"]))
        name = file_name(_("Sites and buildings"), *context["filters"], timezone.localdate().isoformat())
        return Document(html, name, settings.LANGUAGE_CODE, cost)


def file_name(*words):
    """Return a lower-case file name without suffix."""
    return slugify(fold(" ".join(words)))[:MAX_FILE_NAME_LENGTH].strip("-") or "expose"


def file_name_with_numbers(title, spaces):
    """Return the title and the numbers of the spaces as a file name."""
    numbers = [str(space.number) for space in spaces]
    rest = len(numbers) - MAX_NUMBERS_IN_NAME
    more = [ngettext("and %(count)d more", "and %(count)d more", rest) % {"count": rest}] if rest > 0 else []
    return file_name(title, *numbers[:MAX_NUMBERS_IN_NAME], *more)


def _table_lines(spaces):
    return [{"space": space, "place": place_label(space), "facts": card_facts(space)} for space in spaces]


def render_html(template, context):
    """Render with an empty request: a cached document must not depend on its first reader."""
    return render_to_string(template, context, request=HttpRequest())
