"""The demo's texts and figures, one file for each kind of thing: TOML, JSON, and CSV for tables of facts.

The pool is TOML, because its records are long, state only what is known, and want a word on their units.
"""

import csv
import json
import tomllib
from pathlib import Path

FOLDER = Path(__file__).parent


def records(name):
    """The records of NAME.toml, which lie under that name, or of NAME.json."""
    toml = FOLDER / f"{name}.toml"
    if toml.exists():
        return tomllib.loads(toml.read_text(encoding="utf-8"))[name]
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def read_csv(name):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
