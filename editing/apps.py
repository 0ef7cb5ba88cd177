from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditingConfig(AppConfig):
    """Admin forms, pending changes, review, release, history, preview and planning."""

    name = "editing"
    verbose_name = _("Pictures and addresses")
