"""The demo's texts and figures, one JSON file for each kind of thing."""

import json
from pathlib import Path

FOLDER = Path(__file__).parent


def records(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
