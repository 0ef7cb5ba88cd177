"""The documents: each is one HTML page, which is printed as it stands or made into a PDF."""

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
from sites.papers.expose.content import expose_context, similar
from sites.papers.expose.drawings import drawings
from sites.papers.turns import cost_of_lines, turn
from sites.pool.presenting import card_facts, place
from sites.pool.routes import address_of
from sites.search.filter_page.chips import active_chips

COVER = "sites/expose/combined.html"
MOST_OBJECTS = 20
"""A combined exposé takes up to half a second per object."""
MOST_LINES = 500
LONGEST_NAME = 100
"""Signs of a file's name."""
MOST_NUMBERS = 10
"""Numbers of spaces in it."""


@dataclass
class Document:
    """`html` is complete, `name` the file's name without ending; `other_language` that of its <article> elements."""

    html: str
    name: str
    other_language: str = ""
    objects: int = 1
    """What making it costs, in objects on paper."""
    is_personal: bool = False
    """Whether it holds words to one person. They are erased where they are written, so no file of it is kept."""

    @cached_property
    def key(self):
        return pdf.fingerprint(self.html, self.other_language)

    @property
    def is_kept(self):
        return not self.is_personal and cache.is_kept(self.key)

    def pdf(self):
        """The bytes, from the cache or made now. Raises pdf.Unavailable, pdf.Failed and turns.Busy."""
        if not self.is_personal:
            return cache.kept(self.key, self.made)
        with turn():
            return self.made()

    def made(self):
        return pdf.pdf_of(self.html, self.other_language)


class TooMany(ValueError):
    """More objects than one document holds."""


def expose(space, language, is_preview=False, on_screen=False):
    """The exposé of a space that comes with_page(); `on_screen` adds the ways back and to the PDF."""
    with override(language):
        context = expose_context(space, is_preview) | {"on_screen": on_screen, "similar": similar(space)}
        html = rendered("sites/expose/expose.html", context)
        return Document(html, f"expose-{space.number}-{space.slug}", settings.LANGUAGE_CODE)


def combined(spaces, language, title, notes=(), template=COVER, told=None, remarks=None, is_personal=False):
    """A cover, then the exposé of each space. Raises TooMany above MOST_OBJECTS.

    `notes` are sentences for the cover, in that language; a `template` of the caller's may extend the cover, and knows
    what is `told`. `remarks` are words above an exposé, by the key of its space.

    Who may see the spaces is the caller's business: unpublished ones are shown, without an address and a QR code.
    """
    spaces = list(spaces)
    if len(spaces) > MOST_OBJECTS:
        raise TooMany(len(spaces))
    with override(language):
        context = (told or {}) | {
            "title": title,
            "notes": notes,
            "candidates": candidates_map(spaces),
            "lines": _lines(spaces),
            "exposes": [
                expose_context(space) | {"remark": (remarks or {}).get(space.pk, "")} for space in spaces
            ],
        }
        html = rendered(template, context)
        return Document(html, file_name(title), settings.LANGUAGE_CODE, len(spaces), is_personal)


def data_sheet(space, language, on_screen=False, is_preview=False):
    """The data sheet of a space that comes with_page(), in this language and another beside it."""
    other = datasheet.other_language(language)
    with override(language):
        context = {
            "space": space,
            "is_preview": is_preview,
            "drawing": next(iter(drawings(space)), None),
            "rows": datasheet.rows(space, (language, other)),
            "other_language": other,
            "address": settings.SITE_URL + space.get_absolute_url() if space.is_published() else "",
            "page_url": space.get_absolute_url(),
            "pdf_url": address_of(space, "data_sheet_pdf"),
            "on_screen": on_screen,
        }
        html = rendered("sites/expose/data_sheet.html", context)
        return Document(html, f"{slugify(_('Data sheet'))}-{space.number}-{space.slug}", other)


def space_list(filterset, spaces, count, language):
    """A table of the first MOST_LINES of `count` spaces, under the filters in words. `spaces` come with_facts()."""
    with override(language):
        context = {
            "filters": [str(chip.label) for chip in active_chips(filterset)],
            "lines": _lines(spaces[:MOST_LINES]),
            "count": count,
            "most": MOST_LINES,
            "day": timezone.localdate(),
        }
        html = rendered("sites/expose/space_list.html", context)
        objects = cost_of_lines(len(context["lines"]))
        name = file_name(_("Sites and buildings"), *context["filters"], timezone.localdate().isoformat())
        return Document(html, name, settings.LANGUAGE_CODE, objects)


def file_name(*words):
    """What the paper is called on a disk: what was asked for, in small letters and without an ending."""
    return slugify(fold(" ".join(words)))[:LONGEST_NAME].strip("-") or "expose"


def numbered_name(title, spaces):
    """The name of a file that holds several: the title, and whose numbers these are."""
    numbers = [str(space.number) for space in spaces]
    left = len(numbers) - MOST_NUMBERS
    more = [ngettext("and %(count)d more", "and %(count)d more", left) % {"count": left}] if left > 0 else []
    return file_name(title, *numbers[:MOST_NUMBERS], *more)


def _lines(spaces):
    return [{"space": space, "place": place(space), "facts": card_facts(space)} for space in spaces]


def rendered(template, context):
    """Rendered for nobody in particular: a document must not depend on who asks first."""
    return render_to_string(template, context, request=HttpRequest())
