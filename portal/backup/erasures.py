"""The record of what was erased on request (portal.subject_requests): it outlives every restore."""

import json
from pathlib import Path

from django.conf import settings

NAME = "erasures.jsonl"


def path_of_erasures():
    return Path(settings.VAR_DIR) / NAME


def read_lines(path):
    """The lines as dictionaries. One that a crash cut off belongs to an erasure that was not done."""
    try:
        text = path.read_text()
    except FileNotFoundError:
        return []
    return [found for line in text.splitlines() if (found := read_line(line))]


def read_line(line):
    try:
        return json.loads(line)
    except ValueError:
        return None


def merge_into(unpacked, present):
    """Let the record of an archive hold what is recorded here as well: an older one must not put a newer aside."""
    found = {line["id"]: line for path in (unpacked, present) for line in read_lines(path)}
    lines = sorted(found.values(), key=lambda line: line["at"])
    unpacked.write_text("".join(json.dumps(line) + "\n" for line in lines))
