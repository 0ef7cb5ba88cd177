"""Editors at work on a space: its form, its comparison, and who they are."""

from django.urls import reverse

from editing.models import PendingChange
from sites.models import Space
from tests.filling import filled, unrendered


def page_of(space, view="change", *more):
    return reverse(f"admin:sites_{space.kind}_{view}", args=[space.pk, *more])


def save(client, space, query="", button="_save", follow=False, **changes):
    """The page that comes next is drawn only where it is read (`follow`): few tests do, and it takes half the time."""
    form = unrendered(client, page_of(space) + query)
    return send(client, page_of(space), filled(form, **changes) | {button: "1"}, follow)


def decide(client, space, button="_approve", follow=False, **data):
    """Press a button of the page of comparison."""
    page = page_of(space, "review")
    change = unrendered(client, page).context_data["change"]
    token = {"token": change.token} if change else {}
    return send(client, page, token | data | {button: "1"}, follow)


def send(client, page, data, follow):
    answer = client.post(page, data, follow=follow)
    if not follow:
        client.cookies.pop("messages", None)  # else they would stand on the next page that is drawn
    return answer


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
