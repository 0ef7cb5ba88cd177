"""The PDFs are accessible: by a PDF/UA checker, by our own reading of the structure, and both refuse a bad file."""

import page
import pytest
from django.conf import settings
from django.utils.translation import override

from regions.models import Landmark
from sites.models import Space, SpaceDistance, SpacePhoto
from sites.papers.expose import documents, printer
from sites.papers.expose.pdf import local_files
from tests.factories.publishing import PictureFactory
from tests.factories.sites import SpaceFactory, UtilityFactory, square
from tests.sites.papers.pdf_structure import TaggedPDF

pytestmark = [pytest.mark.once, pytest.mark.slow]

GOOD = (
    '<html lang="de"><title>Fläche</title><h1>Fläche</h1><img src="/static/img/icon-192.png" alt="Zeichen">'
    '<table><tr><th scope="row">Strom</th><td>5 MVA</td></tr></table>'
)


@pytest.fixture(autouse=True)
def printed_here(monkeypatch):
    """Without the process beside us: what that bears is another test's business."""
    monkeypatch.setattr("sites.papers.expose.pdf.render_pdf", pdf_of)


def pdf_of(html, other_language=""):
    return printer.print_pdf(html, settings.SITE_URL, local_files(), other_language)


def broken_rules(content):
    return {failure.rule_id for failure in page.validate_pdf_bytes(content, profile="ua1").failures}


def plain_pdf(html, **options):
    """As WeasyPrint makes it, without what we mend."""
    fetcher = printer.make_fetcher(settings.SITE_URL, local_files())
    source = printer.import_weasyprint().HTML(
        string=html, base_url=settings.SITE_URL + "/", url_fetcher=fetcher
    )
    return source.write_pdf(**options)


@pytest.fixture
def space(db):
    """A plot with everything that an exposé draws."""
    space = SpaceFactory(
        name_de="Nordfeld",
        name_en="North field",
        description_de="Eben und frei.",
        zoning_note="Keine Logistik",
        boundary=square(12.37, 51.34),
        at=(12.37, 51.34),
        area=125_000,
        zoning="GI",
        price_m2=35,
        motorway_km="3.2",
    )
    UtilityFactory(space=space, capacity=5, unit="MVA")
    SpacePhoto.objects.create(space=space, picture=PictureFactory(), alt="Luftbild der Wiese", order=1)
    SpacePhoto.objects.create(space=space, picture=PictureFactory(), decorative=True, order=2)
    return Space.objects.with_page().get(pk=space.pk)


def test_checkers_refuse_a_file_without_tags():
    bad = plain_pdf(GOOD)
    assert broken_rules(bad)
    assert "There is no structure tree." in TaggedPDF(bad).faults()


def test_our_own_checks_refuse_header_cells_without_scope():
    bad = plain_pdf(GOOD, pdf_variant="pdf/ua-1")
    assert "The header cell “Strom” has no scope." in TaggedPDF(bad).faults()


def test_our_own_checks_refuse_text_in_margins_that_is_neither_content_nor_artifact():
    html = GOOD + "<style>@page { @bottom-right { content: counter(page) } }</style>"
    faults = TaggedPDF(plain_pdf(html, pdf_variant="pdf/ua-1")).faults()
    assert any("neither tagged nor an artifact" in fault for fault in faults)
    assert TaggedPDF(pdf_of(html)).faults() == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_exposé_passes_both_checkers(space, language):
    content = documents.expose(space, language).pdf()
    assert broken_rules(content) == set()
    assert TaggedPDF(content).faults() == []


def test_exposé_of_a_hall_without_photo_and_place_passes_both_checkers(db):
    bare = SpaceFactory(hall=True, hidden_place=True)
    content = documents.expose(Space.objects.with_page().get(pk=bare.pk), "de").pdf()
    assert broken_rules(content) == set()
    assert TaggedPDF(content).faults() == []


def test_exposé_is_read_from_name_to_distances(space):
    read = TaggedPDF(documents.expose(space, "de").pdf()).text()
    told = [
        "Gewerbefläche", "Nordfeld", "12,5 ha", "35 €/m²", "Eben und frei.", "Objektnummer", "Planungsrecht",
        "Strom 5 MVA", "Lage und Entfernungen", "Autobahnanschlussstelle A 14",
    ]  # fmt: skip
    places = [read.replace("\u00a0", " ").find(words) for words in told]
    assert -1 not in places, read
    assert places == sorted(places)


