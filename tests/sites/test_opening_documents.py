"""A document opens from the form that shows it, for those who may see the object, and for nobody else."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape

from sites.models import SpaceDocument
from tests.factories.sites import SpaceDocumentFactory, SpaceFactory
from tests.filling import whole
from tests.papers import PDF
from tests.working import page_of, save

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]


@pytest.fixture(params=["draft", "published"])
def document(request, town):
    return SpaceDocumentFactory(space=SpaceFactory(steward=town, workflow_state=request.param))


def links(page, name):
    """The addresses of the links that are called like the file."""
    return [
        address.replace("&amp;", "&")
        for address in re.findall(rf'<a href="([^"]+)">{escape(name)}</a>', page)
    ]


def shown(client, space):
    return client.get(whole(page_of(space))).content.decode()


@pytest.mark.parametrize("role", ["editor", "reviewer", "reader"])
def test_whoever_may_see_the_object_opens_its_documents(client, log_in, town, document, role):
    log_in(town, role)
    name = document.file.name.rsplit("/", 1)[-1]
    page = shown(client, document.space)
    assert f"/medien/{document.file.name}" not in page
    [address] = links(page, name)
    answer = client.get(address)
    assert answer.status_code == 200
    assert b"".join(answer) == PDF


def test_the_input_for_a_file_in_place_of_the_stored_one_has_a_label(client, log_in, town, document):
    log_in(town)
    page = shown(client, document.space)
    assert re.search(r'<label[^>]* for="id_documents-0-file"', page)


def test_a_document_of_a_draft_is_opened_by_nobody_else(client, log_in, town, other):
    document = SpaceDocumentFactory(space=SpaceFactory(steward=town, draft=True))
    log_in(town)
    [address] = links(shown(client, document.space), document.file.name.rsplit("/", 1)[-1])
    log_in(other)
    assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 404


def test_a_document_that_came_with_a_change_opens_from_the_form_that_shows_it(client, log_in, town, other):
    space = SpaceFactory(steward=town)
    log_in(town)
    row = {
        "documents-TOTAL_FORMS": "1",
        "documents-0-title_de": "Lageplan",
        "documents-0-kind": "other",
        "documents-0-order": "0",
        "documents-0-file": SimpleUploadedFile("lageplan.pdf", PDF),
    }
    save(client, space, **row)
    assert not SpaceDocument.objects.exists()
    [address] = links(shown(client, space), "lageplan.pdf")
    assert b"".join(client.get(address)) == PDF
    log_in(other)
    assert client.get(address).status_code == 403
    client.logout()
    assert client.get(address).status_code == 302


def test_a_file_that_a_change_would_replace_opens_as_the_one_of_the_change(client, log_in, town):
    document = SpaceDocumentFactory(space=SpaceFactory(steward=town))
    log_in(town)
    new = SimpleUploadedFile("neuer-plan.pdf", PDF + b" neu")
    save(client, document.space, **{"documents-0-file": new})
    [address] = links(shown(client, document.space), "neuer-plan.pdf")
    assert b"".join(client.get(address)) == PDF + b" neu"


def test_a_form_that_comes_back_still_leads_to_the_file(client, log_in, town, document):
    log_in(town)
    answer = save(client, document.space, area="viel")
    [address] = links(answer.content.decode(), document.file.name.rsplit("/", 1)[-1])
    assert client.get(address).status_code == 200
