"""The pages of the law come as drafts with gaps; what they say of the settings is what the settings say."""

import re

import pytest
from django.utils import timezone
from reversion.models import Version

from portal.legal import drafts
from portal.legal.values import VALUES, find_value
from portal.models import Page
from portal.placeholders import GAP, VALUE
from publishing.checks import release_blockers
from tests.factories.portal import PageFactory, SiteProfileFactory

pytestmark = pytest.mark.django_db

WHOLE = {"street": "Musterstraße 12", "postcode": "04109", "phone": "0341 555 01-00"}


@pytest.mark.parametrize("key", Page.Key.values)
def test_each_page_has_a_draft_in_both_languages_with_the_same_gaps_and_values(key):
    german, english = (drafts.draft_fields(key)[f"body_{code}"] for code in ("de", "en"))
    assert len(GAP.findall(german)) == len(GAP.findall(english)) > 0
    values = [[find_value(name) for name in VALUE.findall(body)] for body in (german, english)]
    assert values[0] == values[1]
    assert None not in values[0]


@pytest.mark.parametrize(
    ("language", "public_body", "company"),
    [
        (
            "de",
            "Öffentliche Stelle: „Artikel 6 Absatz 1 Buchstabe e",
            "GmbH: „Artikel 6 Absatz 1 Buchstabe f",
        ),
        ("en", "Public body: “Article 6(1)(e)", "company: “Article 6(1)(f)"),
    ],
)
def test_the_legal_basis_is_a_gap_with_words_for_a_public_body_and_for_an_association(
    language, public_body, company
):
    privacy = drafts.draft_fields("privacy")[f"body_{language}"]
    [gap] = [gap for gap in GAP.findall(privacy) if public_body in gap]
    assert company in gap
    # Outside of the gap it would be wrong for a public body.
    assert not re.search(r"Buchstabe f\b|\(f\)", GAP.sub("", privacy))


def test_every_value_stands_in_some_draft():
    bodies = [drafts.draft_fields(key)["body_de"] for key in Page.Key.values]
    used = {find_value(name) for body in bodies for name in VALUE.findall(body)}
    assert [value.german for value in VALUES if value not in used] == []


def test_an_installation_gets_the_drafts_it_lacks_and_keeps_what_it_has():
    PageFactory(key="imprint", title_de="Unser Impressum")
    assert drafts.create_missing() == 6
    assert drafts.create_missing() == 0
    assert Page.objects.get(key="imprint").title == "Unser Impressum"
    assert Page.objects.published().count() == 1
    privacy = Page.objects.get(key="privacy")
    assert "[Lücke: Ort der Sicherungen" in privacy.body_de
    assert [version.revision.comment for version in Version.objects.get_for_object(privacy)] == ["Draft"]


@pytest.mark.parametrize(
    "change",
    [
        {"lead_de": "Für Redaktionen."},
        {"body_en": "<p>Nothing</p>"},
        {"workflow_state": "in_review"},
        {"first_published_at": timezone.now()},  # it was public for a while, as it came
    ],
)
def test_a_draft_that_somebody_worked_on_does_not_make_room_for_the_demo(change):
    drafts.create_missing()
    Page.objects.filter(key="press").update(**change)
    assert {page.key for page in drafts.unchanged_drafts()} == set(Page.Key.values) - {"press"}


def test_a_page_with_gaps_is_not_released():
    SiteProfileFactory(**WHOLE)
    page = PageFactory(
        key="imprint",
        draft=True,
        body_de="<p>[Lücke: Name] in [Wert: Anschrift]</p>",
        body_en="<p>[Gap: name]</p>",
    )
    assert [(problem.field, problem.message) for problem in release_blockers(page)] == [
        ("body_de", "Eine Lücke ist offen: Name."),
        ("body_en", "Eine Lücke ist offen: name."),
    ]
    page.body_de, page.body_en = "<p>Verein in [Wert: Anschrift]</p>", "<p>Club</p>"
    assert release_blockers(page) == []


def test_a_value_that_is_unknown_or_not_said_yet_hinders_the_release():
    SiteProfileFactory(phone="")
    page = PageFactory(key="contact", draft=True, body_de="<p>[Wert: Telefon] [Wert: Wetter]</p>")
    assert [problem.code for problem in release_blockers(page)] == ["value_missing", "value_unknown"]


def test_the_words_are_the_editor_s_and_the_figure_is_that_of_the_setting(client, settings):
    SiteProfileFactory()
    PageFactory(
        key="privacy",
        body_de="<p>Wir behalten sie <strong>[Wert: Tage Anfragen]</strong> lange Tage.</p>",
        body_en="<p>Kept for [value: x] [Value: enquiry days] days.</p>",
    )
    for days in (10, 20):
        settings.ENQUIRY_RETENTION_DAYS = days
        assert f"sie <strong>{days}</strong> lange Tage." in client.get("/datenschutz/").content.decode()
        assert f"{days} days." in client.get("/en/privacy/").content.decode()


def test_lists_stand_for_their_paragraph_and_what_is_typed_cannot_break_the_page(client, settings):
    settings.MAP_TILE_LAYERS = [{"host": "tiles.example.org", "provider": {"de": "Amt <b>", "en": "Office"}}]
    settings.MAP_OVERLAYS = []
    SiteProfileFactory(organisation="<script>")
    PageFactory(
        key="privacy", body_de="<p>[Wert: Betreiber]</p><p>[Wert: Kartenanbieter]</p><p>[Lücke: Ort]</p>"
    )
    page = client.get("/datenschutz/").content.decode()
    assert "<p>&lt;script&gt;</p><ul><li>tiles.example.org (Amt &lt;b&gt;)</li></ul>" in page
    assert "<p><mark>[Lücke: Ort]</mark></p>" in page
