"""PDFs are checked for what people need who listen to them."""

import io

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from publishing.checks import find_problems, release_blockers
from sites.models import Hall
from sites.pool.quality.documents import read_pdf_problems
from tests.factories.accounts import UserFactory
from tests.factories.sites import SpaceDocumentFactory, SpaceFactory
from tests.filling import filled, whole
from tests.reading import text_of

ALL = {"pdf_untagged", "pdf_without_language", "pdf_without_title"}


def pdf(tagged=False, language="", title="", password=""):
    paper = pikepdf.new()
    paper.add_blank_page()
    if tagged:
        paper.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        paper.Root.StructTreeRoot = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot)
    if language:
        paper.Root.Lang = language
    if title:
        paper.docinfo["/Title"] = title
    content = io.BytesIO()
    paper.save(content, encryption=pikepdf.Encryption(owner="x", user=password) if password else False)
    return content.getvalue()


def lacking(**there):
    return set(read_pdf_problems(io.BytesIO(pdf(**there))))


def test_a_bare_pdf_lacks_tags_language_and_title():
    assert lacking() == ALL


def test_an_accessible_pdf_lacks_nothing():
    assert lacking(tagged=True, language="de-DE", title="Lageplan") == set()


def test_each_lack_is_told_by_itself():
    assert lacking(tagged=True) == ALL - {"pdf_untagged"}
    assert lacking(language="de-DE") == ALL - {"pdf_without_language"}
    assert lacking(title="Lageplan") == ALL - {"pdf_without_title"}


def test_the_title_may_stand_in_the_newer_kind_of_properties():
    paper = pikepdf.open(io.BytesIO(pdf()))
    with paper.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = "Lageplan"
    if "/Title" in paper.docinfo:
        del paper.docinfo["/Title"]
    content = io.BytesIO()
    paper.save(content)
    assert "pdf_without_title" not in read_pdf_problems(content)


@pytest.mark.parametrize("content", [b"", b"no pdf", b"%PDF-1.4 sample", pdf(password="geheim")])
def test_what_cannot_be_read_is_called_so(content):
    assert read_pdf_problems(io.BytesIO(content)) == ("pdf_unreadable",)


def wrong(paper):
    paper.Root.MarkInfo = pikepdf.Array([1])


def without_info(paper):
    paper.trailer["/Info"] = pikepdf.Name.Wrong


def with_wrong_properties(paper):
    paper.Root.Metadata = paper.make_stream(b"<no XML")


@pytest.mark.parametrize("spoil", [wrong, without_info, with_wrong_properties])
def test_a_pdf_that_is_put_together_wrongly_lacks_what_it_does_not_say(spoil):
    paper = pikepdf.new()
    paper.add_blank_page()
    spoil(paper)
    content = io.BytesIO()
    paper.save(content)
    assert set(read_pdf_problems(content)) == ALL


def hall_with(content, name="plan.pdf"):
    hall = SpaceFactory(hall=True)
    SpaceDocumentFactory(space=hall, title="Lageplan", file=ContentFile(content, name=name))
    return Hall.objects.get(pk=hall.pk)


def codes(hall):
    return {problem.code for problem in find_problems(hall) if problem.code.startswith("pdf_")}


@pytest.mark.django_db
def test_a_space_names_the_document_and_is_released_all_the_same():
    hall = hall_with(pdf())
    found = [problem for problem in find_problems(hall) if problem.code in ALL]
    assert {problem.code for problem in found} == ALL
    assert all("Lageplan" in problem.message and problem.field == "documents-0-file" for problem in found)
    assert not {problem.code for problem in release_blockers(hall)} & ALL


@pytest.mark.django_db
def test_other_files_and_lost_ones_are_left_alone():
    assert codes(hall_with(b"PK", name="plan.zip")) == set()
    lost = hall_with(pdf())
    file = lost.documents.get().file
    file.storage.delete(file.name)
    assert codes(lost) == set()


@pytest.mark.django_db
def test_the_form_tells_it_of_a_document_that_is_being_sent(client):
    client.force_login(UserFactory(administrator=True))
    hall = hall_with(pdf(tagged=True, language="de", title="Lageplan"))
    address = reverse("admin:sites_hall_change", args=[hall.pk])
    page = client.get(whole(address))
    assert 'data-field="documents-0-file"' not in text_of(page)
    changes = {"documents__0__file": ContentFile(pdf(), name="neu.pdf"), "name_de": ""}
    assert 'data-field="documents-0-file"' in client.post(address, filled(page, **changes)).content.decode()


@pytest.mark.django_db
def test_the_form_says_it_beside_the_file(client):
    client.force_login(UserFactory(administrator=True))
    hall = hall_with(pdf(tagged=True, title="x"))
    page = client.get(whole(reverse("admin:sites_hall_change", args=[hall.pk])))
    [rows] = [
        inline.formset
        for inline in page.context["inline_admin_formsets"]
        if inline.formset.prefix == "documents"
    ]
    assert "Lageplan" in rows.forms[0].fields["file"].help_text
    beside_a_new_file = rows.empty_form.fields["file"].help_text
    assert "Lageplan" not in beside_a_new_file
    assert "pdf, docx" in beside_a_new_file
    assert "50 MB" in beside_a_new_file
