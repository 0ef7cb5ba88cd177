"""The record of what was erased on request (portal.operations.subject_requests): it outlives every restore."""

import json
from contextlib import suppress
from pathlib import Path

from django.conf import settings

FILE_NAME = "erasures.jsonl"


def erasures_path():
    return Path(settings.VAR_DIR) / FILE_NAME


def read_json_lines(path):
    """The lines as dictionaries. One that a crash cut off belongs to an erasure that was not done."""
    lines = []
    for line in path.read_text().splitlines() if path.exists() else ():
        with suppress(ValueError):
            lines.append(json.loads(line))
    return lines


def merge_erasures(unpacked, present):
    """Let the record of an archive hold what is recorded here as well: an older one must not put a newer aside."""
    found = {line["id"]: line for path in (unpacked, present) for line in read_json_lines(path)}
    lines = sorted(found.values(), key=lambda line: line["at"])
    unpacked.write_text("".join(json.dumps(line) + "\n" for line in lines))
