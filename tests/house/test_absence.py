"""What a page does not say is asserted only after its status: a page that is not there says nothing of anything."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
CLIENT = r"[a-z_]*client\.(?:get|post)\("
UNASKED = [
    rf"assert [^\n]+ not in {CLIENT}[^\n]*(?:\.text|\))$",
    r"assert [^\n]+ not in [^\n]+\.content\.decode\(\)$",
    rf"assert not {CLIENT}[^\n]*\.cookies",
]
"""Where tests.reading has words that ask the status: `text_of`, `cookies_of`, `headers_of`."""


def test_absence_is_asserted_only_after_the_status():
    found = [
        f"{path.relative_to(TESTS)}: {assertion[0]}"
        for path in sorted(TESTS.rglob("test_*.py"))
        for pattern in UNASKED
        for assertion in re.finditer(pattern, path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert found == []
