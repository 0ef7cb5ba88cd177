"""Exposé, data sheet, proposal and comparison of ten objects that are not alike, in both languages, as laid out."""

import random
import time

import pytest
from django.conf import settings

from investors.documents import comparison_document, proposal_document
from investors.proposal_page import ProposalPage
from sites.models import Space, SpacePhoto
from sites.papers.expose import documents
from tests.factories.investors import ProposalFactory, ProposalSpaceFactory
from tests.factories.publishing import PictureFactory
from tests.sites.papers.sheets import faults_of, sheets_of, stories_of
from tests.varied_pool import a_varied_pool

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def ten():
    a_varied_pool(random.Random(16))
    chosen = Space.objects.published().on_offer().order_by("number")[:10]
    for number, space in enumerate(chosen):
        if number % 2:
            SpacePhoto.objects.create(space=space, picture=PictureFactory(), alt="Luftbild")
        Space.objects.filter(pk=space.pk).update(description_de="Eben und frei. " * number * 8)
    return list(Space.objects.with_page().filter(pk__in=[space.pk for space in chosen]).order_by("number"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_looks_like_a_mistake(ten, language):
    papers = [documents.expose(space, language) for space in ten]
    papers += [documents.data_sheet(space, language) for space in ten]
    papers += [
        comparison_document(ten[:6], language),
        comparison_document(ten[4:], language, only_differences=True),
    ]
    for chosen in (ten[:6], ten):
        proposal = ProposalFactory(title="Zehn Objekte", language=language, greeting="Guten Tag.\n\n" * 4)
        for space in chosen:
            ProposalSpaceFactory(proposal=proposal, space=space)
        papers.append(proposal_document(ProposalPage(proposal)))
    laid_out = [(paper.name, sheets_of(paper)) for paper in papers]
    print(f"{len(papers)} papers, {sum(len(sheets) for _name, sheets in laid_out)} pages")
    found = [(name, faults_of(sheets, stories_of(sheets))) for name, sheets in laid_out]
    assert [(name, faults) for name, faults in found if faults] == []


def test_a_proposal_of_six_is_made(ten):
    proposal = ProposalFactory(title="Sechs Objekte")
    for space in ten[:6]:
        ProposalSpaceFactory(proposal=proposal, space=space)
    begun = time.monotonic()
    content = proposal_document(ProposalPage(proposal)).pdf()
    print(f"a proposal of six in {time.monotonic() - begun:.1f} s, {len(content) // 1024} kB")
    assert content.startswith(b"%PDF")
