"""What is said to be wrong, in whole sentences: it names the place, and is told in the language of the reader."""

from datetime import UTC, date, datetime
from types import SimpleNamespace as Given

import pytest
from django.utils.translation import override

from formats.templatetags.typography import long_date
from news.models import Article
from publishing.checks import languages, pictures, texts
from publishing.checks.markup import Heading, Link
from publishing.targets import State

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
LINK = Link("/fair/", "The fair")


def told(problems):
    return [
        (problem.is_error, problem.field, problem.message, problem.code) for problem in problems if problem
    ]


@pytest.mark.parametrize(
    ("state", "language", "words"),
    [
        (State.MISSING, "en", "The link “The fair” leads nowhere: there is no page /fair/."),
        (State.MISSING, "de", "Der Link „The fair“ führt ins Leere: Eine Seite /fair/ gibt es nicht."),
        (State.GONE, "en", "The link “The fair” leads to what is gone: /fair/."),
        (State.HIDDEN, "en", "The link “The fair” leads to what is not public yet: /fair/."),
        (State.ANSWERS, "en", None),
    ],
)
def test_a_link_says_why_it_does_not_lead_anywhere(monkeypatch, state, language, words):
    monkeypatch.setattr(texts, "state_behind", lambda path, at: state)
    with override(language):
        found = told([texts.where_it_leads(LINK, "body_en", NOON)])
    assert found == ([(False, "body_en", words, "link_dead")] if words else [])


def test_an_address_that_begins_nowhere_is_told_with_what_it_lacks():
    with override("en"):
        [(_is_error, _field, words, _code)] = told(
            [texts.where_it_leads(Link("fair", "Fair"), "body_de", NOON)]
        )
    assert words == "The link “Fair” leads nowhere: its address fair has to begin with “/”."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "A link to /x/ has no text."),
        ("Here", "The link “Here” does not say where it leads. Name what is there"),
        (
            "www.example.org",
            "The link “www.example.org” is a bare address, which is read out letter by letter.",
        ),
    ],
)
def test_a_link_is_told_by_its_text_or_its_address(text, words):
    with override("en"):
        [(is_error, field, said, _code)] = told([texts.link_text(Link("/x/", text), "body_de")])
    assert (is_error, field) == (False, "body_de")
    assert said.startswith(words)


def test_headings_are_told_by_their_text_and_an_empty_one_takes_no_place_in_the_order():
    found = [Heading(2, "One"), Heading(3, ""), Heading(3, "Two"), Heading(2, "Three"), Heading(4, "Deep")]
    with override("en"):
        said = [(words, code) for _is_error, _field, words, code in told(texts.headings(found, "body_de"))]
    low = "The heading “Deep” is one level too low: a heading 2 has to come before it."
    assert said == [("A heading in the text is empty.", "heading_empty"), (low, "heading_order")]


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        (
            {},
            [("title_en", "Nothing is written in English yet: headline, teaser and text.", "missing_en")],
        ),
        (
            {"title_en": "A"},
            [
                ("teaser_en", "Missing in English: teaser.", "missing_en"),
                ("body_en", "Missing in English: text.", "missing_en"),
            ],
        ),
        ({"title_en": "A", "teaser_en": "B", "body_en": "C"}, []),
    ],
)
def test_what_is_not_translated_is_told_field_by_field_or_all_at_once(filled, said):
    article = Article(title_de="A", teaser_de="B", body_de="<p>C</p>", **filled)
    with override("en"):
        found = told(languages.missing(article, "en", "English"))
    assert found == [(False, *line) for line in said]


@pytest.mark.parametrize(
    ("day", "prefix", "field", "words", "code"),
    [
        (
            date(2026, 11, 30),
            "",
            "rights_until",
            "Photo 2 is not shown: its rights ended on",
            "rights_expired",
        ),
        (
            date(2026, 12, 31),
            "photos-1",
            "photos-1-rights_until",
            "Photo 2 leaves the page soon",
            "rights_expiring",
        ),
    ],
)
def test_rights_that_end_are_told_beside_their_field(day, prefix, field, words, code):
    picture = Given(credit="Mara", rights_until=day)
    with override("en"):
        [(is_error, where, said, found)] = told(pictures.picture_itself(picture, NOON, prefix, "Photo 2"))
        long_day = long_date(day)
    assert (is_error, where, found) == (False, field, code)
    assert said.startswith(words)
    assert said.endswith(f" on {long_day}.")


def test_photos_are_told_by_their_number_and_one_without_a_picture_is_no_matter():
    small = Given(width=900, credit="", rights_until=None)
    rows = [
        Given(picture_id=None),
        Given(picture_id=7, picture=small, decorative=True, alt_de=""),
        Given(picture_id=8, picture=small, decorative=False, alt_de=""),
    ]
    case = Given(
        obj=Article(),
        at=NOON,
        rows=lambda relation, *more: [(f"photos-{at}", row) for at, row in enumerate(rows)],
    )
    with override("en"):
        found = [
            (field, words.partition(" ")[2][:2], code)
            for _is_error, field, words, code in told(pictures.photos(case))
        ]
    assert found == [
        ("photos-1-credit", "2 ", "credit_missing"),
        ("photos-1-upload", "2 ", "picture_small"),
        ("photos-2-alt_de", "3 ", "alt_missing"),
        ("photos-2-credit", "3 ", "credit_missing"),
        ("photos-2-upload", "3 ", "picture_small"),
    ]


def test_a_picture_that_a_text_places_and_has_not_is_told_by_its_number():
    article = Article(body_de="<p>[Bild 7]</p><p>[Bild 8]</p><p>See [Bild 7] here.</p>")
    case = Given(obj=article, rows=lambda relation, *more: [("photos-0", Given(picture_id=7))])
    with override("en"):
        found = told(texts.rich_text(case))
    assert found == [
        (
            False,
            "body_de",
            "The text places picture 8, which is not among the photos: nothing is shown there.",
            "picture_missing",
        ),
        (
            False,
            "body_de",
            "[Bild 7] stands within a paragraph, where it is read as words. Give it a paragraph of its own.",
            "picture_within_sentence",
        ),
    ]
