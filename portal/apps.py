from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")

    def ready(self):
        from portal import receivers  # noqa: F401  (connects on import)
        from portal.legal import checks  # noqa: F401  (registers on import)
