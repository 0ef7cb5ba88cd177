from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditingConfig(AppConfig):
    """The editors' desk: forms, changes that wait, release, review, history, preview, planning."""

    name = "editing"
    verbose_name = _("Pictures and addresses")
