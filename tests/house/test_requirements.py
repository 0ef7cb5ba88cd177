"""The lock names exact versions by hash, no address, and agrees with pyproject.toml."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PROFILES = ["base", "roads", "test", "dev"]


def locked(profile):
    """The requirements of one file, continuation lines joined, comments dropped."""
    text = (ROOT / "requirements" / f"{profile}.txt").read_text()
    text = re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE)
    return [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]


def versions(profile):
    pinned = [Requirement(line.split("--hash")[0]) for line in locked(profile)]
    return {canonicalize_name(r.name): next(iter(r.specifier)).version for r in pinned}


def asked_for(group):
    for entry in PROJECT["dependency-groups"][group]:
        if isinstance(entry, str):
            yield entry
        else:
            yield from asked_for(entry["include-group"])


ASKED_FOR = {
    "base": PROJECT["project"]["dependencies"],
    "roads": list(asked_for("roads")),
    "test": [*PROJECT["project"]["dependencies"], *asked_for("test")],
    "dev": [*PROJECT["project"]["dependencies"], *asked_for("dev")],
}


@pytest.mark.parametrize("profile", PROFILES)
def test_every_requirement_is_one_version_with_a_hash(profile):
    loose = [
        line for line in locked(profile) if not re.match(r"\S+==[^*\s]+\s.*--hash=sha256:[0-9a-f]{64}", line)
    ]
    assert not loose


@pytest.mark.parametrize("profile", PROFILES)
def test_the_lock_names_no_address(profile):
    assert "://" not in (ROOT / "requirements" / f"{profile}.txt").read_text()


@pytest.mark.parametrize("profile", PROFILES)
def test_the_lock_agrees_with_the_project(profile):
    found = versions(profile)
    asked = [Requirement(line) for line in ASKED_FOR[profile]]
    wrong = [str(r) for r in asked if not r.specifier.contains(found.get(canonicalize_name(r.name), "0"))]
    assert not wrong


def test_the_profiles_agree_on_versions():
    served, driving, developed = versions("base"), versions("roads"), versions("dev")
    assert driving.items() <= versions("test").items()
    assert not driving.items() & served.items(), "a portal without roads installs nothing for them"
    assert served.items() <= versions("test").items() <= developed.items()


def test_every_dependency_has_a_reason_beside_it():
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    dependencies = [line for line in lines if re.match(r'\s+"[a-z0-9-]+(\[\w+\])?>=', line)]
    assert dependencies
    assert not [line for line in dependencies if not re.search(r"# \w+", line)]
