"""The way from the pool to a page of it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from sites.search.filter_page import KIND_NAMES, ROUTES


def pool_breadcrumb(kind, here):
    """Pool, kind, and what is looked at, in words."""
    return [
        (_("Sites and buildings"), reverse("sites:pool")),
        (KIND_NAMES[kind], reverse(ROUTES[kind]["list"])),
        (here, None),
    ]
