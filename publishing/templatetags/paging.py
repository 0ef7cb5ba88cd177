"""Which page numbers a pagination shows."""

from django import template

register = template.Library()


@register.filter
def elided_pages(page):
    """Page numbers around the current page, with the paginator's ELLIPSIS for gaps: 1 2 … 7 8 9 … 20 21."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
