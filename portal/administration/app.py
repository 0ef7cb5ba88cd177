"""Installs the portal's AdminSite and its number fields."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    default_site = "portal.administration.site.PortalAdminSite"

    def ready(self):
        from formats.figure_fields import register_admin_form_fields

        register_admin_form_fields()
        super().ready()
