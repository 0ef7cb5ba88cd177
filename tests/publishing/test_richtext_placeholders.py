"""The marks of a rich text: pictures named by their number, and the source of a quotation."""

import pytest

from publishing.richtext_placeholders import (
    format_quotations,
    insert_pictures,
    misplaced_placeholders,
    placed_picture_ids,
    strip_placeholders,
)


@pytest.mark.parametrize(
    "mark", ["[Bild 17]", "[bild 17]", "[Picture 17]", "&nbsp;[Bild&nbsp;17] ", "[Bild17]", "[Bild 017]"]
)
def test_a_mark_alone_in_a_paragraph_places_the_picture(mark):
    assert placed_picture_ids(f"<p>Vorher.</p><p>{mark}</p>") == [17]
    assert misplaced_placeholders(f"<p>{mark}</p>") == []


@pytest.mark.parametrize(
    "markup",
    ["[Bild 17]", "<p>A</p>\n[Bild 17]\n<p>B</p>", "<ul><li>A</li></ul>[Bild 17]", "[Bild 17]\n<h2>B</h2>"],
)
def test_a_mark_typed_without_script_between_two_paragraphs_is_told_of(markup):
    assert placed_picture_ids(markup) == []
    assert misplaced_placeholders(markup) == ["[Bild 17]"]
    assert insert_pictures(markup, {17: "<figure></figure>"}) == markup


@pytest.mark.parametrize(
    "markup", ["", None, "<p>[Bild]</p>", "<p>[Bild x]</p>", "<h2>[Bild 17]</h2>", "<p>[Foto 17]</p>"]
)
def test_what_is_no_mark_places_nothing(markup):
    assert placed_picture_ids(markup) == []


def test_a_mark_within_a_sentence_stays_as_it_is():
    markup = "<p>Siehe [Bild 17] oben.</p>"
    assert placed_picture_ids(markup) == []
    assert misplaced_placeholders(markup) == ["[Bild 17]"]
    assert insert_pictures(markup, {17: "<figure></figure>"}) == markup
    assert strip_placeholders(markup) == markup


def test_pictures_take_the_place_of_their_marks_and_nothing_is_left_of_those_that_are_gone():
    markup = "<p>A</p><p>[Bild 1]</p><p>[Bild 2]</p><p>B</p>"
    assert insert_pictures(markup, {1: "<figure>1</figure>"}) == "<p>A</p><figure>1</figure><p>B</p>"
    assert strip_placeholders(markup) == "<p>A</p><p>B</p>"
    assert strip_placeholders(None) == ""


@pytest.mark.parametrize("dash", ["–", "—", "―", "--", "&nbsp;–&nbsp;", "– "])
def test_a_last_line_with_a_dash_is_the_source_of_a_quotation(dash):
    assert format_quotations(f"<blockquote><p>Ja.</p><p>{dash}Anna Berg</p></blockquote>") == (
        '<figure class="pull"><blockquote><p>Ja.</p></blockquote>'
        "<figcaption><cite>Anna Berg</cite></figcaption></figure>"
    )


def test_what_follows_the_name_stands_in_a_line_of_its_own():
    shown = format_quotations(
        "<blockquote><p>Ja.</p><p>– Anna Berg, <em>Bürgermeisterin</em>, Torgau</p></blockquote>"
    )
    assert "<cite>Anna Berg</cite><span><em>Bürgermeisterin</em>, Torgau</span>" in shown


def test_a_link_in_a_source_is_not_cut_at_its_comma():
    shown = format_quotations('<blockquote><p>Ja.</p><p>– <a href="/a,b">Berg, Anna</a></p></blockquote>')
    assert '<cite><a href="/a,b">Berg, Anna</a></cite>' in shown


@pytest.mark.parametrize(
    "markup",
    [
        "<blockquote><p>Ja.</p></blockquote>",
        "<blockquote><p>– Nur eine Zeile</p></blockquote>",
        "<blockquote><p>Ja.</p><p>– Nein.</p><p>Doch.</p></blockquote>",
        "<p>Ja.</p><p>– Kein Zitat</p>",
        "<blockquote><p>Ja.</p><p>Anna Berg</p></blockquote>",
    ],
)
def test_other_quotations_stay_as_they_are(markup):
    assert format_quotations(markup) == markup


def test_each_quotation_has_its_own_source_and_an_inner_one_stays_within():
    one = "<blockquote><p>{}</p><p>– {}</p></blockquote>"
    shown = format_quotations(one.format("A", "B") + "<p>x</p>" + one.format("C", "D"))
    assert shown.count("<figure") == shown.count("</figure>") == 2
    nested = format_quotations(f"<blockquote><p>A</p>{one.format('C', 'D')}</blockquote>")
    assert nested.startswith('<blockquote><p>A</p><figure class="pull"><blockquote><p>C</p></blockquote>')
    assert nested.endswith("</figure></blockquote>")


@pytest.mark.parametrize("line", ["–", "– ", "–&nbsp;"])
def test_a_dash_whose_source_is_still_to_come_is_not_shown(line):
    assert (
        format_quotations(f"<blockquote><p>Ja.</p><p>{line}</p></blockquote>")
        == "<blockquote><p>Ja.</p></blockquote>"
    )
