"""Reads the demo's data files, one per kind: TOML, JSON, and CSV for tables of facts.

The pool is TOML, because its records are long, sparse, and need comments on units.
"""

import csv
import json
import tomllib
from pathlib import Path

FOLDER = Path(__file__).parent


def records(name):
    """Return the records of NAME.toml (under the key NAME) or of NAME.json."""
    toml = FOLDER / f"{name}.toml"
    if toml.exists():
        return tomllib.loads(toml.read_text(encoding="utf-8"))[name]
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def read_csv(name):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
