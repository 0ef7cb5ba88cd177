"""What the tests of the administration post is what its pages would send: each form, as its page shows it."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from tests.filling import as_shown, filled, unrendered, whole
from tests.portal.permission_world import World

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]

OF_THE_PAGE = re.compile(
    r"csrfmiddlewaretoken|form_key|unsaved_\w+|.+-__prefix__-.+|_selected_action|CHANGE_FORM-.+"
)
"""What the page sends and none of its forms: keys, rows to be copied by script, the list inside a page."""


def sent(values):
    """As it goes over the wire: texts, several of a list and none of an empty one."""
    found = {name: value if isinstance(value, list | tuple) else [value] for name, value in values.items()}
    return {
        name: [str(value).replace("\r\n", "\n") for value in several]
        for name, several in found.items()
        if several
    }


@pytest.mark.parametrize(
    ("role", "view"), [("administrator", "add"), ("administrator", "change"), ("editor", "change")]
)
def test_the_data_asked_of_a_form_are_those_that_its_page_sends(client, monkeypatch, role, view):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)  # some fields begin with the hour
    world = World()
    client.force_login(world.user(role))
    compared = set()
    for model in admin.site._registry:
        label = model._meta.label
        route = f"admin:{label.replace('.', '_').lower()}_{view}"
        address = reverse(route, args=[world.things[label].pk] * (view == "change"))
        answer = client.get(whole(address))
        if answer.status_code != 200 or "_save" not in answer.content.decode():
            continue
        compared.add(label)
        page, asked = sent(as_shown(answer)) | {"_save": ["1"]}, sent(filled(unrendered(client, address)))
        # A list without options sends nothing, nor does a field that only a conflict shows: to a form it is empty.
        asked = {name: value for name, value in asked.items() if name in page or value != [""]}
        assert asked == {name: value for name, value in page.items() if not OF_THE_PAGE.fullmatch(name)}, (
            address
        )
    assert {"sites.Plot", "sites.Hall", "sites.BusinessPark"} <= compared
