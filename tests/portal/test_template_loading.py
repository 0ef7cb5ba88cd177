"""What pages are made from says the same without the blanks its lines begin with."""

import pytest
from django.template import TemplateSyntaxError, engines
from django.template.loader import get_template


@pytest.fixture
def templates(settings, tmp_path):
    """A folder of templates that the engine reads, as that of a look."""
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [tmp_path, *engine["DIRS"]]}]
    return tmp_path


def test_a_page_has_no_blanks_before_its_lines_and_keeps_their_ends(templates):
    (templates / "page.html").write_text("<p>\n    Ein\n\t<b>Wort</b>\n\n</p>\n")
    assert get_template("page.html").render() == "<p>\nEin\n<b>Wort</b>\n\n</p>\n"


def test_what_is_filled_in_keeps_its_blanks(templates):
    (templates / "page.html").write_text("  <pre>{{ text }}</pre>")
    assert get_template("page.html").render({"text": "a\n  b"}) == "<pre>a\n  b</pre>"


def test_a_mail_stands_as_it_is_written(templates):
    (templates / "mail.txt").write_text("Liebe\n  Leute")
    assert get_template("mail.txt").render() == "Liebe\n  Leute"


def test_a_fault_is_told_with_its_line(templates):
    (templates / "page.html").write_text("<p>\n\n    {% if %}\n</p>")
    engines["django"].engine.debug = True
    with pytest.raises(TemplateSyntaxError) as fault:
        get_template("page.html")
    assert fault.value.template_debug["line"] == 3


@pytest.mark.django_db
def test_pages_of_the_portal_begin_no_line_with_a_blank(client):
    lines = client.get("/").content.decode().splitlines()
    assert len(lines) > 20
    assert [line for line in lines if line[:1] in " \t" and line.strip()] == []


@pytest.mark.parametrize(("is_being_written", "nodes"), [(False, 1), (True, 3)])
def test_what_no_page_changes_is_one_node_but_where_templates_are_being_written(
    templates, settings, is_being_written, nodes
):
    settings.DEBUG = is_being_written
    (templates / "page.html").write_text('<p>{% translate "News" %}</p>')
    page = get_template("page.html")
    assert len(page.template.nodelist) == nodes
    assert page.template is get_template("page.html").template


def test_blocks_of_pages_that_stand_on_another_say_what_they_say(templates):
    (templates / "base.html").write_text(
        '{% comment %}x{% endcomment %}<b>{% block a %}{% translate "News" %}{% endblock %}</b>'
    )
    (templates / "middle.html").write_text(
        '{% extends "base.html" %}{% block a %}{{ block.super }}, {% translate "Quotes" %}{% endblock %}'
    )
    (templates / "page.html").write_text(
        '{% extends "middle.html" %}{% block a %}{% if word %}{{ block.super }}, {{ word }}{% endif %}{% endblock %}'
    )
    for word in ("Halle", "Leipzig"):
        assert get_template("page.html").render({"word": word}) == f"<b>Aktuelles, Zitate, {word}</b>"
    assert get_template("base.html").render() == "<b>Aktuelles</b>"
