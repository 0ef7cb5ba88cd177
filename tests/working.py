"""Editors at work on a space: its form, its comparison, and who they are."""

from django.urls import reverse

from editing.models import PendingChange
from sites.models import Space
from tests.filling import filled, unrendered


def page_of(space, view="change", *more):
    return reverse(f"admin:sites_{space.kind}_{view}", args=[space.pk, *more])


def save(client, space, query="", button="_save", **changes):
    form = unrendered(client, page_of(space) + query)
    return client.post(page_of(space), filled(form, **changes) | {button: "1"}, follow=True)


def decide(client, space, button="_approve", **data):
    """Press a button of the page of comparison."""
    page = page_of(space, "review")
    change = unrendered(client, page).context_data["change"]
    token = {"token": change.token} if change else {}
    return client.post(page, token | data | {button: "1"}, follow=True)


def settle(client, space, side):
    """Take one side of all that was changed here and there: `change` or `public`."""
    conflicts = client.get(page_of(space, "review")).context["conflicts"]
    return decide(client, space, **{conflict["name"]: side for conflict in conflicts})


def public_page(client, space):
    """What somebody reads who is not logged in."""
    return type(client)().get(space.get_absolute_url(), follow=True).content.decode()


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def change():
    return PendingChange.objects.get()


def fresh(space):
    return Space.objects.get(pk=space.pk)
