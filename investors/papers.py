"""Papers of several spaces that an investor takes along: a proposal, a comparison."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from investors.choosing import MOST_COMPARED, query_of
from investors.comparison import Comparison, RowGroup, compare
from sites.expose.candidates import candidates_map
from sites.expose.documents import Document, combined, file_name, rendered
from sites.presenting import place, spell_area

MOST_DECIDING = 16
"""Rows of the table that stands below greeting and map on a page."""
LONGEST_DECIDING = 34
"""Signs of a value that still fits into the narrowest column of that table in two lines."""


def proposal_paper(shown):
    """The Document of an investors.proposal_page.Shown that has_pdf(): greeting, map, what decides, each exposé."""
    proposal, rows = shown.proposal, shown.offered
    spaces = [row.shown_space for row in rows]
    with override(proposal.language):
        public = [space.number for space in spaces if space.is_published()]
        enquiry = settings.SITE_URL + reverse("investors:enquiry") + query_of(public)
        page = proposal.get_absolute_url()
        told = {
            "proposal": proposal,
            "sizes": sizes(spaces),
            "candidates": candidates_map(spaces),
            "comparison": deciding(compare(spaces)) if 1 < len(spaces) <= MOST_COMPARED else None,
            "gone": [row.number for row in shown.gone],
            "enquiry_url": enquiry,
            "page_url": settings.SITE_URL + page if page else "",
        }
    remarks = {row.space_id: row.note for row in rows}
    return combined(
        spaces,
        proposal.language,
        proposal.title,
        template="investors/papers/proposal.html",
        told=told,
        remarks=remarks,
    )


def sizes(spaces):
    """“1,2 ha to 15,3 ha”; "" where no size is stated, or one kind's would stand for another's."""
    stated = sorted((space for space in spaces if space.area), key=lambda space: space.area)
    if not stated or len({space.kind for space in stated}) > 1:
        return ""
    least, most = (spell_area(space, space.area) for space in (stated[0], stated[-1]))
    return least if least == most else _("%(part)s to %(whole)s") % {"part": least, "whole": most}


def deciding(comparison):
    """One group of short rows in which the spaces differ: those in which one is best come before others."""
    rows = [row for group in comparison.groups for row in group.rows if row.differs and is_short(row)]
    by_merit = sorted(rows, key=lambda row: not row.is_ranked)  # stable: in the order of the page
    chosen = [id(row) for row in by_merit[:MOST_DECIDING]]
    return Comparison(
        comparison.spaces, [RowGroup(_("What decides"), [row for row in rows if id(row) in chosen])]
    )


def is_short(row):
    return all(len(cell.value) <= LONGEST_DECIDING for cell in row.cells)


def comparison_paper(spaces, language, only_differences=False):
    """The Document of up to six spaces side by side, on landscape sheets."""
    with override(language):
        comparison = compare(spaces)
        context = {
            "comparison": comparison.differences() if only_differences else comparison,
            "columns": [{"space": space, "place": place(space)} for space in spaces],
            "only_differences": only_differences,
            "page_url": settings.SITE_URL
            + reverse("investors:comparison")
            + query_of([s.number for s in spaces]),
        }
        html = rendered("investors/papers/comparison.html", context)
        name = file_name(_("comparison"), *(str(space.number) for space in spaces))
        return Document(html, name, settings.LANGUAGE_CODE, len(spaces))
