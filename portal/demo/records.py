"""The demo's texts and figures, one JSON file for each kind of thing; tables of facts are CSV."""

import csv
import json
from pathlib import Path

FOLDER = Path(__file__).parent


def records(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def table(name):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
