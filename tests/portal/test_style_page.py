"""The style page shows every component, to staff only."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

pytestmark = pytest.mark.django_db

TEMPLATES = settings.BASE_DIR / "templates"


def test_style_page_shows_the_components_to_staff(admin_client):
    page = admin_client.get(reverse("portal:style"))
    for block in [
        "kicker",
        "badge",
        "chip",
        "button",
        "price",
        "key-facts",
        "facts",
        "distances",
        "quote",
        "person",
        "notice",
        "pagination",
    ]:
        assert f'class="{block}' in page.text


def test_style_page_is_closed_to_visitors(client):
    assert client.get(reverse("portal:style")).status_code == 302


def test_form_errors_stand_beside_their_fields(admin_client):
    page = admin_client.get(reverse("portal:style")).text
    assert 'aria-describedby="id_email_helptext id_email_error"' in page
    assert 'id="id_email_helptext"' in page
    assert 'id="id_email_error"' in page
    assert 'href="#id_email"' in page


def test_pagination_keeps_the_rest_of_the_address(admin_client):
    page = admin_client.get(reverse("portal:style"), {"q": "halle"}).text
    assert 'href="?q=halle&amp;page=9" rel="next"' in page


def test_pagination_says_which_page_this_is(admin_client):
    page = admin_client.get(reverse("portal:style")).text
    [pages] = re.findall(r'<nav class="pagination".*?</nav>', page, re.DOTALL)
    assert re.findall(r'aria-current="page">\s*<span[^>]*>Seite </span>(\d+)</a>', pages) == ["8"]


def test_components_tell_their_arguments():
    for path in (TEMPLATES / "components").glob("*.html"):
        assert path.read_text().startswith("{% comment %}"), path.name


def test_no_template_carries_inline_styles_or_scripts():
    inline = re.compile(r"""\sstyle=["']|<style|\son\w+=["']|<script(?![^>]*\ssrc=)""")
    for path in TEMPLATES.rglob("*.html"):
        if "admin" not in path.parts:
            assert not inline.search(re.sub(r"{%.*?%}", "", path.read_text())), path.name
