"""The house stays as drawn: rooms in their places, files small, nothing of one machine in it."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parents[2]
CONTRACT = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
ROOMS = CONTRACT["root_packages"]
MAXIMUM_LINES = 400


def tracked(*patterns):
    """Files that git knows, as paths; vanished ones are left out."""
    names = subprocess.run(
        ["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, check=True
    ).stdout
    return [path for name in names.decode().split("\0") if name and (path := ROOT / name).is_file()]


def test_no_module_outgrows_its_trade():
    sources = tracked("*.py", "*.js")
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources
        if "migrations" not in path.parts and (lines := len(path.read_text().splitlines())) > MAXIMUM_LINES
    }
    assert not long


def test_no_file_names_a_registry_or_a_path_of_one_machine():
    registries = [
        "pypi" + ".org",
        "python" + "hosted",
        "npm" + "js.org",
        "deb." + "debian",
        "/ro" + "ot/",
        "/wo" + "rk/",
    ]
    pattern = re.compile("|".join(map(re.escape, registries)))
    named = [
        str(path.relative_to(ROOT)) for path in tracked() if pattern.search(path.read_text(errors="ignore"))
    ]
    assert not named


def test_every_room_stands_in_the_import_contract():
    own = {config.name for config in apps.get_app_configs() if Path(config.path).parent == ROOT}
    layered = " ".join(CONTRACT["contracts"][0]["layers"])
    assert own == set(ROOMS)
    assert all(re.search(rf"\b{room}\b", layered) for room in ROOMS)


def test_rooms_show_no_piece_of_another_room():
    strangers = []
    for room in set(ROOMS) - {"portal"}:
        for path in (ROOT / "templates" / room).rglob("*.*"):
            for name in re.findall(r'{%\s*include\s+"([^"]+)"', path.read_text()):
                is_slot = name.startswith("portal/slots/")  # docs/adr/0019
                if name.split("/")[0] in set(ROOMS) - {room} and not is_slot:
                    strangers.append(f"{path.relative_to(ROOT)} includes {name}")
    assert not strangers


def test_rooms_link_to_no_room_above_them():
    floors = [
        floor.replace("(", "").replace(")", "").split(" | ") for floor in CONTRACT["contracts"][0]["layers"]
    ]
    strangers = []
    for level, floor in enumerate(floors):
        above = {room for upper in floors[:level] for room in upper} | set(floor)
        for room in floor:
            for path in (ROOT / "templates" / room).rglob("*.*"):
                for name in re.findall(r'{%\s*url\s+"(\w+):', path.read_text()):
                    if name in above - {room}:
                        strangers.append(f"{path.relative_to(ROOT)} links to {name}")
    assert not strangers


@pytest.mark.parametrize(
    "task", ["run", "test", "dev", "lint", "format", "messages", "demo", "admin", "handbook", "lock"]
)
def test_make_lists_the_task(task):
    listed = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert re.search(rf"^  make {task} +\S", listed.stdout, re.MULTILINE)
