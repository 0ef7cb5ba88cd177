"""A file that waits for release is asked again, for it may be older than the rules of what is taken."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from editing.releasing.files import new_files
from publishing.uploads import stored_results
from sites.models import Space
from tests.factories.sites import SpaceDocumentFactory
from tests.filling import filled
from tests.papers import PDF
from tests.working import change, decide, page_of, save, settle

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def hand_in(client, space, place, name):
    """Send a PDF as the document of that row."""
    row = {"kind": "other", "title_de": name, "order": str(place)}
    row["file"] = SimpleUploadedFile(f"{name.lower()}.pdf", PDF)
    save(
        client,
        space,
        documents__TOTAL_FORMS=str(place + 1),
        **{f"documents__{place}__{field}": value for field, value in row.items()},
    )


def grow_old(name):
    """As if it had been taken under other rules."""
    default_storage.delete(name)
    default_storage.save(name, SimpleUploadedFile("lageplan.pdf", b"<html>"))
    stored_results.cache_clear()  # another process took it


@pytest.fixture
def old_file(client, log_in, town, space):
    """The name of a waiting file that calls itself a PDF and is a page."""
    log_in(town)
    hand_in(client, space, 0, "Lageplan")
    [name] = new_files(change())
    grow_old(name)
    return name


def test_it_is_not_released(client, log_in, town, space, old_file):
    log_in(town, "reviewer")
    decide(client, space)
    assert not space.documents.exists()
    assert default_storage.exists(old_file)


@pytest.mark.parametrize("state", ["withdrawn", "draft"])
def test_nor_is_it_taken_over_beside_what_is_not_public(client, space, old_file, state):
    Space.objects.update(workflow_state=state)
    answer = decide(client, space, follow=True)
    assert any("auch wenn der Name es sagt" in fault for fault in answer.context["faults"])
    assert not space.documents.exists()
    assert change().is_unfinished


def test_where_another_file_is_chosen_it_hinders_nothing(client, log_in, town, space):
    document = SpaceDocumentFactory(space=space)
    log_in(town)
    save(client, space, documents__0__file=SimpleUploadedFile("neu.pdf", PDF))
    grow_old(*new_files(change()))
    document.file.save("anders.pdf", ContentFile(PDF))
    Space.objects.update(workflow_state="withdrawn")
    settle(client, space, "public")
    assert not change().is_unfinished


def test_the_page_of_comparison_says_that_it_cannot_be_released(client, space, old_file):
    [problem] = [
        problem
        for problem in client.get(page_of(space, "review")).context["problems"]
        if problem.code == "document_refused"
    ]
    assert problem.is_error


def test_a_document_that_is_public_already_does_not_hold_up_the_release_of_a_new_one(
    client, log_in, town, space
):
    SpaceDocumentFactory(space=space, file=ContentFile(b"<html>", name="alt.pdf"))
    log_in(town)
    hand_in(client, space, 1, "Neu")
    problems = client.get(page_of(space, "review")).context["problems"]
    assert [problem.is_error for problem in problems if problem.code == "document_refused"] == [False]
    log_in(town, "reviewer")
    decide(client, space)
    assert space.documents.count() == 2


def test_its_author_is_told_beside_the_field_when_he_goes_on(client, town, space, old_file):
    address = page_of(space)
    page = client.get(address)
    answer = client.post(address, filled(page, name_de="Südfeld"))
    [rows] = [
        inline.formset
        for inline in answer.context["inline_admin_formsets"]
        if inline.formset.prefix == "documents"
    ]
    assert "auch wenn der Name es sagt" in rows.errors[0]["file"][0]


def test_a_lost_file_that_waits_hinders_nobody(client, town, space, old_file):
    default_storage.delete(old_file)
    page = client.get(page_of(space))
    assert client.post(page_of(space), filled(page, name_de="Südfeld")).status_code == 302
