from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditingConfig(AppConfig):
    """The editors' desk. Its tables are here already; its code still stands in `publishing`."""

    name = "editing"
    verbose_name = _("Pictures and addresses")
