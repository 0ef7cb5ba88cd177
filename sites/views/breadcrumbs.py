"""The way from the pool to a page of it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from sites.filter_page import KIND_NAMES, ROUTES


def pool_breadcrumb(kind, here):
    """Pool, kind, and what is looked at: "list", "map" or words."""
    crumbs = [(_("Space pool"), reverse("sites:pool"))]
    if here == "list":
        return [*crumbs, (KIND_NAMES[kind], None)]
    crumbs.append((KIND_NAMES[kind], reverse(ROUTES[kind]["list"])))
    return [*crumbs, (_("Location map") if here == "map" else here, None)]
