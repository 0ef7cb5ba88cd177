"""The editors' handbook inside the administration."""

import re
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin

from portal.administration.handbook import render_chapter
from portal.administration.help_links import HELP_PAGES, help_page_for
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory
from tests.routes import all_routes

pytestmark = [pytest.mark.django_db, pytest.mark.once]
HANDBOOK = Path(settings.BASE_DIR) / "docs" / "handbuch"


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(is_staff=True))
    return client


def test_everybody_who_edits_reads_every_chapter_from_the_contents(editor):
    contents = editor.get("/admin/hilfe/").text
    chapters = set(re.findall(r'href="(/admin/hilfe/[a-z-]+/)"', contents))
    assert len(chapters) == len(list(HANDBOOK.glob("*.md"))) - 1
    for chapter in chapters:
        page = editor.get(chapter)
        assert page.status_code == 200
        assert ".md" not in page.text.partition('class="handbook"')[2]
        for picture in re.findall(r'src="(/admin/hilfe/bilder/[^"]+)"', page.text):
            assert editor.get(picture)["Content-Type"] == "image/webp"


def test_the_handbook_stays_german_in_an_english_administration(editor):
    page = editor.get("/en/admin/hilfe/pruefen/").text
    assert '<h1 lang="de">Ein Objekt prüfen und bestätigen</h1>' in page
    assert 'href="/en/admin/hilfe/"' in page


def test_nobody_else_reads_it(client):
    assert client.get("/admin/hilfe/").status_code == 302


@pytest.mark.parametrize("path", ["gibt-es-nicht/", "readme/", "bilder/gibt-es-nicht.webp"])
def test_what_the_handbook_has_not_is_not_found(editor, path):
    assert editor.get(f"/admin/hilfe/{path}").status_code == 404


def test_html_in_a_chapter_is_shown_as_text():
    _title, content = render_chapter("# Titel\n\n<script>alert(1)</script>\n")
    assert "<script>" not in content


def test_a_chapter_becomes_html_with_addresses_of_the_administration_and_headings_to_lead_to():
    title, content = render_chapter(
        "# Prüfen\n\n## Gelöschtes & Neues\n\n[Inhalt](README.md), [Fotos](fotos.md), [Web](https://a.example/x.md)\n\n"
        "![Ein Bild](bilder/start-seite.webp)\n\n| A | B |\n|---|---|\n| 1 | 2 |\n"
    )
    assert title == "Prüfen"
    assert content.replace("\n", "") == (
        '<h2 id="geloeschtes-neues">Gelöschtes &amp; Neues</h2>'
        '<p><a href="/admin/hilfe/">Inhalt</a>, <a href="/admin/hilfe/fotos/">Fotos</a>, '
        '<a href="https://a.example/x.md">Web</a></p>'
        '<p><img src="/admin/hilfe/bilder/start-seite.webp" alt="Ein Bild" loading="lazy" /></p>'
        "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
    )


def test_a_picture_of_the_handbook_is_kept_by_no_cache_as_all_of_the_administration(editor):
    picture = next((HANDBOOK / "bilder").glob("*.webp"))
    answer = editor.get(f"/admin/hilfe/bilder/{picture.name}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert {"private", "no-store", "max-age=0"} <= set(answer["Cache-Control"].split(", "))
    assert b"".join(answer) == picture.read_bytes()


# --- Help where one is

NAMES = sorted({name.removeprefix("admin:") for name, *_more in all_routes() if name.startswith("admin:")})
"""Of all addresses of the administration."""


def headings(chapter):
    _title, content = render_chapter((HANDBOOK / f"{chapter}.md").read_text())
    return re.findall(r'<h2 id="([^"]+)"', content)


@pytest.mark.parametrize("place", sorted({place for _pattern, place in HELP_PAGES}))
def test_every_place_of_help_is_a_chapter_and_a_heading_of_it(place):
    chapter, _hash, heading = place.partition("#")
    assert (HANDBOOK / f"{chapter}.md").is_file()
    assert not heading or heading in headings(chapter)


def test_every_line_of_the_places_serves_an_address():
    served = {pattern for pattern, _place in HELP_PAGES for name in NAMES if fnmatchcase(name, pattern)}
    assert [pattern for pattern, _place in HELP_PAGES if pattern not in served] == []


WITHOUT_CHAPTER = {"django_tasks_database_dbtaskresult", "mailing_outgoingmail"}
"""Models of administrators alone, who look after the machine: docs/operating.md is their handbook."""


def test_every_list_and_form_of_a_model_has_a_chapter_unless_it_is_named_as_without():
    models = {f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry}
    assert models > WITHOUT_CHAPTER
    helpless = {
        model
        for model in models
        for page in ("changelist", "add", "change")
        if help_page_for(f"{model}_{page}") == ("", "")
    }
    assert helpless == WITHOUT_CHAPTER


@pytest.mark.parametrize(
    ("page", "chapter"),
    [
        ("/admin/", "was-braucht-mich/"),
        ("/admin/in-review/", "freigabe/#freigeben-oder-um-nachbesserung-bitten"),
        ("/admin/sites/plot/", "pruefen/#in-der-verwaltung"),
        ("/admin/accounts/organisation/", "gemeinden/#organisationen"),
        ("/admin/portal/feedback/", "anfragen/#rueckmeldungen"),
        ("/admin/mailing/outgoingmail/", ""),
        ("/admin/hilfe/fotos/", ""),
    ],
)
def test_help_opens_what_helps_on_the_page(admin_client, page, chapter):
    assert f'<a href="/admin/hilfe/{chapter}">Hilfe</a>' in admin_client.get(page, follow=True).text


def test_help_opens_the_chapter_of_the_view_of_an_entry(admin_client):
    page = admin_client.get(f"/admin/news/article/{ArticleFactory().pk}/history/").text
    assert '<a href="/admin/hilfe/verlauf/#wer-hat-was-geaendert">Hilfe</a>' in page
