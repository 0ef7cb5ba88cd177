"""The watch list as one PDF."""

import pytest
from django.urls import reverse

from sites.papers.expose import documents, pdf
from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick_pdf(monkeypatch):
    monkeypatch.setattr(pdf, "render_pdf", lambda html, other_language="": b"%PDF-1.7 " + html.encode())


def watch_list_pdf(client, *numbers):
    return client.get(reverse("investors:watch_list_pdf"), {"ids": ",".join(map(str, numbers))})


def test_all_objects_stand_in_it_in_the_order_of_the_list(client):
    plot, hall = SpaceFactory(name="Nordfeld"), SpaceFactory(name="Lange Halle", hall=True)
    told = watch_list_pdf(client, hall.number, plot.number).content.decode()
    assert told.index("<h1>Lange Halle") < told.index("<h1>Nordfeld")


def test_the_file_is_named_by_the_numbers_that_it_holds_as_many_as_fit(client, monkeypatch):
    numbers = [space.number for space in SpaceFactory.create_batch(3)]
    whole = "-".join(map(str, numbers))
    assert f'filename="merkliste-{whole}.pdf"' in watch_list_pdf(client, *numbers)["Content-Disposition"]
    monkeypatch.setattr(documents, "MAX_NUMBERS_IN_NAME", 1)
    cut = f"merkliste-{numbers[0]}-und-2-weitere"
    assert f'filename="{cut}.pdf"' in watch_list_pdf(client, *numbers)["Content-Disposition"]


def test_what_is_no_longer_public_is_named_and_not_shown(client):
    plot, draft = SpaceFactory(), SpaceFactory(draft=True, name="Geheim")
    told = watch_list_pdf(client, plot.number, draft.number).content.decode()
    assert "Geheim" not in told
    assert f"Objekt {draft.number}" in told


def test_too_long_a_list_is_refused_in_words(client, monkeypatch):
    monkeypatch.setattr("investors.views.watch_list_pdf.MAX_DOCUMENT_SPACES", 1)
    numbers = [space.number for space in SpaceFactory.create_batch(2)]
    response = watch_list_pdf(client, *numbers)
    assert response.status_code == 400
    page = response.content.decode()
    assert "Die Merkliste enthält 2 Objekte; ein Dokument fasst 1" in page
    assert f'href="/merkliste/?ids={numbers[0]},{numbers[1]}"' in page


@pytest.mark.parametrize("numbers", [[], [4711], ["quatsch"]])
def test_list_of_nothing_makes_no_document(client, numbers):
    assert watch_list_pdf(client, *numbers).status_code == 400


def test_a_document_counts_as_many_times_as_it_has_objects(client, monkeypatch):
    monkeypatch.setattr("sites.papers.limits.MAX_OBJECTS_PER_HOUR", 5)
    numbers = [space.number for space in SpaceFactory.create_batch(4)]
    assert watch_list_pdf(client, *numbers[:3]).status_code == 200
    assert watch_list_pdf(client, *numbers[:2]).status_code == 200
    assert watch_list_pdf(client, numbers[3]).status_code == 429
