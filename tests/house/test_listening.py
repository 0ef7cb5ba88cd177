"""What the scripts listen to, and what they do to a page besides drawing it, was decided.

A listener that is lost, a focus that goes nowhere, an attribute for those who do not see: most tests of a browser go
on without. So each stands in listening.txt. Who means to change one writes it anew with APPROVE=1, and reads what
differs.
"""

import re
from pathlib import Path

from tests.house.test_figures import SCRIPTS
from tests.house.test_questions import compare
from tests.house.test_structure import tracked

LISTENING = Path(__file__).with_name("listening.txt")
DOES = re.compile(
    r"[\w.?$\]]*\.(?:addEventListener|removeEventListener|on|off|setAttribute|removeAttribute|toggleAttribute"
    r"|preventDefault|stopPropagation|stopImmediatePropagation|disableClickPropagation|disableScrollPropagation"
    r"|focus|blur|abort|dispatchEvent|fire|observe|disconnect|scrollIntoView|postMessage|terminate|replaceState"
    r"|pushState|removeItem|setItem|revokeObjectURL|remove|replaceChildren|append|before|after|prepend|say|tell"
    r"|toggle|add|delete|disable|enable|clearTimeout|closePopup|addTo|setCustomValidity|reportValidity|freeze)\("
)


def called(text, start):
    """The arguments from the bracket at `start` on, on one line; of a function only its head."""
    depth = 0
    for at in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0 or text.startswith("=> {", at):
            break
    return " ".join(text[start : at + 1].split())


def test_scripts_listen_and_act_as_was_decided():
    found = []
    for path in tracked("static/js/*.js"):
        text, name = path.read_text(), path.relative_to(SCRIPTS).as_posix()
        found += [f"{name}: {match[0][:-1]}{called(text, match.end() - 1)}" for match in DOES.finditer(text)]
    compare(LISTENING, sorted(found))
