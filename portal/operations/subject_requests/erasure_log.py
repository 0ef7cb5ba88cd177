"""Log of erasures outside the database, with a keyed hash (SECRET_KEY) instead of the address.

Each erasure is a row of `portal.Erasure` and a line of the file. Lines without a row show what must be erased again
after an older backup was restored.
"""

import json
import os

from django.utils.crypto import salted_hmac

from portal.operations.backup.erasures import erasures_path, read_json_lines
from portal.operations.subject_requests.address_patterns import normalise_address


def address_hash(address):
    return salted_hmac("portal.erasure", normalise_address(address), algorithm="sha256").hexdigest()


def log_erasure(erasure):
    """Write the erasure to disk; to be called before the database commit, so that none is lost."""
    line = {
        "id": str(erasure.pk),
        "at": erasure.at.isoformat(),
        "mark": erasure.mark,
        "erased": erasure.erased,
    }
    append_lines(erasures_path(), [line])


def append_lines(path, lines):
    """Append JSON lines, each after a newline in case a crash left a partial line."""
    path.touch(mode=0o600)
    with path.open("a") as file:
        file.writelines(f"\n{json.dumps(line)}\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())


def read_log():
    """Return the lines as dictionaries, oldest first."""
    return read_json_lines(erasures_path())


def replace_log(lines):
    """Replace the file's content by these lines."""
    path = erasures_path()
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    append_lines(new, lines)
    new.replace(path)
