"""What single tags and filters of templates give: their conditions and what they escape, called as functions."""

from datetime import timedelta
from types import SimpleNamespace as Given

import pytest
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from publishing.templatetags import content
from sites.templatetags import filter_form, spaces

LIES = "<b>&"
HARMLESS = "&lt;b&gt;&amp;"

# --- The form of filters


def test_names_and_counts_of_a_choice_are_escaped():
    assert filter_form.choice("radio", "n", LIES, LIES, 3, True) == (
        '<label class="check"><input type="radio" name="n" value="&lt;b&gt;&amp;" checked>'
        '<span>&lt;b&gt;&amp; <span class="num">3</span></span></label>'
    )


def test_what_was_typed_into_a_figure_and_what_is_wrong_with_it_are_escaped():
    field = Given(
        name="area_min", label=LIES, id_for_label="id_area_min", errors=[LIES, "b"], value=lambda: LIES + '"'
    )
    html = filter_form.figure_field(field, "m²")
    assert f' value="{HARMLESS}&quot;"' in html
    assert f'id="error-area_min">{HARMLESS} b</p>' in html
    assert LIES not in html


# --- Spaces


def space(**more):
    known = {
        "boundary": Given(extent=(0, 0, 1, 1)),
        "discloses_address": True,
        "is_plot": True,
        "is_published": lambda: True,
    }
    photos = more.pop("photos", [])
    shown = [photo for photo in photos if photo.picture.is_licensed()]
    return Given(**known | {"photos": Given(all=lambda: photos), "shown_photos": shown} | more)


def photo(is_licensed=True, credit="c"):
    return Given(picture=Given(is_licensed=lambda: is_licensed, credit=credit))


@pytest.fixture
def drawn(monkeypatch):
    monkeypatch.setattr(spaces.outlines, "outline_path", lambda boundary: boundary and "path")
    monkeypatch.setattr(spaces, "installed_tiles_at", lambda extent: True)
    monkeypatch.setattr(spaces, "space_url", lambda space, page: f"/{page}/")


@pytest.mark.parametrize(
    ("more", "photo_shown", "path"),
    [
        ({}, False, "path"),
        ({"photos": [photo()]}, False, "path"),
        ({"boundary": "", "photos": [photo()]}, True, ""),
        ({"discloses_address": False, "photos": [photo()]}, True, ""),
        ({"discloses_address": False}, False, ""),
        ({"is_plot": False, "photos": [photo()]}, True, ""),
        ({"is_plot": False}, False, "path"),
        ({"is_plot": False, "photos": [photo(is_licensed=False)]}, False, "path"),
    ],
)
def test_a_plot_is_covered_by_its_outline_and_a_hall_by_its_photo(drawn, more, photo_shown, path):
    cover = spaces.cover(space(**more))
    assert (bool(cover.photo), cover.path) == (photo_shown, path)


@pytest.mark.parametrize(
    ("more", "is_mapped", "address"),
    [
        ({}, True, "/ground/"),
        ({}, False, ""),
        ({"boundary": None}, True, ""),
        ({"is_published": lambda: False}, True, ""),
    ],
)
def test_a_piece_of_map_lies_below_what_is_public(drawn, monkeypatch, more, is_mapped, address):
    monkeypatch.setattr(spaces, "installed_tiles_at", lambda extent: is_mapped)
    assert spaces.ground(space(**more)) == address


@pytest.mark.parametrize(("days", "is_later"), [(-1, False), (0, False), (1, True), (None, False)])
def test_a_day_is_later_when_it_is_to_come(days, is_later):
    day = None if days is None else timezone.localdate() + timedelta(days=days)
    assert spaces.later_day(Given(available_from=day)) == (day if is_later else None)


# --- Texts


@pytest.mark.parametrize(
    ("language", "code", "said"),
    [("de", "de", ""), ("en", "de", ' lang="de"'), ("en-gb", "en", ""), ("de", LIES, f' lang="{HARMLESS}"')],
)
def test_a_text_in_another_language_says_so(language, code, said):
    with translation.override(language):
        assert content.lang_of(Given(language_of=lambda field: code), "body") == said


@pytest.mark.parametrize(
    ("markup", "html"),
    [
        (None, ""),
        ("<p>a</p><p></p><p>&nbsp;<br></p>", "<p>a</p>"),
        ("<p></p><p>a</p>", "<p></p><p>a</p>"),
        ("<p>a<script>b</script></p>", "<p>a</p>"),
    ],
)
def test_rich_text_is_cleaned_once_more_and_ends_with_its_words(markup, html):
    shown = content.richtext(markup)
    assert shown == html
    assert isinstance(shown, SafeString)
