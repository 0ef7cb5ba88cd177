"""What was erased, without whose it was: a keyed hash of the address, beside the database.

Each erasure is a row of `portal.Erasure` and a line of the file. A database restored from an older backup lacks rows
that the file has, so it is known what has to be erased once more. The key is SECRET_KEY.
"""

import json
import os

from django.utils.crypto import salted_hmac

from portal.operations.backup.erasures import erasures_path, read_json_lines
from portal.operations.subject_requests.address_patterns import normalise_address


def address_hash(address):
    return salted_hmac("portal.erasure", normalise_address(address), algorithm="sha256").hexdigest()


def log_erasure(erasure):
    """Add the line, on the disk before the database says so: the other way round one could be forgotten."""
    line = {
        "id": str(erasure.pk),
        "at": erasure.at.isoformat(),
        "mark": erasure.mark,
        "erased": erasure.erased,
    }
    append_lines(erasures_path(), [line])


def append_lines(path, lines):
    """Each on a line of its own, whatever a crash left before it."""
    path.touch(mode=0o600)
    with path.open("a") as file:
        file.writelines(f"\n{json.dumps(line)}\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())


def read_log():
    """The lines as dictionaries, the oldest first."""
    return read_json_lines(erasures_path())


def replace_log(lines):
    """Leave only these in the file."""
    path = erasures_path()
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    append_lines(new, lines)
    new.replace(path)
