"""What was erased, without whose it was: a keyed hash of the address, beside the database.

Each erasure is a row of `portal.Erasure` and a line of the file. A database restored from an older backup lacks rows
that the file has, so it is known what has to be erased once more. The key is SECRET_KEY.
"""

import json
import os

from django.utils.crypto import salted_hmac

from portal.operations.backup.erasures import path_of_erasures, read_lines
from portal.operations.subject_requests.texts import normalised


def mark_of(address):
    return salted_hmac("portal.erasure", normalised(address), algorithm="sha256").hexdigest()


def write(erasure):
    """Add the line, on the disk before the database says so: the other way round one could be forgotten."""
    line = {
        "id": str(erasure.pk),
        "at": erasure.at.isoformat(),
        "mark": erasure.mark,
        "erased": erasure.erased,
    }
    append(path_of_erasures(), [line])


def append(path, lines):
    """Each on a line of its own, whatever a crash left before it."""
    path.touch(mode=0o600)
    with path.open("a") as file:
        file.writelines(f"\n{json.dumps(line)}\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())


def read():
    """The lines as dictionaries, the oldest first."""
    return read_lines(path_of_erasures())


def keep(lines):
    """Leave only these in the file."""
    path = path_of_erasures()
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    append(new, lines)
    new.replace(path)
