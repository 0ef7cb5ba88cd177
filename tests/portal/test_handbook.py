"""The editors' handbook inside the administration."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from portal.handbook import rendered
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
HANDBOOK = Path(settings.BASE_DIR) / "docs" / "handbuch"


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(is_staff=True))
    return client


def test_whoever_edits_reads_every_chapter_from_the_contents(editor):
    assert 'href="/admin/hilfe/"' in editor.get("/admin/").text
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
    _title, content = rendered("# Titel\n\n<script>alert(1)</script>\n")
    assert "<script>" not in content
