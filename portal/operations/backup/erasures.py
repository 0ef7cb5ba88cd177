"""The erasure log (portal.operations.subject_requests), which is merged, not replaced, by a restore."""

import json
from contextlib import suppress
from pathlib import Path

from django.conf import settings

FILE_NAME = "erasures.jsonl"


def erasures_path():
    return Path(settings.VAR_DIR) / FILE_NAME


def read_json_lines(path):
    """Return the lines as dictionaries. Partial lines belong to erasures that were not carried out."""
    lines = []
    for line in path.read_text().splitlines() if path.exists() else ():
        with suppress(ValueError):
            lines.append(json.loads(line))
    return lines


def merge_erasures(unpacked, present):
    """Add the present lines to the log of an unpacked archive."""
    found = {line["id"]: line for path in (unpacked, present) for line in read_json_lines(path)}
    lines = sorted(found.values(), key=lambda line: line["at"])
    unpacked.write_text("".join(json.dumps(line) + "\n" for line in lines))
