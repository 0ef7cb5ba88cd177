"""The commands that README and docs tell operators to type, to be walked as they stand there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def blocks(file, heading):
    """The shell blocks of a section, first to last."""
    text = (ROOT / file).read_text()
    section = re.split(r"^## ", text.split(f"\n## {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    return re.findall(r"^```sh\n(.*?)^```", section, flags=re.MULTILINE | re.DOTALL)


def sudo_in(folder):
    """A folder for the PATH whose `sudo -u USER COMMAND` runs the command as the user who calls it."""
    folder.mkdir(exist_ok=True)
    (folder / "sudo").write_text('#!/bin/bash\nshift 2\nexec "$@"\n')
    (folder / "sudo").chmod(0o755)
    return folder
