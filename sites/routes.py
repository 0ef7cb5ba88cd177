"""Addresses of what belongs to one space: `address_of(space, "expose")` is `…/plots/1042-nordfeld/expose.pdf`."""

from django.urls import reverse

from sites.models import Space
from sites.models.numbers import IssuedNumber

PAGES = ("ground", "link_picture", "expose", "print", "data_sheet", "data_sheet_pdf", "reach")


def address_of(space, page):
    """The path of one of PAGES of a space, in the active language."""
    return reverse(f"sites:{space.kind}_{page}", kwargs={"number": space.number, "slug": space.slug})


def address_of_number(number):
    """The path of the space with this number, in the active language, or None when it was never given."""
    if space := Space.objects.filter(number=number).first():
        return space.get_absolute_url()
    known = IssuedNumber.objects.filter(value=number).exists()
    return reverse("sites:number", kwargs={"number": number}) if known else None
