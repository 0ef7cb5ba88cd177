"""Compares outputs with what was approved, or writes it again."""

import difflib
import os
from pathlib import Path

OUTPUTS = Path(__file__).parent / "outputs"
MOST_LINES = 60
"""Of a difference that is told; the file tells the rest once it is written."""
MOST_OUTPUTS = 8
"""That are told of at once: a word of every page differs a hundred times."""
HOW = (
    "If this is meant, write it again with `APPROVE=1 pytest tests/approved` and look at the diff in review."
)


def is_approving():
    return os.environ.get("APPROVE") == "1"


def approve(folder, outputs):
    """Write down what is so; nothing else stays in the folder."""
    (OUTPUTS / folder).mkdir(parents=True, exist_ok=True)
    for name in approved_names(folder) - outputs.keys():
        path_of(folder, name).unlink()
    for name, text in outputs.items():
        path_of(folder, name).write_text(plain(text))


def differences(folder, outputs):
    """One text for each output that is not as approved, approved and not made, or made and not approved."""
    names = approved_names(folder)
    found = [
        f"{folder}/{name}.txt is approved, but nothing makes it." for name in sorted(names - outputs.keys())
    ]
    for name, text in outputs.items():
        if name not in names:
            found.append(f"{folder}/{name}.txt has not been approved yet.")
            continue
        approved = path_of(folder, name).read_text()
        if plain(approved) != plain(text):
            found.append(difference(f"{folder}/{name}.txt", approved, plain(text)))
    return found


def plain(text):
    """Without white space that nobody sees: indents, runs of blanks, ends of lines."""
    return "\n".join(" ".join(filter(None, line.split(" "))) for line in text.splitlines()).strip("\n") + "\n"


def told(found):
    """A message for people."""
    more = [f"… and {len(found) - MOST_OUTPUTS} more outputs."] if len(found) > MOST_OUTPUTS else []
    return "\n\n".join([*found[:MOST_OUTPUTS], *more, HOW])


def difference(name, approved, made):
    lines = list(
        difflib.unified_diff(
            approved.splitlines(), made.splitlines(), f"approved {name}", f"now {name}", n=2, lineterm=""
        )
    )
    more = [f"… {len(lines) - MOST_LINES} more lines"] if len(lines) > MOST_LINES else []
    return "\n".join(lines[:MOST_LINES] + more)


def approved_names(folder):
    return {path.name.removesuffix(".txt") for path in (OUTPUTS / folder).glob("*")}


def path_of(folder, name):
    return OUTPUTS / folder / f"{name}.txt"
