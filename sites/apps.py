from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    name = "sites"
    verbose_name = _("Sites and buildings")

    def ready(self):
        from sites import receivers  # noqa: F401  (it connects itself)
        from sites.pool.quality import (  # noqa: F401  (they register themselves)
            boundary,
            contradictions,
            documents,
            energy,
            translations,
        )
