"""What the roads refuse, and what they cannot tell."""

from django.utils.translation import gettext_lazy as _


class RouteNotFound(Exception):
    """No road, or no way."""


class RoadsRefused(ValueError):
    """What was asked is not computed. Its words are meant for visitors, and translated."""


class TakesTooLong(RoadsRefused):
    """The computation was given up."""

    def __init__(self):
        super().__init__(
            _("Driving times took too long to compute. Ask for fewer minutes or try again later.")
        )


class EngineUnavailable(RoadsRefused):
    """The engine does not run, or could not go on. `reason`: its own words."""

    def __init__(self, reason=""):
        super().__init__(_("Driving times cannot be computed at the moment."))
        self.reason = reason
