"""The administration in the portal's name."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class PortalAdminSite(AdminSite):
    site_title = _("Administration")
    site_header = _("Administration of the portal")
    index_title = _("What would you like to edit?")
    enable_nav_sidebar = True
