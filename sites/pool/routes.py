"""URLs of the pages of one space: `space_url(space, "expose")` is `…/plots/1042-nordfeld/expose.pdf`."""

from django.urls import reverse

SPACE_PAGES = ("ground", "link_picture", "expose", "print", "data_sheet", "data_sheet_pdf", "reach")


def space_url(space, page):
    """Return the path of one of SPACE_PAGES, in the active language."""
    return reverse(f"sites:{space.kind}_{page}", kwargs={"number": space.number, "slug": space.slug})
