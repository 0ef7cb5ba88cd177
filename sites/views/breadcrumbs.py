"""Breadcrumbs of the pool."""

from django.urls import reverse
from django.utils.translation import gettext as _

from sites.search.filter_page import KIND_NAMES, ROUTES


def pool_breadcrumb(kind, here):
    return [
        (_("Sites and buildings"), reverse("sites:pool")),
        (KIND_NAMES[kind], reverse(ROUTES[kind]["list"])),
        (here, None),
    ]
