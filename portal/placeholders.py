"""The marks in a legal text: “[Lücke: Registernummer]” or “[Gap: register number]” for what is still to be said,
“[Wert: Tage Protokolle]” or “[Value: log days]” for what the settings say.
"""

import re

GAP = re.compile(r"\[(?:Lücke|Gap):\s*([^\[\]<>]+?)\s*\]")
VALUE = re.compile(r"\[(?:Wert|Value):\s*([^\[\]<>]+?)\s*\]")


def strip_placeholders(markup):
    """The text without the marks, whose words no reader sees: for searching."""
    return VALUE.sub("", GAP.sub("", markup or ""))
