"""Documents of several spaces: a proposal, a comparison."""

from math import ceil

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from investors.comparison import RowGroup, SpaceComparison, compare
from investors.selection import MAX_COMPARED, selection_query
from mailing.opening import form_url
from sites.facts import ON_CARDS
from sites.papers.expose.documents import Document, combined_expose, file_name_with_numbers, render_html
from sites.pool.presentation import format_area, place_label

LEADING_ROWS = {"area", "price_m2", "rent_m2", "total", *(fact.name for fact in ON_CARDS)}
"""Names of the rows (investors.comparison.ComparisonRow) with the highest priority."""
COVER_LINES = 22
"""Lines for greeting and table below head and map, on one page."""
MIN_DECIDING_ROWS = 5
"""Shown even below a long greeting."""
TITLE_CHARS, LINE_CHARS, TABLE_CHARS, LABEL_CHARS = 44, 95, 100, 26
"""Characters that always fit into a line of the title, the greeting, all columns of spaces, the column of labels."""
MAX_NAME_LENGTH = 60


def proposal_document(shown):
    """The Document of an ProposalPage that has_pdf()."""
    proposal, rows = shown.proposal, shown.offered
    spaces = [row.shown_space for row in rows]
    with override(proposal.language):
        enquiry = form_url("investors:enquiry")
        page = proposal.get_absolute_url()
        context = {
            "proposal": proposal,
            "sizes": size_range(spaces),
            "comparison": deciding_rows(compare(spaces), greeting_lines(proposal))
            if 1 < len(spaces) <= MAX_COMPARED
            else None,
            "gone": [row.number for row in shown.gone],
            "enquiry_url": enquiry and settings.SITE_URL + enquiry + selection_query(shown.public),
            "enquires_about": shown.enquiry_label,
            "page_url": settings.SITE_URL + page if page else "",
        }
    remarks = {row.space_id: row.note for row in rows}
    return combined_expose(
        spaces,
        proposal.language,
        proposal.title,
        template="investors/papers/proposal.html",
        context=context,
        remarks=remarks,
        is_personal=True,
    )


def size_range(spaces):
    """Return “1,2 ha to 15,3 ha”; "" if no size is stated, or for spaces of several kinds."""
    stated = sorted((space for space in spaces if space.area), key=lambda space: space.area)
    if not stated or len({space.kind for space in stated}) > 1:
        return ""
    least, most = (format_area(space, space.area) for space in (stated[0], stated[-1]))
    return least if least == most else _("%(part)s to %(whole)s") % {"part": least, "whole": most}


def greeting_lines(proposal):
    """Return the height of the greeting, and of further lines of the title, in lines of a table."""
    paragraphs = [paragraph for paragraph in proposal.greeting.splitlines() if paragraph.strip()]
    title = ceil(len(proposal.title) / TITLE_CHARS) - 1
    return 2 * title + sum(ceil(len(paragraph) / LINE_CHARS) + 0.5 for paragraph in paragraphs)


def deciding_rows(comparison, above=0):
    """Return one group of short rows in which the spaces differ, or None; as many as fit below the greeting.

    Size, price and use have the highest priority, then rows with a best value. Notes are left out.
    """
    signs = TABLE_CHARS // len(comparison.spaces)
    rows = [
        row for group in comparison.groups for row in group.rows if row.differs and fits_two_lines(row, signs)
    ]
    room = COVER_LINES - above - max(ceil(len(short_name(space)) / signs) for space in comparison.spaces)
    if not rows:
        return None
    chosen = set()
    for row in sorted(rows, key=row_priority):  # stable: in the order of the page
        room -= row_lines(row, signs)
        if room >= 0 or len(chosen) < MIN_DECIDING_ROWS:
            chosen.add(id(row))
    return SpaceComparison(
        comparison.spaces, [RowGroup(_("What decides"), [row for row in rows if id(row) in chosen])]
    )


def short_name(space):
    return space.name[:MAX_NAME_LENGTH]


def row_lines(row, signs):
    return max(ceil(len(row.label) / LABEL_CHARS), *(ceil(len(cell.value) / signs) for cell in row.cells))


def row_priority(row):
    return (row.name not in LEADING_ROWS, not row.is_ranked)


def fits_two_lines(row, signs):
    """Whether each value fits into two lines."""
    return all(len(cell.value) <= 2 * signs for cell in row.cells)


def comparison_document(spaces, language, only_differences=False):
    """Return the Document of up to six spaces side by side, on landscape sheets."""
    with override(language):
        comparison = compare(spaces)
        context = {
            "comparison": comparison.differences() if only_differences else comparison,
            "columns": [{"space": space, "place": place_label(space)} for space in spaces],
            "only_differences": only_differences,
            "page_url": settings.SITE_URL
            + reverse("investors:comparison")
            + selection_query([s.number for s in spaces]),
        }
        html = render_html("investors/papers/comparison.html", context)
        name = file_name_with_numbers(_("comparison"), spaces)
        return Document(html, name, settings.LANGUAGE_CODE, len(spaces))
