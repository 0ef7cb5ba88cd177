"""What single tags and filters of templates give: their conditions and what they escape, called as functions."""

from datetime import timedelta
from types import SimpleNamespace as Given

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from publishing.templatetags import content, keeping
from sites.templatetags import filter_form, spaces

LIES = "<b>&"
HARMLESS = "&lt;b&gt;&amp;"

# --- The form of filters


@pytest.mark.parametrize(
    ("count", "is_chosen", "html"),
    [
        (
            3,
            True,
            '<label class="check"><input type="radio" name="n" value="&lt;b&gt;&amp;" checked>'
            '<span>&lt;b&gt;&amp; <span class="num">3</span></span></label>',
        ),
        (
            0,
            False,
            '<label class="check check--none"><input type="radio" name="n" value="&lt;b&gt;&amp;">'
            '<span>&lt;b&gt;&amp; <span class="num">0</span></span></label>',
        ),
        (
            None,
            False,
            '<label class="check"><input type="radio" name="n" value="&lt;b&gt;&amp;">'
            '<span>&lt;b&gt;&amp; <span class="num"></span></span></label>',
        ),
    ],
)
def test_a_choice_tells_how_many_it_has_and_whether_it_is_made(count, is_chosen, html):
    assert filter_form.choice("radio", "n", LIES, LIES, count, is_chosen) == html


@pytest.mark.parametrize(
    ("is_single", "has_choice", "advice", "begins_with_all", "all_is_chosen"),
    [
        (True, False, "", True, True),
        (True, True, "", True, False),
        (False, False, LIES, False, False),
    ],
)
def test_of_one_choice_all_is_the_first_line_and_advice_the_last(
    is_single, has_choice, advice, begins_with_all, all_is_chosen
):
    group = Given(
        name=LIES,
        control="radio",
        choices=[("v", "L", 1, False)],
        is_single=is_single,
        has_choice=has_choice,
        advice=advice,
    )
    lines = filter_form.choices(group).split("\n")
    assert (f'name="{HARMLESS}" value=""' in lines[0]) is begins_with_all
    assert ("checked" in lines[0]) is all_is_chosen
    assert (lines[-1] == f'<p class="hint">{HARMLESS}</p>') is bool(advice)
    assert len(lines) == 1 + begins_with_all + bool(advice)
    assert LIES not in "".join(lines)


def bound(name="area_min", value="", errors=()):
    return Given(name=name, label=LIES, id_for_label=f"id_{name}", errors=list(errors), value=lambda: value)


@pytest.mark.parametrize(
    ("field", "unit", "is_end", "holds", "lacks"),
    [
        (
            bound(),
            "m²",
            False,
            [f'>{HARMLESS}<span class="visually-hidden">, m²</span></label>', "<span>m²</span>"],
            ["value=", "aria-label", "aria-invalid"],
        ),
        (bound(), "", False, [f">{HARMLESS}</label>"], ["<span>"]),
        (bound(value="5"), "m²", False, [' value="5"', "<span>m²</span>"], []),
        (bound(value=0), "m²", False, [' value="0"'], []),
        (bound(value='5"<'), "m²", False, [' value="5&quot;&lt;"', "<span hidden>m²</span>"], []),
        (bound(value="5 ha"), "m²", False, ["<span hidden>m²</span>"], []),
        (bound(value="1.200,5"), "m²", False, ["<span>m²</span>"], []),
        (bound(), "m²", True, [f' aria-label="{HARMLESS}, m²"', ">ab</label>"], ['class="error"']),
        (bound("area_max"), "", True, [f' aria-label="{HARMLESS}"', ">bis</label>"], ['class="error"']),
        (
            bound(errors=[LIES, "b"]),
            "",
            False,
            [' aria-invalid="true"', f'id="error-area_min">{HARMLESS} b</p>'],
            [" hidden>"],
        ),
        (bound(), "", False, ['aria-describedby="error-area_min"', 'id="error-area_min" hidden></p>'], []),
    ],
)
def test_a_figure_says_its_unit_what_is_typed_and_what_is_wrong(field, unit, is_end, holds, lacks):
    html = filter_form.figure_field(field, unit, is_end)
    assert all(part in html for part in holds), html
    assert not any(part in html for part in lacks), html


