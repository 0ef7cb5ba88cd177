"""Which figure stands in which table: nothing is lost when the tables are built otherwise.

`facts_in_tables.txt` was written once from tables that stood apart, and read by eye. A new figure adds its lines, and
one to each list of an order.
"""

from collections import defaultdict
from datetime import date
from difflib import unified_diff
from pathlib import Path

import pytest
from django.contrib import admin
from django.db import models
from django.utils import translation
from django.utils.text import capfirst

from investors.comparison import compare
from sites.admin.fieldsets import topics_of_facts
from sites.expose.datasheet import answers
from sites.fact_groups import fact_groups
from sites.filter_page.histograms import RANGES, edges
from sites.filter_page.sections import SECTIONS
from sites.filters import ASKS_FOR, QUESTIONS
from sites.models import Hall, Plot, Space
from sites.models.facts import HallFacts, PlotFacts, SharedFacts
from sites.tabular.columns import columns
from sites.weights import WANTED
from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).parent / "facts_in_tables.txt"
MODELS = {"plot": Plot, "hall": Hall}
OWN = {"plot": PlotFacts, "hall": HallFacts}
ORDERS = defaultdict(list)
"""{a table: what stands in it, from first to last}"""


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def names(kind=None):
    bases = [SharedFacts, *([OWN[kind]] if kind else OWN.values())]
    return [field.name for base in bases for field in base._meta.local_fields]


def label(name):
    return capfirst(str(Space._meta.get_field(name).verbose_name))


def short(text):
    """Without what stands in brackets at its end."""
    return text.rsplit(" (", 1)[0]


def is_ratio(name):
    field = Space._meta.get_field(name)
    return getattr(field, "max_digits", None) == 3


def space_of(kind, figure=5, words="A", turn=0):
    """A space of the kind that states all it can."""
    values = {}
    for name in names(kind):
        field = Space._meta.get_field(name)
        if field.choices:
            options = [value for value, _label in field.flatchoices]
            values[name] = options[turn % len(options)]
        elif isinstance(field, models.DateField):
            values[name] = date(2026, 1, 31)
        elif isinstance(field, models.BooleanField):
            values[name] = True
        elif isinstance(field, models.DecimalField | models.IntegerField):
            values[name] = figure / 10 if is_ratio(name) else figure
        elif isinstance(field, models.URLField):
            values[name] = "https://example.org/"
        else:
            values[name] = words
    return SpaceFactory(hall=kind == "hall", **values)


def in_forms():
    said = {}
    for kind in MODELS:
        for topic in topics_of_facts(kind):
            for fields in topic.fields:
                fields = (fields,) if isinstance(fields, str) else fields
                ORDERS[f"form of a {kind}, {topic.title}"].append(" ".join(fields))
                for name in fields:
                    said.setdefault(name, {})[kind] = str(topic.title)
    return said


def units():
    model_admin = admin.site.get_model_admin(Hall)
    found = {name: model_admin.formfield_for_dbfield(Space._meta.get_field(name), None) for name in names()}
    return {name: str(field.unit.symbol) for name, field in found.items() if getattr(field, "unit", None)}


def on_pages():
    said, explained = {}, set()
    for kind in MODELS:
        by_label = {short(label(name)): name for name in names(kind)}
        for group in fact_groups(space_of(kind)):
            for fact in group.facts:
                name = by_label[short(fact.label)]
                ORDERS[f"page of a {kind}, {group.title}"].append(name)
                said.setdefault(name, {})[kind] = f"{group.title}: {fact.value}"
                if fact.explanation:
                    explained.add(name)
    return said, explained


def on_sheets():
    said = {}
    for kind in MODELS:
        by_label = {short(label(name)): name for name in names(kind)}
        for fact in answers(space_of(kind)):
            name = by_label.get(short(fact.label))
            ORDERS[f"sheet of a {kind}"].append(name or fact.label)
            if name:
                said.setdefault(name, {})[kind] = fact.value
    return said


def compared():
    """Of each figure its full label, and whether the higher or the lower one is the better."""
    said = {}
    for kind in MODELS:
        by_label = {short(label(name)): name for name in names(kind)}
        low, high = space_of(kind, 2, "A", 0), space_of(kind, 5, "B", 1)
        for group in compare([low, high]).groups:
            for row in group.rows:
                if (name := by_label.get(short(row.label))) and row.full_label == label(name):
                    best = [cell.is_best for cell in row.cells]
                    better = {(True, False): "first better", (False, True): "second better"}.get(
                        tuple(best), ""
                    )
                    said.setdefault(name, {})[kind] = f"{row.label}, {row.full_label} {better}".rstrip()
    return said


def in_columns():
    by_label = {label(name): name for name in names()}
    ORDERS["columns"] = [by_label.get(column.label, column.label) for column in columns()]
    return dict.fromkeys(set(ORDERS["columns"]) & set(names()), "yes")


def weighed():
    said = {}
    for kind, wanted in WANTED.items():
        for one in sorted(wanted, key=lambda one: -one.weight):
            for name in one.fields:
                said.setdefault(name, {})[str(kind)] = f"{one.weight} {one.hint}"
    return said


def line(name, tables):
    said = [f"{title}: {in_words(table[name])}" for title, table in tables.items() if name in table]
    return "\n  ".join([name, *(text.replace("\u00a0", " ") for text in said)])


def in_words(said):
    if not isinstance(said, dict):
        return said
    if len(said) == 2 and len(set(said.values())) == 1:
        return f"both: {said['plot']}"
    return " | ".join(f"{kind}: {words}" for kind, words in said.items())


def fact_lines():
    pages, explained = on_pages()
    tables = {
        "form": in_forms(),
        "unit": units(),
        "page": pages,
        "explained": dict.fromkeys(explained, "yes"),
        "sheet": on_sheets(),
        "comparison": compared(),
        "column": in_columns(),
        "weight": weighed(),
    }
    return [line(name, tables) for name in names()]


def filter_lines():
    lines = []
    for section, _title, entries in SECTIONS:
        ORDERS[f"filters, {section}"] = list(entries)
        for entry in entries:
            asks = ASKS_FOR[entry] if entry in RANGES else (entry,)
            question = QUESTIONS[asks[0]]
            parts = [f"filter {entry}", str(section), " ".join(asks), question.kind or "both"]
            if entry in RANGES:
                parts += [f"{question.noun} in {question.unit.symbol or 'numbers'} of {question.column}"]
                parts += [f"steps {list(edges(entry))}"]
            else:
                parts += [str(question.label)]
            if question.figure:
                parts += [f"unknown={question.figure} {question.unknown}"]
            if question.hint:
                parts += [str(question.hint)]
            lines.append("\n  ".join(parts))
    return lines


def order_lines():
    return ["\n  ".join([f"order of {title}", *map(str, order)]) for title, order in ORDERS.items()]


def test_every_figure_stands_in_the_tables_it_stood_in():
    ORDERS.clear()
    now = "\n\n".join([*fact_lines(), *filter_lines(), *order_lines()]).replace("\u00a0", " ") + "\n"
    was = TABLE.read_text()
    changes = unified_diff(was.splitlines(), now.splitlines(), TABLE.name, "now", lineterm="")
    assert now == was, "\n".join(changes)
