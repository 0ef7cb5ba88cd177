"""The way from the pool to a page of it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from sites.choices import Kind
from sites.filter_page import ROUTES


def pool_breadcrumb(kind, here):
    """Pool, kind, and what is looked at: "list", "map" or words."""
    names = {Kind.PLOT: _("Commercial plots"), Kind.HALL: _("Hall properties"), None: _("All objects")}
    crumbs = [(_("Space pool"), reverse("sites:pool"))]
    if here == "list":
        return [*crumbs, (names[kind], None)]
    crumbs.append((names[kind], reverse(ROUTES[kind]["list"])))
    return [*crumbs, (_("Location map") if here == "map" else here, None)]
