"""What the roads refuse, and what they cannot tell."""

from django.utils.translation import gettext_lazy as _


class RoadsRefused(ValueError):
    """What was asked lies beyond what is computed. Its words are meant for visitors, and translated."""


class TakesTooLong(RoadsRefused):
    """The computation was given up."""

    def __init__(self):
        super().__init__(
            _("Driving times took too long to compute. Ask for fewer minutes or try again later.")
        )
