from django.utils.translation import gettext_lazy as _


class RouteNotFound(Exception):
    """No road, or no route."""


class RoadsRefused(ValueError):
    """Not computed. The message is translated, for visitors."""


class TakesTooLong(RoadsRefused):
    """The computation timed out."""

    def __init__(self):
        super().__init__(
            _("Driving times took too long to compute. Ask for fewer minutes or try again later.")
        )


class EngineUnavailable(RoadsRefused):
    """The engine does not run, or failed. `reason`: its message."""

    def __init__(self, reason=""):
        super().__init__(_("Driving times cannot be computed at the moment."))
        self.reason = reason
