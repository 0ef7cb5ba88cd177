"""Reads what a German page says of a space, and compares it with the cells of a table."""

import re
from decimal import Decimal, InvalidOperation

from lxml import html

LARGER = {"ha": 10_000, "MVA": 1_000, "MW": 1_000, "Gbit/s": 1_000}
"""Units of a page that are so many of the table's."""
FIGURE = re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?\s*([^\s\d,;()]*)")
UNITS = {
    *(
        "EUR",
        "EUR/m²",
        "EUR/m² und Monat",
        "EUR im Jahr",
        "m",
        "m²",
        "m³/h",
        "t",
        "t/m²",
        "km",
        "min",
        "%",
        "kVA",
    ),
    *("MW", "Mbit/s", "dB(A)/m²", "Monate", "kWh/(m²·a)"),
}
"""At the end of a table's headers."""
UNIT = re.compile(r" \((?:[^()]|\([^()]*\))*\)$")


def label_of(column):
    """The header of a column without its unit: “Fläche (m²)” is “Fläche”."""
    label = UNIT.search(column)
    return column[: label.start()] if label and label[0].strip(" ()") in UNITS else column


def rows_of(page):
    """{label: [what a page or an exposé says]} of its tables and lists of facts."""
    found = {}
    for label in html.fromstring(page).iter("th", "dt"):
        values = label.itersiblings("td" if label.tag == "th" else "dd")
        name = label.get("abbr") or words(label)
        found.setdefault(name, []).extend(words(value) for value in list(values)[:1])
    return found


def notes_of(page):
    """What stands in small type beside a value, the longest first."""
    return sorted({words(note) for note in html.fromstring(page).iter("small")}, key=len, reverse=True)


def words(element):
    return " ".join(element.text_content().split())


def is_told(cell, text, unit=""):
    """Whether the text of a page says what a table's cell holds, a number as exactly as the page writes it."""
    number = as_number(cell)
    if number is None:
        return cell.casefold() in text.casefold()
    for whole, fraction, following in FIGURE.findall(text):
        factor = 1 if following == unit else LARGER.get(following, 1)
        step = Decimal(10) ** -len(fraction) * factor
        if abs(Decimal(f"{whole.replace('.', '')}.{fraction or 0}") * factor - number) <= step / 2:
            return True
    return False


def as_number(cell):
    try:
        return Decimal(cell.replace(",", "."))
    except InvalidOperation:
        return None
