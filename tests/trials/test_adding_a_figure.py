"""docs/adding-a-figure.md, followed in a copy of the checkout: a field, a fact, its names in the lists, a migration."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.readme import ROOT

LEFT_OUT = shutil.ignore_patterns(".*", "var", "node_modules", "__pycache__", "tests", "static")
FIELD, FACT, WORDS = re.findall(
    r"^ +```\w+\n(.*?)^ +```", (ROOT / "docs/adding-a-figure.md").read_text(), re.DOTALL | re.MULTILINE
)
LOOKING = """
import django
django.setup()
from django.conf import settings
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse
from django.utils import timezone, translation
from accounts.models import User
from sites.models import Hall, Space

setup_test_environment()
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
translation.activate("en")
public = {"kind": "hall", "workflow_state": "published", "published_from": timezone.now()}
few, many = (Space.objects.create(name_de=f"{count} fans", ceiling_fans=count, **public) for count in (2, 6))
visitor, editor = Client(), Client()
editor.force_login(User.objects.create_superuser("admin@example.org", "x", name="Admin"))

def page(route, client=visitor, query="", **options):
    answer = client.get(reverse(route, **options) + query)
    assert answer.status_code == 200, (route, answer.status_code)
    return answer.content.decode()

def says(found, *words):
    for word in words:
        assert word in found, word

where = {"args": [few.number, few.slug]}
form = page("admin:sites_hall_change", editor, "?topic=all", args=[few.pk])
says(form, 'name="ceiling_fans"', "Ceiling fans missing.")
says(page("sites:hall", **where), "Ceiling fans", "Slow fans under the roof")
says(page("sites:hall_data_sheet", **where), "Ceiling fans")
says(page("sites:csv").splitlines()[0], "Ceiling fans")
says(page("investors:comparison", query=f"?ids={few.number},{many.number}"), "Ceiling fans", "best")
found = page("sites:list", query="?ceiling_fans_min=5")
says(found, "6 fans", "Ceiling fans from 5", 'name="ceiling_fans_min"')
assert "2 fans" not in found
from sites.search.phrases import parse_phrase
reading = parse_phrase("Halle mit 5 Deckenventilatoren", "de", lambda names: {})
says(str(reading.filters), "ceiling_fans_min", "'5'")
print("seen everywhere")
"""


@pytest.fixture
def run(tmp_path):
    """Runs Python in the copy, on a database file of its own."""
    copy = tmp_path / "portal"
    shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
    ours = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SECRET_KEY")}
    environment = ours | {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "VAR_DIR": str(tmp_path / "var"),
        "PYTHONPATH": str(copy),
    }
    (tmp_path / "var").mkdir()

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, *arguments], cwd=copy, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run.copy = copy
    return run


def insert(path, before, lines):
    """Puts lines before the first of those that begin so."""
    text = path.read_text()
    assert text.count(before) == 1
    path.write_text(text.replace(before, lines + before))


def name_beside(path, name):
    """Puts the figure before that name, wherever the lists have it."""
    text = path.read_text()
    assert name in text
    path.write_text(text.replace(name, f"ceiling_fans {name}"))


def written_at(indent, lines):
    return "".join(f"{' ' * indent}{line[3:]}\n" for line in lines.splitlines())


@pytest.mark.once  # the copy has a database file of its own
def test_a_new_figure_is_one_field_one_fact_its_names_and_a_migration(run):
    facts = run.copy / "sites"
    insert(facts / "models/facts.py", "    is_expandable = ", written_at(4, FIELD))
    insert(facts / "facts/halls.py", '    hall("power_kva"', written_at(4, FACT))
    for name in ("hook_height", "crane docks", "crane_capacity previous_use", "crane_capacity docks"):
        name_beside(facts / "facts/layout.py", name)
    with (facts / "search/phrases/words/de.txt").open("a") as words:
        words.write(written_at(0, WORDS))
    run("manage.py", "makemigrations", "sites")
    run("manage.py", "migrate", "--verbosity", "0")
    assert "seen everywhere" in run("-c", LOOKING)
