"""A portal of the last release is carried over to the present program, and goes back as docs/operating.md says."""

import csv
import io
import re
import subprocess
import sys
from contextlib import contextmanager
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from tests.operating import ROOT
from tests.sitemap import urls_of_the_sitemap
from tests.trials.conftest import database_on_server, on_server
from tests.trials.served import ServedPortal

RELEASE = re.compile(r"^\| (?P<version>[\d.]+) \| .+ \| `(?P<commit>[0-9a-f]{40})` \|$", re.MULTILINE)
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
# What differs from one answer to the next, and the version of the schematic map's tiles, which a restore renews on
# purpose: pages of the version that came after must not be answered from a cache.
PASSING = re.compile(
    r'(?<=name="csrfmiddlewaretoken" value=")[^"]+|(?<=name="opened" value=")[^"]+|(?<=nonce=")[^"]+'
    r"|(?<=overview-)\d{8}-\w+"
)
NEW_DATABASE = "portal_trial_back"


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """The program of the last release in a folder of its own, with its own packages."""
    release = RELEASE.search((ROOT / "docs/releases.md").read_text())
    if not release:
        pytest.skip("Nothing was released before.")
    folder = tmp_path_factory.mktemp("released")
    archive = subprocess.run(
        ["git", "archive", release["commit"]], cwd=ROOT, check=True, stdout=subprocess.PIPE
    )
    subprocess.run(["tar", "--extract"], cwd=folder, input=archive.stdout, check=True)
    subprocess.run(["scripts/build-env", "base"], cwd=folder, check=True)
    return folder


@pytest.fixture
def new_database():
    """The URL of an empty database for the way back; None where it is a file, which is put in its place."""
    with database_on_server(NEW_DATABASE, "TEMPLATE template0 ENCODING 'UTF8'") as url:
        if url:
            on_server("CREATE EXTENSION postgis", "CREATE EXTENSION pg_trgm", database=NEW_DATABASE)
        yield url


@pytest.fixture
def portal(tmp_path, database_url):
    portal = ServedPortal(tmp_path, database_url)
    yield portal
    portal.end()


@contextmanager
def serving(portal, program, python):
    """The portal as `make run` of this program serves it: prepared first."""
    portal.program, portal.python = program, python
    portal.prepare()
    portal.serve()
    try:
        yield
    finally:
        portal.end()


def public_pages(portal):
    """{path: page} of all that the sitemap names, without what differs between two answers."""

    def get(path):
        status, _headers, body = portal.ask("GET", path)
        assert status == 200, path
        return SimpleNamespace(content=body)

    paths = {urlsplit(url).path for url in urls_of_the_sitemap(SimpleNamespace(get=get))}
    return {path: PASSING.sub("", get(path).content.decode()) for path in sorted(paths)}


def table_of_spaces(portal):
    """[{column: cell}] of every public plot and hall."""
    status, _headers, body = portal.ask("GET", reverse("sites:csv"))
    assert status == 200
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))


def test_a_portal_of_the_last_release_is_carried_over_and_goes_back(portal, released, new_database, tmp_path):
    former, present = (released, released / ".venv/bin/python"), (ROOT, sys.executable)
    with serving(portal, *former):
        before, spaces_before = public_pages(portal), table_of_spaces(portal)
    assert spaces_before

    portal.program, portal.python = present
    archive = portal.backup(tmp_path / "before.tar")
    with serving(portal, *present):
        carried, spaces = public_pages(portal), table_of_spaces(portal)
    assert {path: HEADING.findall(carried.get(path, "")) for path in before} == {
        path: HEADING.findall(page) for path, page in before.items()
    }
    for space, space_before in zip(spaces, spaces_before, strict=True):
        assert {column: space.get(column) for column in space_before} == space_before

    if new_database:
        portal.url = new_database
    portal.restore(archive, "--replace")
    with serving(portal, *former):
        again = public_pages(portal)
        assert table_of_spaces(portal) == spaces_before
    assert again.keys() == before.keys()
    for path, page in again.items():
        assert page.splitlines() == before[path].splitlines(), path
