"""What the portal gives is as a person has approved it, word by word (CONTRIBUTING.md)."""

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.approved import (
    approving,
    beside_forms,
    clock,
    filters,
    for_administrators,
    for_editors,
    for_investors,
    for_readers,
    mails,
    states,
)
from tests.approved.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MAKERS = {
    for_readers: ["home", "news", "quotes_and_projects", "pages", "feedback", "for_machines", "bare_region"],
    for_investors: [
        "lists",
        "maps",
        "details",
        "papers",
        "tables",
        "choosing",
        "enquiries",
        "alerts",
        "proposals",
    ],
    for_editors: ["desk", "forms", "logins", "checks"],
    for_administrators: ["lists", "things"],
    beside_forms: ["changes", "people", "files", "protection", "faults"],
    mails: ["to_investors", "to_the_office", "to_editors"],
    filters: ["filters"],
    states: ["states"],
}
"""The functions of a module that give outputs, a text for each name; each has a folder."""
OF_NO_DATABASE = {states}
"""It asks nothing that the others do not ask: its subject is what is made of an answer."""
EACH_MODULE = [
    pytest.param(module, marks=pytest.mark.once) if module in OF_NO_DATABASE else module for module in MAKERS
]


def folder_of(module, maker):
    return f"{module.__name__.rpartition('.')[2]}/{maker}"


@pytest.fixture
def world(settings, monkeypatch):
    settings.SITE_URL = "https://portal.example.org"
    settings.SECRET_KEY = "the same everywhere, so that keyed hashes are"
    settings.VERSION = "9.9.9"
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    clock.stop(monkeypatch)
    cache.clear()
    yield World()
    cache.clear()


@pytest.mark.parametrize("module", EACH_MODULE, ids=lambda module: module.__name__.rpartition(".")[2])
def test_what_the_portal_gives_is_as_it_was_approved(module, world):
    found = []
    for maker in MAKERS[module]:
        folder, outputs = folder_of(module, maker), made(getattr(module, maker), world)
        if approving.is_approving():
            approving.approve(folder, outputs)
        found += approving.differences(folder, outputs)
    assert not found, approving.told(found)


def made(maker, world):
    """The outputs; what was done for them is undone, so that the next maker has the same world."""
    with transaction.atomic():
        outputs = maker(world)
        transaction.set_rollback(True)
    return outputs


def test_nothing_is_approved_that_nobody_makes():
    """Within a folder the test above looks after it; a folder that is left over is deleted by hand."""
    folders = {str(path.relative_to(approving.OUTPUTS)) for path in approving.OUTPUTS.glob("*/*")}
    assert folders == {folder_of(module, maker) for module, makers in MAKERS.items() for maker in makers}
