"""What is asked of everything before the public sees it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from publishing.checks import find_problems, release_blockers
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.portal import PageFactory
from tests.factories.projects import ProjectFactory
from tests.factories.publishing import PictureFactory, RedirectFactory
from tests.factories.quotes import PartnerFactory, QuoteFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 12, 1, 12, tzinfo=timezone.get_default_timezone())
IN_ENGLISH = {"title_en": "A report", "teaser_en": "What happened.", "body_en": "<p>All is well.</p>"}


def article(body="<p>Alles gut.</p>", **fields):
    return ArticleFactory(**IN_ENGLISH | {"body_de": body} | fields)


def photo_of(piece, **fields):
    """A photo of the article `piece`, large enough."""
    picture = {} if "picture" in fields else {"picture__width": 1_000}
    return ArticlePhotoFactory(article=piece, **picture | fields)


def found(obj, at=None):
    return {(problem.field, problem.code) for problem in find_problems(obj, at)}


def codes(obj, at=None):
    return {problem.code for problem in find_problems(obj, at)}


def test_a_complete_article_has_no_problems():
    photo = photo_of(article(), alt_en="A square in the evening")
    assert find_problems(photo.article) == []


def test_a_photo_without_words_is_an_error_beside_its_german_field():
    piece = article()
    photo_of(piece, alt_en="A square")
    photo_of(piece, alt_de="", order=1)
    assert found(piece) == {("photos-1-alt_de", "alt_missing")}
    assert release_blockers(piece) == []  # it is public already, and was so with this photo
    piece.workflow_state = "draft"
    piece.save()
    assert [problem.is_error for problem in release_blockers(piece)] == [True]


def test_a_decorative_photo_needs_no_words():
    photo = photo_of(article(), alt_de="", decorative=True)
    assert find_problems(photo.article) == []


def test_words_of_a_photo_in_german_only_are_a_warning_where_the_article_is_in_english():
    photo = photo_of(article())
    assert found(photo.article) == {("photos-0-alt_en", "alt_untranslated")}
    assert "alt_untranslated" not in codes(photo_of(ArticleFactory()).article)


def test_a_photo_without_credit_is_an_error():
    photo = photo_of(article(), alt_en="A square", picture=PictureFactory(width=1_000, credit=" "))
    assert [(problem.field, problem.is_error) for problem in find_problems(photo.article)] == [
        ("photos-0-credit", True)
    ]


@pytest.mark.parametrize(
    ("days", "code"), [(-1, "rights_expired"), (0, "rights_expiring"), (30, "rights_expiring"), (31, None)]
)
def test_rights_that_end_are_told_a_month_before(days, code):
    picture = PictureFactory(width=1_000, rights_until=NOON.date() + timedelta(days=days))
    photo = photo_of(article(), alt_en="A square", picture=picture)
    assert codes(photo.article, NOON) == ({code} if code else set())


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (datetime(2026, 12, 1, 22, 59, tzinfo=UTC), "rights_expiring"),
        (datetime(2026, 12, 1, 23, 0, tzinfo=UTC), "rights_expired"),
    ],
)
def test_rights_end_at_midnight_in_berlin(at, code):
    picture = PictureFactory(width=1_000, rights_until=NOON.date())
    assert codes(photo_of(article(), alt_en="A square", picture=picture).article, at) == {code}


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("<h2>Lage</h2><hr><p>Davor ein Strich.</p>", None),
        ("<h2>Lage</h2><h3>Bahn</h3><h2>Preis</h2><h3>Miete</h3>", None),
        ("<h3>Bahn</h3>", "heading_order"),
        ("<h2>Lage</h2><h2> </h2>", "heading_empty"),
    ],
)
def test_headings_come_in_order(html, code):
    assert codes(article(html)) == ({code} if code else set())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Haushalt der Stadt", None),
        ("hier", "link_vague"),
        ("<strong>Hier</strong> klicken …", "link_vague"),
        ("Click here", "link_vague"),
        ("Mehr erfahren →", "link_vague"),
        ("https://www.example.org/haushalt", "link_bare"),
        ("www.example.org", "link_bare"),
        ("", "link_empty"),
    ],
)
def test_a_link_says_where_it_leads(text, code):
    html = f'<p>Zum Thema: <a href="https://www.example.org/haushalt">{text}</a></p>'
    assert codes(article(html)) == ({code} if code else set())


def linked(address):
    return codes(article(f'<p><a href="{address}">Der andere Beitrag</a></p>'))


def test_a_link_to_another_host_a_mail_or_a_telephone_is_not_asked():
    for address in ["https://www.example.org/nichts", "mailto:a@example.org", "tel:+493411234", "#unten"]:
        assert linked(address) == set()


def test_links_within_the_site_lead_to_what_is_public(settings):
    settings.SITE_URL = "https://portal.example.org"
    other = ArticleFactory(slug="anderer")
    address = other.get_absolute_url()
    assert linked(address) == set()
    assert linked(f"https://portal.example.org{address}?x=1#unten") == set()
    assert linked("/gibt-es-nicht/") == {"link_dead"}
    assert linked("https://portal.example.org/gibt-es-nicht/") == {"link_dead"}
    assert linked("gibt-es-nicht") == {"link_dead"}


def test_a_link_to_a_draft_or_to_what_is_gone_is_dead():
    assert linked(ArticleFactory(draft=True).get_absolute_url()) == {"link_dead"}
    gone = ArticleFactory()
    gone.workflow_state = "withdrawn"
    gone.save()
    assert linked(gone.get_absolute_url()) == {"link_dead"}


def test_a_link_is_told_in_a_sentence_that_says_why_it_leads_nowhere():
    draft, gone = ArticleFactory(slug="entwurf", draft=True), ArticleFactory(slug="weg")
    gone.workflow_state = "withdrawn"
    gone.save()
    address = {"to a draft": draft.get_absolute_url(), "to what was": gone.get_absolute_url()}
    address |= {"to nothing": "/nichts/", "Fair": "fair", "Here": "https://www.example.org/"}
    piece = article("".join(f'<p><a href="{where}">{words}</a></p>' for words, where in address.items()))
    with override("en"):
        assert [problem.message for problem in find_problems(piece)] == [
            "The link “to a draft” leads to what is not public yet: /aktuelles/entwurf/.",
            "The link “to what was” leads to what is gone: /aktuelles/weg/.",
            "The link “to nothing” leads nowhere: there is no page /nichts/.",
            "The link “Fair” leads nowhere: its address fair has to begin with “/”.",
            "The link “Here” does not say where it leads. Name what is there: many read links without the text around "
            "them.",
        ]


def test_what_is_missing_is_told_with_its_place_and_its_day():
    piece = ArticleFactory(body_de="<p>C</p>", title_en="A")
    photo_of(piece, alt_de="", picture=PictureFactory(width=900, number=0, rights_until=NOON.date()))
    with override("en"):
        assert {problem.message for problem in find_problems(piece, NOON)} == {
            "Photo 1 has no alternative text: who does not see it learns nothing of it.",
            "Missing in English: teaser.",
            "Missing in English: text.",
            "Photo 1 leaves the page soon: its rights end on 1\xa0December 2026.",
            "Photo 1 is 900 pixels wide and looks blurred where it is shown large. From 1,000 pixels it is sharp.",
        }


def test_a_link_to_what_appears_later_is_dead_until_then():
    later = ArticleFactory(published_from=timezone.now() + timedelta(days=3))
    piece = article(f'<p><a href="{later.get_absolute_url()}">Der andere Beitrag</a></p>')
    assert codes(piece) == {"link_dead"}
    assert codes(piece, timezone.now() + timedelta(days=4)) == set()


def test_a_link_by_a_redirect_leads_where_the_redirect_does():
    RedirectFactory(old_path="/alt/eins/", new_path=ArticleFactory().get_absolute_url())
    RedirectFactory(old_path="/alt/zwei/", new_path="")
    RedirectFactory(old_path="/alt/drei/", new_path="/gibt-es-nicht/")
    RedirectFactory(old_path="/alt/vier/", new_path="https://www.example.org/nichts")
    assert linked("/alt/eins/") == linked("/alt/vier/") == set()
    assert linked("/alt/zwei/") == linked("/alt/drei/") == {"link_dead"}


def test_the_home_page_may_be_named_by_its_host_alone(settings):
    settings.SITE_URL = "https://portal.example.org"
    assert linked("https://portal.example.org") == set()
    assert linked(" https://portal.example.org/gibt-es-nicht/ ") == {"link_dead"}


def test_nothing_in_english_is_one_warning_a_missing_text_its_own():
    assert found(ArticleFactory()) == {("title_en", "missing_en")}
    assert found(article(body_en="")) == {("body_en", "missing_en")}


def test_what_is_missing_is_named_in_the_same_order_each_time():
    project = ProjectFactory(title_en="A cycle highway", body_de="<p>Text.</p>", funding_de="Bund")
    lacking = [problem.field for problem in find_problems(project) if problem.code == "missing_en"]
    assert lacking == ["teaser_en", "body_en", "funding_en"]


def test_what_is_empty_in_german_is_missing_in_no_language():
    assert find_problems(article("", body_en="")) == []


def test_pages_are_checked_like_everything_else():
    assert ("body_de", "heading_order") in found(PageFactory(body_de="<h3>Zu tief</h3>"))


@pytest.mark.parametrize(("width", "code"), [(999, "picture_small"), (1_000, None)])
def test_a_photo_too_small_to_be_sharp_is_a_warning_beside_its_file(width, code):
    picture = PictureFactory(width=width, number=0)
    photo = photo_of(article(), alt_en="A square", picture=picture)
    assert found(photo.article) == ({("photos-0-upload", code)} if code else set())
    assert release_blockers(photo.article) == []


@pytest.mark.parametrize(("width", "codes_told"), [(299, {"picture_small"}), (300, set())])
def test_a_portrait_may_be_smaller_than_a_photo(width, codes_told):
    partner = PartnerFactory(portrait=PictureFactory(width=width, number=0))
    assert codes(QuoteFactory(partner=partner)) & {"picture_small"} == codes_told


def test_a_quote_is_checked_with_the_portrait_of_its_partner():
    partner = PartnerFactory(portrait=PictureFactory(width=300))
    quote = QuoteFactory(partner=partner, text_en="That is good.", consent_on=NOON.date())
    assert found(quote) == {("partner", "alt_missing")}
    partner.portrait_alt_de, partner.portrait_alt_en = "Katrin Lorenz lächelt", "Katrin Lorenz smiles"
    partner.save()
    assert find_problems(quote) == []


def test_a_quote_tells_that_its_consent_is_not_noted():
    assert ("consent_on", "consent_missing") in found(QuoteFactory(text_en="That is good.", consent_on=None))


def test_a_picture_in_the_text_has_to_be_among_the_photos():
    photo = photo_of(article(), alt_en="A square in the evening")
    piece = photo.article
    piece.body_de = f"<p>[Bild {photo.picture_id}]</p>"
    assert find_problems(piece) == []
    piece.body_en = f"<p>[Picture {photo.picture_id + 1}]</p>"
    assert found(piece) == {("body_en", "picture_missing")}
    assert release_blockers(piece) == []
    [problem] = find_problems(piece, edited={"photos": []})[:1]
    assert problem.field == "body_de"


def test_a_mark_of_a_picture_within_a_sentence_is_told_of():
    piece = article("<p>Siehe [Bild 1] oben.</p>")
    assert found(piece) == {("body_de", "picture_within_sentence")}


def test_a_page_without_photos_places_none():
    page = PageFactory(body_de="<p>[Bild 1]</p>")
    assert ("body_de", "picture_missing") in found(page)
