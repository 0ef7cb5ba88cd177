"""What a module declares at its head is what was decided: settings, patterns, tables of facts and filters, wordings.

figures.txt and lists.txt name what somebody thought of; declared.txt holds all the rest, as the source has it. Who
means to change one writes it anew with APPROVE=1, and reads what differs.
"""

import ast
import re
from pathlib import Path

from tests.house.test_clocks import trees
from tests.house.test_figures import SCRIPTS, decided
from tests.house.test_questions import compare
from tests.house.test_structure import tracked

DECLARED = Path(__file__).with_name("declared.txt")
CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]+\Z")
OF_SCRIPT = re.compile(r"^(?:export )?const ([A-Z][A-Z0-9_]+) = (.+?);(?: *//.*)?$", re.MULTILINE | re.DOTALL)
STRANGERS = ("portal.demo.", "portal.django_words.")
"""What is no rule of the portal: an invented region, and the words of Django."""


def names(target):
    if isinstance(target, ast.Tuple):
        return [name for each in target.elts for name in names(each)]
    return [target.id] if isinstance(target, ast.Name) else []


def declared(module, tree):
    """(name, value) of what stands at the head, or there under a condition; names declared together tell all values."""
    for statement in at_the_head(tree.body):
        for name in (name for target in statement.targets for name in names(target)):
            if CONSTANT.match(name):
                yield f"{module}.{name}", " ".join(ast.unparse(statement.value).split())


def at_the_head(body):
    for statement in body:
        if isinstance(statement, ast.Assign):
            yield statement
        elif isinstance(statement, ast.If):
            yield from at_the_head([*statement.body, *statement.orelse])


def test_what_modules_declare_is_what_was_decided():
    known = {**decided("figures"), **decided("lists")}
    found = [
        f"{name} = {value}"
        for path, tree in trees()
        for name, value in declared(".".join(path.with_suffix("").parts).removesuffix(".__init__"), tree)
        if name not in known and not name.startswith(STRANGERS)
    ]
    found += [line for path in tracked("static/js/*.js") for line in declared_by_script(path)]
    compare(DECLARED, sorted(found))


def declared_by_script(path):
    """`lib/maps.js NEAREST = 14`, for the constants of a module of JavaScript."""
    name, known = path.relative_to(SCRIPTS).as_posix(), decided("figures_of_scripts")
    for constant, value in OF_SCRIPT.findall(path.read_text()):
        if f"{name} {constant}" not in known:
            yield f"{name} {constant} = {' '.join(value.split())}"
