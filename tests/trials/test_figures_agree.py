"""What is told of an object is the same on its page, in its exposé, in both tables and to search engines."""

import csv
import io
import json
import re
from decimal import Decimal
from urllib.parse import urlsplit

from openpyxl import load_workbook

from tests.sites.papers.pdf_structure import TaggedPDF
from tests.trials.figures import as_number, is_told, label_of, notes_of, rows_of

OBJECTS = 50
LIST = "/flaechenpool/liste"
STRUCTURED = re.compile(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', re.DOTALL)
TOLD_OTHERWISE = {"Stand der Angaben", "Verfügbar ab", "Adresse der Seite", "Länge (WGS84)", "Breite (WGS84)"}
"""Days, addresses and coordinates: a page writes them out, in another form."""
FIGURE_WITH_UNIT = re.compile(r"(\d[\d.,]*)(\s*[^\s\d.,;)]+)")
LEAST_AGREED = 1_000
"""Cells that a page tells too, of 50 objects; with fewer the test would compare little."""


def read(demo, path):
    status, _headers, body = demo.ask("GET", path)
    assert status == 200, path
    return body


def test_every_figure_of_fifty_objects_is_the_same_wherever_it_is_told(demo):
    demo.serve()
    table = csv.DictReader(io.StringIO(read(demo, f"{LIST}.csv").decode("utf-8-sig")), delimiter=";")
    rows = list(table)
    book = load_workbook(io.BytesIO(read(demo, f"{LIST}.xlsx")), read_only=True)
    header, *lines = [list(row) for row in book.active.iter_rows(values_only=True)]
    assert len(rows) == len(lines) > OBJECTS
    faults, agreed = [], 0
    for row, line in list(zip(rows, lines, strict=True))[:: len(rows) // OBJECTS][:OBJECTS]:
        number, path = row["Nummer"], urlsplit(row["Adresse der Seite"]).path
        page = read(demo, path).decode()
        paper = squeezed(TaggedPDF(read(demo, f"{path}expose.pdf")).text())
        told, notes = rows_of(page), notes_of(page)
        faults += [(number, "Excel", *fault) for fault in unlike(row, dict(zip(header, line, strict=True)))]
        faults += [(number, "search engines", *fault) for fault in unlike_structured(row, page)]
        faults += [
            (number, "exposé", label, value)
            for label, values in told.items()
            for value in values
            if any(sign.isdigit() for sign in value) and not is_on(paper, value, notes)
        ]
        for column, cell in row.items():
            texts = texts_about(column, row, told)
            if cell and texts:
                agreed += 1
                if not any(is_told(cell, text) for text in texts):
                    faults.append((number, column, cell, texts))
    assert faults == []
    assert agreed > LEAST_AGREED


def is_on(paper, value, notes):
    """A note in small type may stand elsewhere on paper and in other words, but with its figures."""
    for note in notes:
        if value.endswith(note):
            figures = (squeezed("".join(found)) for found in FIGURE_WITH_UNIT.findall(note))
            return squeezed(value.removesuffix(note)) in paper and all(figure in paper for figure in figures)
    return squeezed(value) in paper


def texts_about(column, row, told):
    """What the page says of a column of the table."""
    label = label_of(column)
    if column in TOLD_OTHERWISE:
        return []
    if goal := row.get(f"{label}: Ziel"):
        return [
            text for name, texts in told.items() if name.startswith(label) and goal in name for text in texts
        ]
    texts = told.get(label, [])
    if label == "Strom":  # what the building has, where the utility says no power
        texts = [*texts, *told.get("Stromanschluss", [])]
    if label == "Kaufpreis":  # of a price for the whole the table tells the square metre's
        texts = [text for text in texts if "/m²" in text]
    return texts


def unlike(row, line):
    """Columns in which the two tables differ."""
    for column, cell in row.items():
        value = line[column]
        number = as_number(cell)
        is_same = (
            Decimal(str(value)) == number
            if isinstance(value, int | float) and number is not None
            else str("" if value is None else value).partition(" 00:00")[0] == cell
        )
        if not is_same:
            yield column, cell, value


def unlike_structured(row, page):
    told = next(
        data for data in map(json.loads, STRUCTURED.findall(page)) if data["@type"] == "RealEstateListing"
    )
    area = told["about"].get("additionalProperty", {}).get("value")
    prices = [offer.get("price") for offer in told.get("offers", []) if offer.get("price") is not None]
    by_metre = [
        offer["priceSpecification"]["price"]
        for offer in told.get("offers", [])
        if "priceSpecification" in offer
    ]
    yield from differing("Fläche (m²)", row, [area])
    yield from differing("Gesamtpreis (EUR)", row, prices)
    for column in ("Kaufpreis (EUR/m²)", "Nettokaltmiete (EUR/m² und Monat)"):
        yield from differing(column, row, by_metre)


def differing(column, row, values):
    if row[column] and as_number(row[column]) not in {Decimal(str(value)) for value in values}:
        yield column, row[column], values


def squeezed(text):
    """Without white space, in which lines of a paper differ, and without soft hyphens."""
    return re.sub(r"[\s\u00ad]+", "", text)
