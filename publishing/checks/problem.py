from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    ERROR = "error"
    """Keeps it from being released: only what the law or accessibility demands."""
    WARNING = "warning"
    """Told, and left to the editor."""


@dataclass(frozen=True)
class Problem:
    """`field`: of the form, such as `energy_heat`, or of one of its rows, such as `photos-0-alt_de`; "": the whole.

    `code` names the check, so that two states of a thing can be compared whatever the language of the messages.
    """

    level: Level
    field: str
    message: str
    code: str

    @property
    def is_error(self):
        return self.level is Level.ERROR