def test_exposé_names_title_and_language(space):
    pdf = TaggedPDF(documents.expose(space, "en").pdf())
    assert str(pdf.root.Lang) == "en"
    assert "North field" in str(pdf.pdf.docinfo["/Title"])


def test_exposé_describes_photo_plan_map_and_code_but_no_decoration(space):
    pdf = TaggedPDF(documents.expose(space, "de").pdf())
    words = [str(element.Alt) for tag, element in pdf.elements() if tag == "Figure"]
    assert len(words) == 4
    assert "Luftbild der Wiese" in words
    assert any(alt.startswith("Lageplan von Nordfeld") for alt in words)
    assert any(alt.startswith("QR-Code") and space.get_absolute_url() in alt for alt in words)


def test_german_text_in_an_english_exposé_is_marked_as_german(space):
    pdf = TaggedPDF(documents.expose(space, "en").pdf())
    assert pdf.text("Art") == ["Eben und frei.", "Keine Logistik"]
    assert pdf.languages("Art") == ["de", "de"]


def test_data_sheet_is_one_page_in_two_languages(space):
    pdf = TaggedPDF(documents.data_sheet(space, "de").pdf())
    assert len(pdf.pdf.pages) == 1
    assert pdf.faults() == []
    assert set(pdf.languages("Art")) == {"en"}
    assert "125.000 m² = 12,50 ha = 30,89 acres" in pdf.text().replace("\u00a0", " ")
    assert "125,000 m² = 12.50 ha = 30.89 acres" in pdf.text().replace("\u00a0", " ")


def test_combined_exposé_compares_first_and_then_tells_each(space):
    other = SpaceFactory(hall=True, name="Lange Halle")
    spaces = Space.objects.with_page().filter(pk__in=[space.pk, other.pk]).order_by("number")
    content = documents.combined_expose(spaces, "de", "Meine Auswahl", ["Objekt 9 fehlt."]).pdf()
    pdf = TaggedPDF(content)
    assert broken_rules(content) == set()
    assert pdf.faults() == []
    assert pdf.text("H1") == ["Meine Auswahl", "Nordfeld", "Lange Halle"]
    assert "Objekt 9 fehlt." in pdf.text()


def test_long_texts_lose_nothing(db):
    words = " ".join(f"Wort{number}" for number in range(3000))
    space = SpaceFactory(description=words, award_criteria=words)
    read = TaggedPDF(documents.expose(Space.objects.with_page().get(pk=space.pk), "de").pdf()).text()
    assert read.count("Wort2999") == 2


@pytest.mark.parametrize("lines", range(4, 48, 8))
def test_distances_stand_under_their_heading_and_beside_the_map_wherever_the_page_ends(space, lines):
    for km, kind in enumerate(sorted({*Landmark.Kind.values} - {"motorway_junction"})):
        SpaceDistance.objects.create(space=space, kind=kind, km=km)
    space = Space.objects.with_page().get(pk=space.pk)
    space.description_de = "\n\n".join(["Eben und frei."] * lines)
    pdf = TaggedPDF(documents.expose(space, "de").pdf())
    assert {"H2", "Figure", "TH"} <= pdf.tags_of_last_page()


def test_markup_in_texts_stays_text(db):
    space = SpaceFactory(name='<img src="file:///etc/passwd">&')
    with override("de"):
        pdf = TaggedPDF(documents.expose(Space.objects.with_page().get(pk=space.pk), "de").pdf())
    assert '<img src="file:///etc/passwd">&' in pdf.text("H1")


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_word_of_a_table_passes_the_margin(db, language):
    fields = {
        "area": 125_000,
        "price_m2": "1234.5",
        "motorway_km": "23.2",
        "zoning": "GE",
        "zoning_restricted": True,
    }
    for _n in range(2):
        SpaceFactory(name_de="Gewerbepark Großenhainer Landstraße Nord", **fields)
        SpaceFactory(name_de="Logistikhalle Braunsbedra", marketing_status="reserved", hall=True)
    paper = documents.combined_expose(Space.objects.with_page().order_by("number"), language, "Auswahl")
    fetcher = printer.make_fetcher(settings.SITE_URL, local_files())
    source = printer.import_weasyprint().HTML(
        string=paper.html, base_url=settings.SITE_URL, url_fetcher=fetcher
    )
    for page_box in (sheet._page_box for sheet in source.render().pages):
        margin = page_box.content_box_x() + page_box.width
        content = next(box for box in page_box.children if box.element_tag == "html")
        words = [box for box in content.descendants() if getattr(box, "text", "").strip()]
        assert words
        assert [box.text for box in words if box.position_x + box.width > margin + 0.5] == []
