"""A figure of a space is declared once: what follows from it is made of its fact, and names it nowhere else."""

import re
from pathlib import Path

import pytest

from sites.facts import FACTS
from tests.house.test_structure import ROOMS

ROOT = Path(__file__).parents[2]
ASIDE = {"migrations", "demo"}
MAX_FILES = 5
"""Its field, its fact, and its words in two languages (docs/adr/0062)."""


def files_naming(figure):
    return [
        str(path.relative_to(ROOT))
        for folder in [*ROOMS, "static/js", "templates"]
        for path in sorted((ROOT / folder).rglob("*.*"))
        if path.suffix in {".py", ".html", ".js", ".txt"}
        and not ASIDE & set(path.parts)
        and re.search(rf"\b{figure}\b", path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("figure", ["crane_capacity", "clear_height", "contamination", "noise_day"])
def test_few_files_name_a_figure(figure):
    assert figure in FACTS
    found = files_naming(figure)
    assert 2 <= len(found) <= MAX_FILES, found
