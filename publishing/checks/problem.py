from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """`field`: of the form, such as `energy_heat`, or of one of its rows, such as `photos-0-alt_de`; "": the whole.

    `code` names the check, so that two states of a thing can be compared whatever the language of the messages. An
    error keeps it from being released: only what the law or accessibility demands. All else is left to the editor.
    """

    field: str
    message: str
    code: str
    is_error: bool = False
