"""What guards a function is what was decided: all or nothing, which methods, who may, what is kept, what is not told.

Most of it shows only when something breaks in between, or somebody else asks. Who takes a guard away, or puts one,
writes it down in guards.txt as well.
"""

import ast
from pathlib import Path

from tests.house.test_clocks import trees

DECIDED = Path(__file__).with_name("guards.txt")
GUARDS = (
    "admin.action", "cache_control", "condition", "conditional_page", "csrf_protect", "method_decorator", "never_cache",
    "exclusive_decoding", "recent_login_required", "require_POST", "require_safe", "sensitive_post_parameters",
    "transaction.atomic",
)  # fmt: skip
NO_GUARDS = {"description"}
"""Arguments that only name something."""


def named(decorator):
    """`require_safe`, or `cache_control(max_age=300)`."""
    if not isinstance(decorator, ast.Call):
        return ast.unparse(decorator)
    given = [*map(ast.unparse, decorator.args)]
    given += [ast.unparse(keyword) for keyword in decorator.keywords if keyword.arg not in NO_GUARDS]
    return f"{ast.unparse(decorator.func)}({', '.join(given)})"


def guarded(node, place):
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.ClassDef | ast.FunctionDef):
            name = f"{place}.{inner.name}"
            guards = [
                found for each in inner.decorator_list if (found := named(each)).split("(")[0] in GUARDS
            ]
            if guards:
                yield f"{name}: {', '.join(guards)}"
            yield from guarded(inner, name)


def test_guards_are_what_was_decided():
    found = [
        line
        for path, tree in trees()
        for line in guarded(tree, ".".join(path.with_suffix("").parts).removesuffix(".__init__"))
    ]
    assert sorted(found) == DECIDED.read_text().splitlines()
