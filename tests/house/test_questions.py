"""How the database is asked and held was decided: locks, orders, rows fetched along, second conditions.

Where one is lost most tests go on, for their few rows stand in order anyway, nobody else is at work, and SQLite has no
locks of rows. So each is written down in questions.txt. Who means to change one writes it again with APPROVE=1, and
reads what differs.
"""

import ast
import os
from collections import defaultdict
from pathlib import Path

from tests.house.test_clocks import trees

QUESTIONS = Path(__file__).with_name("questions.txt")

INVENTED = "portal.demo"
"""A region that is made up once; what goes wrong there is seen."""

HOW = {
    *("aggregate", "annotate", "bulk_create", "bulk_update", "defer", "distinct", "get_or_create", "only"),
    *("order_by", "prefetch_related", "select_for_update", "select_related", "update_or_create"),
    *("atomic", "lock_table", "on_commit", "set_rollback"),
    "connect",
}
"""Calls that say how something is asked, held, or followed by something else; each is written down."""

CONDITIONS = {"Exists", "Q", "When", "exclude", "filter", "get"}
"""Written down when they have more than one part, or ask for a limit."""
LIMITS = ("__lt", "__lte", "__gt", "__gte")


def name_of(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def is_decided(call):
    names = [word.arg or "" for word in call.keywords]
    has_parts = bool(names) and (len(call.args) + len(names) > 1 or names[0].endswith(LIMITS))
    return name_of(call) in HOW or (name_of(call) in CONDITIONS and has_parts)


def said(call):
    """`order_by('-at', 'pk')`, without what it is asked of; long ones are one line too."""
    given = [*map(ast.unparse, call.args)]
    given += [
        f"{word.arg}={ast.unparse(word.value)}" if word.arg else f"**{ast.unparse(word.value)}"
        for word in call.keywords
    ]
    return f"{name_of(call)}({', '.join(' '.join(part.split()) for part in given)})"


def found(node, place, tells):
    """(function or class it stands in, line) for all that `tells(node)` gives."""
    for inner in ast.iter_child_nodes(node):
        is_named = isinstance(inner, ast.ClassDef | ast.FunctionDef)
        if line := tells(inner):
            yield place, line
        yield from found(inner, f"{place}.{inner.name}" if is_named else place, tells)


def lines(tells):
    """`place: what stands there`, sorted by place and as often as it is said."""
    by_place = defaultdict(list)
    for path, tree in trees():
        module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        if module.startswith(INVENTED):
            continue
        for place, line in found(tree, module, tells):
            by_place[place].append(line)
    return [f"{place}: {line}" for place in sorted(by_place) for line in sorted(by_place[place])]


def compare(file, now):
    if os.environ.get("APPROVE"):
        file.write_text("\n".join(now) + "\n")
    assert now == file.read_text().splitlines()


def test_questions_to_the_database_are_what_was_decided():
    compare(QUESTIONS, lines(lambda node: isinstance(node, ast.Call) and is_decided(node) and said(node)))
