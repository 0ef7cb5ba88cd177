"""Every PDF: who does not get a turn in time is refused and offered the print view; HEAD makes no document."""

import pytest
from django.urls import reverse

from sites.papers import limits
from sites.papers.expose import pdf
from sites.pool.routes import space_url
from tests.factories.investors import ProposalSpaceFactory
from tests.factories.sites import SpaceFactory
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PAPERS = ["expose", "data_sheet", "list", "plots", "halls", "watch_list", "comparison", "proposal"]


@pytest.fixture
def paper(request):
    """(address of a PDF, address of the page that is printed instead)."""
    first, second = SpaceFactory.create_batch(2)
    ids = f"?ids={first.number},{second.number}"
    proposal = ProposalSpaceFactory(space=first).proposal
    lists = {
        name: (reverse(f"sites:{prefix}list_pdf") + "?area_min=1", reverse(f"sites:{name}") + "?area_min=1")
        for name, prefix in {"list": "", "plots": "plots_", "halls": "halls_"}.items()
    }
    of_several = {
        name: (reverse(f"investors:{name}_pdf") + ids, reverse(f"investors:{name}") + ids)
        for name in ("watch_list", "comparison")
    }
    papers = lists | of_several
    papers["expose"] = space_url(first, "expose"), space_url(first, "print")
    papers["data_sheet"] = space_url(first, "data_sheet_pdf"), space_url(first, "data_sheet")
    papers["proposal"] = (
        reverse("investors:proposal_pdf", args=[proposal.token]),
        proposal.get_absolute_url(),
    )
    return papers[request.param]


@pytest.mark.parametrize("paper", PAPERS, indirect=True)
def test_without_a_turn_in_time_a_pdf_is_refused_and_the_print_view_is_offered(client, monkeypatch, paper):
    monkeypatch.setattr(limits, "LOCK_TIMEOUT_SECONDS", 0)
    address, page = paper
    with limits.exclusive_slot():
        answer = client.get(address)
    told = text_of(answer, 503)
    assert answer["Retry-After"] == "60"
    assert "Gerade werden viele Dokumente erstellt" in told
    assert f'href="{page}"' in told
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("paper", PAPERS, indirect=True)
def test_head_tells_of_a_pdf_without_making_it(client, monkeypatch, paper):
    address, _page = paper
    made = []
    monkeypatch.setattr(pdf, "render_pdf", lambda html, language="": made.append(html) or b"%PDF-1.7")
    monkeypatch.setattr(limits, "MAX_OBJECTS_PER_HOUR", 0)
    head = client.head(address)
    assert (head.status_code, head["Content-Type"], made) == (200, "application/pdf", [])
    assert "Content-Length" not in head  # it is not known
    monkeypatch.setattr(limits, "MAX_OBJECTS_PER_HOUR", 100)
    get = client.get(address)
    assert (get.status_code, len(made)) == (200, 1)
    for name in ("Content-Disposition", "Content-Language", "ETag", "Cache-Control"):
        assert head.get(name) == get.get(name), name


@pytest.mark.parametrize("paper", ["expose"], indirect=True)
def test_head_of_a_pdf_that_is_kept_tells_its_length(client, monkeypatch, paper):
    monkeypatch.setattr(pdf, "render_pdf", lambda html, language="": b"%PDF-1.7")
    client.get(paper[0])
    assert client.head(paper[0])["Content-Length"] == "8"
