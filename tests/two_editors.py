"""Two editors on one entry: the second opened the form before the first one saved."""

from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.filling import as_shown, filled, unrendered


def page_of(obj, view="change"):
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_{view}", args=[obj.pk])


def two_save(client, obj, first, second):
    """The answer to the second one, who had opened the form before the first one saved."""
    page = page_of(obj)
    opened = unrendered(client, page)
    other = type(client)()
    other.force_login(UserFactory(administrator=True, name="Anna Berg"))
    other.post(page, filled(unrendered(other, page), **first))
    return client.post(page, filled(opened, **second), follow=True)


def conflicts(answer):
    """[(what is stored now, what the change says)]"""
    return [(conflict["public"], conflict["wanted"]) for conflict in answer.context["conflicts"]]


def choose(client, answer, side):
    """Take one side of all conflicts on the page of comparison: `change` or `public`."""
    sides = {conflict["name"]: side for conflict in answer.context["conflicts"]}
    return client.post(answer.redirect_chain[-1][0], as_shown(answer, "_approve") | sides, follow=True)