@pytest.mark.parametrize(
    ("item", "html"),
    [
        (Given(asks_for_unknown=False), None),
        (None, ("", False, True, 0)),
        (
            Given(asks_for_unknown=True, unknown=LIES, unknown_is_chosen=True, left_out=3),
            (HARMLESS, True, False, 3),
        ),
        (
            Given(asks_for_unknown=True, unknown="a", unknown_is_chosen=False, left_out=0),
            ("a", False, True, 0),
        ),
    ],
)
def test_what_is_not_stated_may_be_asked_for_with_its_count(item, html):
    found = filter_form.unknown_choice(item)
    if html is None:
        assert found == ""
        return
    word, checked, hidden, count = html
    assert f'value="{word}"{" checked" if checked else ""}>' in found
    assert f'class="num"{" hidden" if hidden else ""}>{count}</span>' in found


def test_a_histogram_without_a_path_is_hidden_and_none_is_nothing():
    assert filter_form.histogram(None) == ""
    drawn = Given(figure="area", scale=(1, 2), path="M0")
    assert 'data-below="1" data-from="2"><svg' in filter_form.histogram(drawn)
    drawn.path = ""
    assert 'data-from="2" hidden><svg' in filter_form.histogram(drawn)


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
    monkeypatch.setattr(spaces, "installed_at", lambda extent: True)
    monkeypatch.setattr(spaces, "address_of", lambda space, page: f"/{page}/")


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
    monkeypatch.setattr(spaces, "installed_at", lambda extent: is_mapped)
    assert spaces.ground(space(**more)) == address


@pytest.mark.parametrize(("days", "is_later"), [(-1, False), (0, False), (1, True), (None, False)])
def test_a_day_is_later_when_it_is_to_come(days, is_later):
    day = None if days is None else timezone.localdate() + timedelta(days=days)
    assert spaces.later_day(Given(available_from=day)) == (day if is_later else None)


def test_credits_are_told_once_and_a_place_that_nobody_knows_not_at_all():
    assert spaces.credits([photo(credit="a"), photo(credit=""), photo(credit="a"), photo(credit="b")]) == [
        "a",
        "b",
    ]
    assert spaces.public_point(Given(public_location=None)) == ""


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


@pytest.mark.parametrize(("language", "around", "told"), [("de", "de", ""), ("de", "en", "de")])
def test_a_photo_in_a_text_tells_its_language_where_that_is_another(monkeypatch, language, around, told):
    given = {}
    monkeypatch.setattr(content, "language_of", lambda photo, field: language)
    monkeypatch.setattr(content, "shown", lambda body, figures: figures)
    monkeypatch.setattr(content, "render_to_string", lambda name, context: given.update(context) or "f")
    thing = Given(language_of=lambda field: around, body="b")
    assert content.richtext_with_photos(thing, {7: "photo"}, "50vw") == {7: "f"}
    assert given == {"placement": "photo", "sizes": "50vw", "language": told}


def test_a_piece_that_is_kept_names_its_rooms(monkeypatch):
    with pytest.raises(TemplateSyntaxError, match="rooms"):
        Template('{% load keeping %}{% keep "name" %}a{% endkeep %}')
    asked = []
    monkeypatch.setattr(keeping, "kept", lambda name, rooms, make: asked.append((name, rooms)) or make())
    page = Template('{% load keeping %}{% keep "name" "sites" room %}<a>{{ a }}{% endkeep %}')
    assert page.render(Context({"room": "news", "a": LIES})) == f"<a>{HARMLESS}"
    assert asked == [("piece:name", ["sites", "news"])]


def test_a_piece_that_is_remembered_names_its_rooms_or_none(monkeypatch):
    asked = []
    monkeypatch.setattr(
        keeping, "remembered", lambda name, rooms, make: asked.append((name, rooms)) or make()
    )
    for rooms in ("", ' "portal"'):
        page = Template(
            f'{{% load keeping %}}{{% remember "name"{rooms} %}}<a>{{{{ a }}}}{{% endremember %}}'
        )
        assert page.render(Context({"a": LIES})) == f"<a>{HARMLESS}"
    assert asked == [("piece:name", []), ("piece:name", ["portal"])]
