"""The page that takes an upload: what is wrong stands first and leads to its field; a right file clears the notice."""

import re

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from importing.uploading import MEGABYTE, ImportForm
from tests.factories.accounts import UserFactory
from tests.factories.importing import ImportRunFactory
from tests.factories.publishing import RedirectFactory

pytestmark = pytest.mark.django_db

PAGES = ["admin:publishing_redirect_import", "admin:regions_landmark_import"]
REDIRECTS = "/en" + reverse(PAGES[0])
RIGHT = b"old;new\n/alt/;/aktuelles/\n"


@pytest.fixture(autouse=True)
def administrator(client):
    client.force_login(UserFactory(administrator=True))


def upload(client, content, address=REDIRECTS, **options):
    return client.post(address, {"file": SimpleUploadedFile("alt.csv", content)} | options)


def confirm(client, shown):
    return client.post(REDIRECTS, dict(shown.context["form"].confirmation) | {"confirm": "1"})


def links(answer):
    """[(id, words)] of the summary, which stands before the form; each id is in the page."""
    page = answer.content.decode()
    summary = re.search(r'<section class="form-faults".*?</section>', page, re.DOTALL)
    assert summary
    assert summary.start() < page.index('enctype="multipart/form-data"')
    found = re.findall(r'<a href="#([^"]+)"[^>]*>([^<]+)</a>', summary[0])
    assert [target for target, _words in found if f'id="{target}"' not in page] == []
    return found


def sentences(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


@pytest.mark.parametrize("page", PAGES)
def test_a_fault_of_the_file_stands_first_and_leads_to_its_field(client, page):
    answer = upload(client, b"\xff\xfe\x00", "/en" + reverse(page))
    assert links(answer) == [("id_file", "File")]
    html = answer.content.decode()
    assert "there is one error to put right" in html
    assert "<title>Error: " in html
    assert "errornote" not in html
    assert 'aria-invalid="true"' in html


def test_each_wrong_option_is_led_to_by_itself(client):
    answer = upload(client, b"", "/en" + reverse(PAGES[1]), kind="castle", srid="x")
    assert {target for target, _words in links(answer)} == {"id_file", "id_kind", "id_srid"}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_without_a_fault_brings_no_summary(client, page):
    html = client.get(reverse(page)).content.decode()
    assert '<section class="form-faults"' not in html
    assert "<title>Fehler" not in html


def test_the_right_file_says_that_it_clears_the_notice_of_a_wrong_one(client):
    ImportRunFactory(failed=True)
    ImportRunFactory(unfinished=True)
    shown = upload(client, RIGHT)
    assert not any("cleared" in told for told in sentences(shown))
    told = sentences(confirm(client, shown))
    assert told[1:] == ["The notice about 2 earlier imports that failed or were not finished is cleared."]


def test_so_does_a_file_of_which_all_is_there_already(client):
    ImportRunFactory(failed=True)
    RedirectFactory(old_path="/alt/", new_path="/aktuelles/")
    html = upload(client, RIGHT).content.decode()
    assert "The notice about one earlier import that failed or was not finished is cleared." in html


@pytest.mark.parametrize(
    "earlier", [{}, {"failed": True, "kind": "regions.landmark"}], ids=["went well", "another kind"]
)
def test_where_there_was_no_notice_none_is_said_to_be_cleared(client, earlier):
    ImportRunFactory(**earlier)
    assert len(sentences(confirm(client, upload(client, RIGHT)))) == 1


@pytest.mark.parametrize(("more", "is_taken"), [(0, True), (1, False)])
def test_a_file_may_be_as_large_as_is_said_and_no_byte_larger(more, is_taken):
    file = SimpleUploadedFile("alt.csv", b"x" * (ImportForm.max_megabytes * MEGABYTE + more))
    assert ImportForm({}, {"file": file}).is_valid() is is_taken
