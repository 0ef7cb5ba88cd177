"""What a contact does behind the link of a mail, as a browser would."""

import re

from django.urls import reverse
from django.utils import translation

from sites.freshness.links import sign_request
from sites.models import Space
from tests.filling import write


def page_of(asked, language="de"):
    with translation.override(language):
        return reverse("sites:check", kwargs={"token": sign_request(asked)})


def form_of(asked, space):
    return reverse("sites:check_changes", kwargs={"token": sign_request(asked), "number": space.number})


def press(client, asked, space, answer, **more):
    return client.post(page_of(asked), {"number": space.number, "answer": answer}, **more)


def filled(answer, **changes):
    """What a browser would send back of the page's form, with `changes`."""
    data = {}
    for bound in answer.context["form"]:
        write(data, bound)
    return data | changes


def words_of(answer, status=200):
    assert answer.status_code == status
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def state_of(space):
    fields = [field.attname for field in Space._meta.concrete_fields if field.name != "updated_at"]
    return Space.objects.filter(pk=space.pk).values(*fields).get()


def errors_of(answer):
    return answer.context["form"].errors
