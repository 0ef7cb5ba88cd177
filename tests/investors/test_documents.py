"""What a proposal and a comparison say on paper; how they are laid out is another test's business."""

import pytest
from django.urls import reverse

from investors.comparison import compare
from investors.documents import comparison_document, deciding_rows, proposal_document
from investors.proposal_page import ProposalPage
from sites.models import Space
from sites.papers.expose import cache, pdf
from tests.factories.investors import ProposalFactory, ProposalSpaceFactory
from tests.factories.sites import SpaceFactory
from tests.reading import text_of
from tests.sites.papers.pdf_structure import TaggedPDF

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def paper_of(*spaces, **fields):
    proposal = ProposalFactory(**fields)
    for order, space in enumerate(spaces):
        ProposalSpaceFactory(proposal=proposal, space=space, order=order, note=f"Notiz {order}")
    return proposal_document(ProposalPage(proposal))


def test_a_proposal_begins_with_greeting_end_map_and_what_decides():
    spaces = [SpaceFactory(name="Nordfeld", at=(12.3, 51.3), price_m2=30)]
    spaces.append(SpaceFactory(name="Südfeld", at=(12.4, 51.3), price_m2=20))
    paper = paper_of(*spaces, title="Zwei Felder", greeting="Guten Tag!")
    places = [
        paper.html.find(words)
        for words in (
            "gültig bis",
            "<h1>Zwei Felder",
            "Guten Tag!",
            "Karte von 2 Objekten",
            "Was den Ausschlag",
            "Notiz 0",
        )
    ]
    assert -1 not in places
    assert places == sorted(places)
    assert paper.name == "zwei-felder"


def test_only_published_spaces_are_asked_for_by_number():
    public, draft = SpaceFactory(), SpaceFactory(draft=True)
    assert f'/anfrage/?ids={public.number}"' in paper_of(public, draft).html


@pytest.mark.parametrize(
    ("public", "drafts", "words"),
    [
        (2, 0, "Zu diesen Objekten anfragen"),
        (1, 1, "Zu den veröffentlichten Objekten anfragen"),
        (0, 2, "An die Region schreiben"),
    ],
)
def test_the_way_to_an_enquiry_says_what_it_asks_about(public, drafts, words):
    spaces = [*SpaceFactory.create_batch(public), *SpaceFactory.create_batch(drafts, draft=True)]
    assert f">{words}</a>" in paper_of(*spaces).html


def test_two_that_differ_in_nothing_stand_as_lines():
    html = paper_of(*SpaceFactory.create_batch(2, at=(12.3, 51.3))).html
    assert "Was den Ausschlag" not in html
    assert 'class="lines"' in html


def test_a_comparison_of_differences_says_where_there_are_none():
    numbers = [space.pk for space in SpaceFactory.create_batch(2, at=(12.3, 51.3))]
    spaces = list(Space.objects.with_page().filter(pk__in=numbers))
    words = "stimmen in allen Angaben überein"
    assert words in comparison_document(spaces, "de", only_differences=True).html
    assert words not in comparison_document(spaces, "de").html


def test_no_file_of_a_proposal_is_kept_because_its_words_are_erased(monkeypatch):
    monkeypatch.setattr(pdf, "render_pdf", lambda html, other_language="": html.encode())
    paper = paper_of(SpaceFactory(), greeting="Sehr geehrte Frau Kern")
    assert b"Frau Kern" in paper.pdf()
    assert not paper.is_cached
    assert not cache.cache_folder().exists()


def test_a_paper_of_a_proposal_without_link_names_none():
    assert "/angebot/" not in paper_of(SpaceFactory(), token=None).html


@pytest.mark.parametrize(("number", "is_compared"), [(1, False), (2, True), (6, True), (7, False)])
def test_two_to_six_stand_side_by_side_and_more_are_a_table_of_lines(number, is_compared):
    html = paper_of(
        *(SpaceFactory(at=(12.3, 51.3), area=1_000 * count) for count in range(1, number + 1))
    ).html
    assert ('class="side' in html) is is_compared
    assert ('class="lines"' in html) is not is_compared


def test_what_has_gone_is_named_by_its_number():
    gone = SpaceFactory(name="Weg", taken=True)
    html = paper_of(SpaceFactory(), gone).html
    assert f"Objekt {gone.number}" in html
    assert "Weg" not in html.replace("Wege", "")


def test_what_decides_are_short_rows_that_differ_the_ranked_ones_first():
    for price, motorway, notes in ((30, 2, "kurz"), (20, 3, "lang " * 40)):
        SpaceFactory(price_m2=price, motorway_km=motorway, zoning="GE", award_criteria=notes, area=10_000)
    spaces = Space.objects.with_page().order_by("number")
    (group,) = deciding_rows(compare(spaces)).groups
    labels = [row.label for row in group.rows]
    assert labels[:2] == ["Kaufpreis", "Gesamtpreis"]
    assert any("Autobahn" in label for label in labels)
    assert not any(
        row.label in ("Art der baulichen Nutzung", "Vergabekriterien", "Fläche") for row in group.rows
    )


def test_a_comparison_on_paper_is_named_by_its_numbers_and_leads_to_its_page():
    spaces = SpaceFactory.create_batch(2, price_m2=30)
    paper = comparison_document(Space.objects.with_page().order_by("number"), "de")
    numbers = [space.number for space in spaces]
    assert paper.name == f"vergleich-{numbers[0]}-{numbers[1]}"
    assert f"/vergleich/?ids={numbers[0]},{numbers[1]}" in paper.html


def test_on_an_english_sheet_a_value_nobody_translated_is_marked_as_german():
    SpaceFactory(zoning_note="Keine Logistik")
    SpaceFactory(zoning_note="Auch nicht", zoning_note_en="Neither")
    paper = comparison_document(Space.objects.with_page().order_by("number"), "en")
    sheet = TaggedPDF(paper.pdf())
    assert "Keine Logistik" in sheet.text("Art")
    assert "Neither" not in sheet.text("Art")
    assert set(sheet.languages("Art")) == {"de"}


class TestAddress:
    @pytest.fixture(autouse=True)
    def quick(self, monkeypatch):
        monkeypatch.setattr(pdf, "render_pdf", lambda html, language="": html.encode())

    def ask(self, client, *spaces, **more):
        ids = ",".join(str(space.number) for space in spaces)
        return client.get(reverse("investors:comparison_pdf"), {"ids": ids} | more)

    def test_a_comparison_is_a_pdf_at_the_address_of_its_page(self, client):
        answer = self.ask(client, SpaceFactory(name="Nordfeld", area=1000), SpaceFactory(area=2000))
        assert answer["Content-Type"] == "application/pdf"
        assert "Nordfeld" in answer.content.decode()

    def test_it_leaves_out_what_all_agree_in_where_the_page_does(self, client):
        pair = SpaceFactory(area=1000, zoning="GE"), SpaceFactory(area=2000, zoning="GE")
        assert "Art der baulichen Nutzung" in self.ask(client, *pair).content.decode()
        assert "Art der baulichen Nutzung" not in text_of(self.ask(client, *pair, differences=1))

    def test_one_alone_leads_to_the_page_that_says_so(self, client):
        space = SpaceFactory()
        answer = self.ask(client, space)
        assert answer.status_code == 302
        assert answer["Location"] == f"{reverse('investors:comparison')}?ids={space.number}"
