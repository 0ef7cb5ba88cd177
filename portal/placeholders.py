"""Placeholders in legal texts: “[Lücke: Registernummer]” or “[Gap: register number]” for missing information, “[Wert:
Tage Protokolle]” or “[Value: log days]” for values of settings.
"""

import re

GAP = re.compile(r"\[(?:Lücke|Gap):\s*([^\[\]<>]+?)\s*\]")
VALUE = re.compile(r"\[(?:Wert|Value):\s*([^\[\]<>]+?)\s*\]")


def strip_legal_placeholders(markup):
    """The text without placeholders, for the search index."""
    return VALUE.sub("", GAP.sub("", markup or ""))
