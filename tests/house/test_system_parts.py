"""scripts/install-system: which parts it finds missing, what it installs for which task, and when it gives up.

The programs of a system are stand-ins; only the script and the Python that it asks are real.
"""

import shutil
import subprocess
import sys

import pytest
from django.conf import settings

from tests.house.test_scripts import executable

ROOT = settings.BASE_DIR
TOOLS = ["bash", "sh", "env", "dirname", "cut", "sort", "tail", "head", "tr", "grep", "mkdir", "sed", "cat"]
ON_OFFER = """libgdal9 libgdal36 libgdal32t64 libgdal-dev libharfbuzz-subset0 chromium chromium-headless-shell
postgresql-9-postgis-3 postgresql-17-postgis-3 postgresql-17-postgis-3-scripts chromium-l10n"""
LACKING = """
import ctypes.util, importlib.util, os, sqlite3

lacking, known = os.environ["LACKING"].split(), importlib.util.find_spec
ctypes.util.find_library = lambda name: None if name in lacking else name
importlib.util.find_spec = lambda name: None if name in lacking else name

class Connection:
    def enable_load_extension(self, is_so):
        self.loads = is_so

    def load_extension(self, name):
        if name in lacking or not self.loads:
            raise sqlite3.OperationalError(name)

sqlite3.connect = lambda name: Connection()
"""
APT = """echo "$DEBIAN_FRONTEND apt-get $*" >>calls
echo "E: so it is"
case $* in *${FAILS:-never}*) exit 100 ;; esac"""
PROGRAMS = [
    "msgfmt",
    "xgettext",
    "osmium",
    "tilemaker",
    "chromium-headless-shell",
    "pg_virtualenv",
    "chromium",
]
FILES = [
    "usr/share/postgresql/17/extension/postgis.control",
    "usr/sbin/nginx",
    "usr/lib/nginx/modules/ngx_http_cache_purge_module.so",
    "usr/lib/chromium/locales/de.pak",
]
MODULES = ["ensurepip", "gdal", "mod_spatialite", "pango-1.0", "pangoft2-1.0", "harfbuzz-subset"]


class Machine:
    def __init__(self, path):
        self.path, self.lacking, self.fonts = path, [], "Inter:style\\nP052:style"
        (path / "bin").mkdir()
        for name in TOOLS:
            (path / "bin" / name).symlink_to(shutil.which(name))
        (path / "scripts").mkdir()
        for name in ("progress.sh", "install-system"):
            shutil.copy(ROOT / "scripts" / name, path / "scripts" / name)
        executable(path / "scripts/find-python", f"#!/bin/sh\necho {sys._base_executable}\n")
        script = path / "scripts/install-system"
        first, rest = script.read_text().split("\n", 1)
        script.write_text(f"{first}\n" + rest.replace("/usr/", "./usr/").replace("/etc/", "./etc/"))
        (path / "site/sitecustomize.py").parent.mkdir()
        (path / "site/sitecustomize.py").write_text(LACKING)
        for name in FILES:
            executable(path / name, "")
        for name in PROGRAMS:
            self.has(name)
        self.has("id", 'case $1 in -u) echo "${USER_ID:-0}" ;; *) echo somebody ;; esac')
        self.has("fc-list", 'printf "$FONTS\\n"')
        self.has("apt-get", APT)
        offer = ON_OFFER.replace("\n", " ")
        self.has("apt-cache", f'for name in {offer}; do echo "$name - words"; done | grep -E "${{3%\\$}} -"')

    def has(self, name, does=""):
        executable(self.path / "bin" / name, f"#!/bin/sh\n{does}\n")

    def lacks(self, *names):
        for name in names:
            if name in MODULES:
                self.lacking.append(name)
            elif name == "fonts":
                self.fonts = "Inter:style"
            else:
                (self.path / (name if "/" in name else f"bin/{name}")).unlink()

    def install(self, task, **environment):
        """What was called as root, without the words that each call has."""
        known = {
            "PATH": str(self.path / "bin"),
            "PYTHONPATH": str(self.path / "site"),
            "LACKING": " ".join(self.lacking),
            "FONTS": self.fonts,
        }
        (self.path / "calls").write_text("")
        self.done = subprocess.run(  # noqa: S603
            ["scripts/install-system", task],
            cwd=self.path,
            capture_output=True,
            text=True,
            env=known | environment,
        )
        return (self.path / "calls").read_text().splitlines()


CALL = "noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "
INSTALL = f"{CALL}install --no-install-recommends "


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


@pytest.fixture
def bare_machine(machine):
    machine.lacks(*MODULES, *PROGRAMS, *FILES, "fonts")
    return machine


TASKS = ["run", "roads", "basemap", "test", "trial", "handbook"]


@pytest.mark.parametrize("task", TASKS)
def test_where_nothing_is_missing_nothing_is_done(machine, task):
    assert machine.install(task) == []
    assert (machine.done.returncode, machine.done.stdout, machine.done.stderr) == (0, "", "")


RUN = "gettext python3-venv libgdal36 libsqlite3-mod-spatialite"
PDF = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-inter fonts-urw-base35"
TEST = "tilemaker osmium-tool chromium-headless-shell postgresql-common postgresql-17-postgis-3"


@pytest.mark.parametrize(
    ("task", "packages"),
    [
        ("run", f"{RUN} {PDF}"),
        ("roads", f"{RUN} osmium-tool {PDF}"),
        ("basemap", f"{RUN} tilemaker osmium-tool {PDF}"),
        ("test", f"{RUN} {TEST} {PDF}"),
        ("trial", f"{RUN} {TEST} nginx libnginx-mod-http-cache-purge {PDF}"),
        ("handbook", f"{RUN} {TEST} chromium chromium-l10n {PDF}"),
    ],
)
def test_each_task_gets_what_it_needs_and_no_more(bare_machine, task, packages):
    assert bare_machine.install(task) == [f"{CALL}update", f"{INSTALL}{packages}"]
    assert bare_machine.done.returncode == 0
    no_cluster = bare_machine.path / "etc/postgresql-common/createcluster.d/no-main-cluster.conf"
    assert no_cluster.exists() == ("postgis" in packages)


