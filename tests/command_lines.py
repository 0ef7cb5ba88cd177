"""Whether a program understands the words it is called with: its own parser reads them, its work is not begun."""

import re
import subprocess
import sys
from functools import cache

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.core.management.base import CommandError
from gunicorn.config import Config

ROOT = settings.BASE_DIR
BIN = ROOT / ".venv" / "bin"
SYSTEM_TASKS = re.findall(
    r"^#   install-system (\w+)", (ROOT / "scripts/install-system").read_text(), flags=re.MULTILINE
)


def refusal(words, pytest_parser):
    """What is wrong with a call of a program that our scripts end in; None where nothing is.

    words: the program's name and its arguments. Programs that a test invents are not looked at.
    """
    try:
        match words:
            case ["python", "manage.py", name, *rest] | ["manage", name, *rest]:
                parse(get_commands().get(name), name, rest)
            case ["python", "-m", "django", name, *rest]:
                parse("django.core", name, rest)
            case ["python", "-m", "gunicorn", *rest]:
                return missing(Config(prog="gunicorn").parser().parse_args(rest).config)
            case ["python", "-m", "pytest", *rest]:
                return missing(*pytest_parser.parse(rest).file_or_dir)
            case ["python", "-m", "pip" | "ruff" as name, *rest]:
                return refusal_of_tool(sys.executable, "-m", name, *rest)
            case ["lint-imports" | "uv" as name, *rest]:
                return refusal_of_tool(str(BIN / name), *rest)
            case ["python", "-m", "ensurepip", *_]:
                return None
            case ["python", "-c", code]:
                compile(code, "-c", "exec")
            case ["python", path, *_]:
                return missing(path)
            case ["build-env", profile]:
                return missing(f"requirements/{profile}.txt")
            case ["install-system", task] if task not in SYSTEM_TASKS:
                return f"There is no task {task}."
    except (CommandError, ModuleNotFoundError, SyntaxError, SystemExit, pytest.UsageError) as error:
        return f"{' '.join(words)}: {error!r}"
    return None


def parse(app, name, rest):
    if app is None:
        raise CommandError("There is no such command.")
    load_command_class(app, name).create_parser("manage.py", name).parse_args(rest)


def missing(*paths):
    lost = [path for path in paths if not (ROOT / path.partition("::")[0]).exists()]
    return f"There is no {', '.join(lost)}." if lost else None


@cache
def refusal_of_tool(*words):
    """These read all their words before they answer to --help. uv is there for developers only."""
    try:
        done = subprocess.run([*words, "--help"], capture_output=True, text=True)  # noqa: S603
    except FileNotFoundError:
        return None
    return done.stderr or done.stdout if done.returncode else None
