"""A document sent with a late form is stored, whatever becomes of its row; what nothing names is deleted again."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from sites.models import Plot
from tests.factories.accounts import UserFactory
from tests.factories.publishing import picture_upload
from tests.factories.sites import SpaceFactory
from tests.filling import filled, unrendered
from tests.two_editors import choose, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def editor(client):
    client.force_login(UserFactory(administrator=True))


def documents_stored():
    """The names of their files in the storage."""
    folder = Path(default_storage.path(""))
    return sorted(
        path.relative_to(folder).as_posix() for path in (folder / "unterlagen").rglob("*") if path.is_file()
    )


@pytest.fixture
def plot():
    return Plot.objects.get(pk=SpaceFactory(area=40_000).pk)


def send(client, plot, opened, **more):
    new = {"documents__TOTAL_FORMS": "1", "documents__0__title_de": "Plan"}
    new |= {"documents__0__kind": "other", "documents__0__order": "0"}
    return client.post(
        page_of(plot),
        filled(opened, **new, **more) | {"documents-0-file": picture_upload("plan.jpg")},
        follow=True,
    )


def test_sent_twice_one_file_is_kept(client, plot, django_capture_on_commit_callbacks):
    opened = unrendered(client, page_of(plot))
    with django_capture_on_commit_callbacks(execute=True):
        for _time in range(2):
            send(client, plot, opened)
    assert documents_stored() == [plot.documents.get().file.name]


def test_of_a_refused_form_none_is_kept(client, plot, django_capture_on_commit_callbacks):
    opened = unrendered(client, page_of(plot))
    client.post(page_of(plot), filled(unrendered(client, page_of(plot)), area="5000"))
    with django_capture_on_commit_callbacks(execute=True):
        answer = send(client, plot, opened, divisible_from="10000")
    assert answer.context["adminform"].form.errors
    assert documents_stored() == []


def test_of_a_change_that_waits_it_is_kept(client, plot, django_capture_on_commit_callbacks):
    opened = unrendered(client, page_of(plot))
    client.post(page_of(plot), filled(unrendered(client, page_of(plot)), name_de="Ost"))
    with django_capture_on_commit_callbacks(execute=True):
        answer = send(client, plot, opened, name_de="Süd")
        choose(client, answer, "public")
    assert documents_stored() == [plot.documents.get().file.name]