@pytest.mark.parametrize(
    ("lacks", "task", "packages"),
    [
        ("msgfmt", "run", "gettext"),
        ("xgettext", "run", "gettext"),
        ("gdal", "run", "libgdal36"),
        ("ensurepip", "run", "python3-venv"),
        ("mod_spatialite", "run", "libsqlite3-mod-spatialite"),
        ("pangoft2-1.0", "run", "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
        ("harfbuzz-subset", "run", "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
        ("fonts", "run", "fontconfig fonts-inter fonts-urw-base35"),
        ("osmium", "roads", "osmium-tool"),
        ("osmium", "basemap", "tilemaker osmium-tool"),
        ("tilemaker", "basemap", "tilemaker osmium-tool"),
        ("chromium-headless-shell", "test", "chromium-headless-shell"),
        ("pg_virtualenv", "test", "postgresql-common postgresql-17-postgis-3"),
        (FILES[0], "test", "postgresql-common postgresql-17-postgis-3"),
        (FILES[1], "trial", "nginx libnginx-mod-http-cache-purge"),
        (FILES[2], "trial", "nginx libnginx-mod-http-cache-purge"),
        (FILES[3], "handbook", "chromium chromium-l10n"),
        ("chromium", "handbook", "chromium chromium-l10n"),
    ],
)
def test_what_alone_is_missing_is_installed_alone(machine, lacks, task, packages):
    machine.lacks(lacks)
    assert machine.install(task)[1:] == [f"{INSTALL}{packages}"]


def test_a_cluster_of_the_machine_is_left_as_it_is(bare_machine):
    (bare_machine.path / "etc/postgresql/17/main").mkdir(parents=True)
    bare_machine.install("test")
    assert bare_machine.done.returncode == 0
    assert not (bare_machine.path / "etc/postgresql-common").exists()


def test_who_is_not_root_asks_sudo_and_without_it_is_told_the_command(bare_machine):
    bare_machine.has("sudo", 'echo "sudo $*" >>calls; exec "$@"')
    as_root = "sudo env DEBIAN_FRONTEND="
    calls = bare_machine.install("run", USER_ID="1000")
    assert calls == [
        f"{as_root}{CALL}update",
        f"{CALL}update",
        f"{as_root}{INSTALL}{RUN} {PDF}",
        f"{INSTALL}{RUN} {PDF}",
    ]
    bare_machine.lacks("sudo")
    assert bare_machine.install("basemap", USER_ID="1000") == []
    first, hint = bare_machine.done.stderr.splitlines()
    assert bare_machine.done.returncode == 1
    assert first == (
        "✗ System parts are missing (gettext venv gdal spatialite tilemaker pango fonts),"
        " and installing them needs root."
    )
    assert hint == "  Run this once as root: scripts/install-system basemap"


def test_without_apt_each_part_is_described(bare_machine):
    bare_machine.lacks("apt-get")
    assert bare_machine.install("trial") == []
    assert bare_machine.done.returncode == 1
    assert bare_machine.done.stderr.splitlines()[1:] == [
        "  - GNU gettext (msgfmt, xgettext)",
        "  - the ensurepip module of your Python",
        "  - GDAL 3 and GEOS (shared libraries)",
        "  - SpatiaLite 5 as a loadable extension (mod_spatialite)",
        "  - tilemaker 3 (the builder of vector tiles) and osmium-tool",
        "  - Chromium",
        "  - PostgreSQL with PostGIS 3 and Debian's pg_virtualenv",
        "  - nginx with the module cache_purge",
        "  - Pango 1.44 or newer and HarfBuzz with its subset library, for PDFs",
        "  - fontconfig with the fonts Inter and URW base 35",
    ]
    bare_machine.install("roads")
    assert "  - osmium-tool" in bare_machine.done.stderr.splitlines()


def test_without_apt_any_chromium_will_do(machine):
    machine.lacks("apt-get", "chromium-headless-shell", FILES[3])
    assert machine.install("handbook") == []
    assert (machine.done.returncode, machine.done.stderr) == (0, "")
    machine.lacks("chromium")
    machine.install("test")
    assert machine.done.stderr.splitlines()[1:] == ["  - Chromium"]


@pytest.mark.parametrize("fails", ["update", "install"])
def test_the_portal_is_served_without_pdfs_where_only_their_parts_are_missing(machine, fails):
    machine.lacks("pango-1.0", "fonts")
    machine.install("run", FAILS=fails)
    assert machine.done.returncode == 0
    assert "→ No PDFs will be made." in machine.done.stdout
    machine.install("roads", FAILS=fails)
    assert machine.done.returncode == 1
    machine.lacks("gdal")
    machine.install("run", FAILS=fails)
    assert machine.done.returncode == 1


def test_what_apt_could_not_do_is_told_with_its_words(bare_machine):
    bare_machine.install("run", FAILS="update")
    assert bare_machine.done.stderr.splitlines() == [
        "✗ apt-get update failed.",
        "  Is the network there? See var/log/apt.log",
    ]
    bare_machine.install("run", FAILS="install")
    assert bare_machine.done.returncode == 1
    assert bare_machine.done.stderr.splitlines() == [
        "E: so it is",
        "E: so it is",
        "✗ apt-get could not install:",
        f"  {RUN} {PDF} ",
        "  Everything it said is in var/log/apt.log",
    ]
