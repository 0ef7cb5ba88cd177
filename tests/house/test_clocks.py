"""Code that is told the hour passes it on: `at` is an argument everywhere, so that one question has one answer.

Where it is lost on the way a part of the answer is of now, which shows in no test that asks about now.
"""

import ast
from collections import defaultdict
from functools import cache

from tests.house.test_structure import ROOMS, ROOT, tracked

OTHERS = {"date", "match", "running"}
"""Names of ours that are names of others too: of days, of patterns, of the rows of a task queue."""


@cache
def trees():
    """(path, its syntax) of all modules of the rooms."""
    found = [path.relative_to(ROOT) for path in tracked("*.py")]
    product = [path for path in found if path.parts[0] in ROOMS and "migrations" not in path.parts]
    return [(path, ast.parse((ROOT / path).read_bytes())) for path in product]


def takes(function):
    """How many arguments stand before `at`, or None."""
    names = [argument.arg for argument in function.args.args if argument.arg not in {"self", "cls"}]
    if "at" in names:
        return names.index("at")
    return len(names) if any(argument.arg == "at" for argument in function.args.kwonlyargs) else None


def functions(node, own_class=""):
    """(name by which it is called, function, name of the class it stands in)"""
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.FunctionDef):
            yield own_class if inner.name == "__init__" else inner.name, inner, own_class
        if isinstance(inner, ast.stmt):
            yield from functions(inner, inner.name if isinstance(inner, ast.ClassDef) else own_class)


def called(call, own_class):
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    return own_class if name == "cls" else name


def is_told(call, places):
    """Whether it gets an hour: by name, by place, or with all that the caller got."""
    hours = [keyword.value for keyword in call.keywords if keyword.arg in {"at", None}]
    hours += [
        given for number, given in enumerate(call.args) if number in places or isinstance(given, ast.Starred)
    ]
    return any(not (isinstance(hour, ast.Constant) and hour.value is None) for hour in hours)


def test_a_day_is_that_of_the_region():
    """`.date()` of an hour as the database gives it is the day in Greenwich, until two in the morning yesterday."""
    elsewhere = [
        f"{path}:{call.lineno} {ast.unparse(call)}"
        for path, tree in trees()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and (getattr(call.func, "attr", ""), call.args) in [("date", []), ("today", [])]
        and "local" not in ast.unparse(call.func.value)
    ]
    assert elsewhere == []


def test_an_hour_that_was_told_is_passed_on():
    found = [(path, *each) for path, tree in trees() for each in functions(tree)]
    places = defaultdict(set)
    for _path, name, function, _own_class in found:
        places[name].add(takes(function))
    known = {name: where for name, where in places.items() if None not in where}
    for name in OTHERS:
        del known[name]
    forgotten = [
        f"{path}:{call.lineno} {ast.unparse(call)}"
        for path, _name, function, own_class in found
        if takes(function) is not None
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
        and (name := called(call, own_class)) in known
        and not is_told(call, known[name])
    ]
    assert forgotten == []
    assert len(known) > 150
