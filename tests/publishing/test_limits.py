"""What is taken, shown and led to, at the very limits: each condition by itself, without a database."""

import io
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace as Given

import pytest
from django.http import Http404
from django.utils import translation
from PIL import Image

from publishing import (
    addresses,
    decoding,
    images,
    perceptual_hash,
    reach,
    refusals,
    slugs,
    targets,
)
from publishing.models import Picture, Publishable
from publishing.models.publishable import language_of, not_reserved
from publishing.models.redirect import is_trusted, site_path
from publishing.views import Gone, PublishedDetailView
from sites.models import Space
from tests.publishing.refusals import code_of

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
State = Publishable.WorkflowState


# --- What the public may see


@pytest.mark.parametrize(
    ("more", "is_public"),
    [
        ({}, True),
        ({"workflow_state": State.DRAFT}, False),
        ({"workflow_state": State.WITHDRAWN}, False),
        ({"published_from": NOW}, True),
        ({"published_from": NOW + SECOND}, False),
        ({"published_until": NOW}, False),
        ({"published_until": NOW + SECOND}, True),
        ({"confirm_until": NOW.date()}, True),
        ({"confirm_until": NOW.date() - DAY}, False),
    ],
)
def test_a_thing_is_public_from_its_first_moment_to_its_last_day(more, is_public):
    assert Space(**{"workflow_state": State.PUBLISHED} | more).is_published(NOW) is is_public


@pytest.mark.parametrize(
    ("first", "state", "start", "found"),
    [
        (None, State.DRAFT, None, None),
        (None, State.PUBLISHED, None, NOW),
        (None, State.PUBLISHED, NOW + DAY, NOW + DAY),
        (None, State.PUBLISHED, NOW - DAY, NOW),
        (NOW - DAY, State.DRAFT, None, NOW - DAY),
        (NOW, State.PUBLISHED, NOW + DAY, NOW),
        (NOW + DAY, State.PUBLISHED, NOW + 2 * DAY, NOW + 2 * DAY),
        (NOW + DAY, State.DRAFT, None, None),
    ],
)
def test_a_first_publication_stays_and_one_ahead_may_move(first, state, start, found):
    thing = Space(first_published_at=first, workflow_state=state, published_from=start)
    assert thing.first_publication(NOW) == found
    assert thing.has_been_public(NOW) is (first is not None and first <= NOW)


@pytest.mark.parametrize(
    ("is_public", "may_look", "was_public", "shown"),
    [
        (True, False, False, False),
        (False, True, False, True),
        (False, False, True, Gone),
        (False, False, False, Http404),
    ],
)
def test_what_is_not_public_is_a_preview_gone_or_unknown(monkeypatch, is_public, may_look, was_public, shown):
    monkeypatch.setattr("publishing.views.may_look", lambda request, obj: may_look)
    thing = Given(is_published=lambda: is_public, has_been_public=lambda: was_public)
    view = Given(object=thing, request=Given())
    if isinstance(shown, bool):
        assert PublishedDetailView.is_preview(view) is shown
    else:
        with pytest.raises(shown):
            PublishedDetailView.is_preview(view)


@pytest.mark.parametrize(
    ("preview", "is_staff", "has_right", "may", "is_noted"),
    [
        (None, True, True, True, False),
        (None, True, False, False, True),
        (None, False, True, False, True),
        (True, False, False, True, False),
        (False, True, True, False, False),
    ],
)
def test_staff_with_the_right_may_look_and_others_are_noted(
    monkeypatch, preview, is_staff, has_right, may, is_noted
):
    noted = []
    monkeypatch.setattr(refusals, "note_refusal", noted.append)
    request = Given(
        user=Given(is_staff=is_staff, has_perm=lambda right, obj: has_right and right == "sites.view_space")
    )
    if preview is not None:
        request.preview = Given(shows=lambda obj: preview)
    assert refusals.may_look(request, Space()) is may
    assert bool(noted) is is_noted


@pytest.mark.parametrize(
    ("user", "is_noted"),
    [(None, False), (Given(is_authenticated=False), False), (Given(is_authenticated=True, pk=7), True)],
)
def test_only_who_is_logged_in_is_noted(caplog, user, is_noted):
    refusals.note_refusal(Given(user=user, method="GET", path="/a/"))
    assert ("user 7" in caplog.text) is is_noted


@pytest.mark.parametrize("function", [reach.visible, reach.editable, reach.releasable])
@pytest.mark.parametrize("right", ["view", "change", "release", None])
def test_rows_are_all_or_none_by_the_right_to_their_model(function, right):
    opens = {reach.visible: {"view", "change"}, reach.editable: {"change"}, reach.releasable: {"release"}}[
        function
    ]
    user = Given(has_perm=lambda name, obj: right is not None and name == f"news.{right}_article")
    rows = Given(model=Given(_meta=Given(app_label="news", model_name="article")), none=lambda: "none")
    assert function(rows, user) == (rows if right in opens else "none")


@pytest.mark.parametrize(("until", "is_licensed"), [(None, True), (0, True), (-1, False)])
def test_a_picture_is_shown_to_the_end_of_its_last_day(until, is_licensed):
    day = None if until is None else NOW.date() + until * DAY
    assert Picture(rights_until=day).is_licensed(NOW) is is_licensed


def test_a_text_is_shown_in_its_language_or_in_german():
    thing = Space(name_de="Halle", name_en="")
    with translation.override("en"):
        assert (language_of(thing, "name"), thing.is_translated) == ("de", False)
        thing.name_en = "Hall"
        assert (language_of(thing, "name"), thing.is_translated) == ("en", True)
    assert thing.translated_into == ["de", "en"]
    assert Space(name_de="Halle").translated_into == ["de"]


# --- Addresses


@pytest.mark.parametrize(
    ("value", "is_taken"), [("/a/", True), ("a/", False), ("//a/", False), ("/a\\b", False), ("/", True)]
)
def test_a_path_of_this_site_begins_with_one_slash(value, is_taken):
    assert bool(code_of(site_path, value)) is not is_taken


@pytest.mark.parametrize(
    ("address", "trusted"),
    [
        ("https://a.example/x", True),
        ("http://a.example", True),
        ("ftp://a.example/", False),
        ("https://b.example/", False),
        ("//a.example/", False),
        ("/a", False),
    ],
)
def test_a_redirect_leads_to_named_hosts_alone(settings, address, trusted):
    settings.REDIRECT_HOSTS = ["a.example"]
    assert is_trusted(address) is trusted


def test_an_old_address_is_known_by_what_a_request_names_of_it_the_closest_first():
    assert addresses.spellings("/a", "y=2&x=1")[:4] == ["/a?x=1&y=2", "/a/?x=1&y=2", "/a?y=2", "/a/?y=2"]
    assert addresses.spellings("/a/")[:2] == ["/a/", "/a"]
    assert addresses.spellings("/") == ["/"]
    assert addresses.spellings("/a\x00") == []
    assert addresses.spellings("/" + "a" * addresses.LONGEST) == []
    assert len(addresses.spellings("/" + "a" * (addresses.LONGEST - 1))) == 1
    many = "&".join(f"p{number}=1" for number in range(addresses.MOST_PARAMETERS + 1))
    assert f"p{addresses.MOST_PARAMETERS}" not in addresses.spellings("/a/", many)[0]


@pytest.mark.parametrize(
    ("address", "query", "whole"),
    [
        ("/a/", "", "/a/"),
        ("/a/", "x=1", "/a/?x=1"),
        ("/a/?y=2", "x=1", "/a/?y=2&x=1"),
        ("/a/#b", "x=1", "/a/?x=1#b"),
    ],
)
def test_further_parameters_come_along(address, query, whole):
    assert addresses.joined(address, query) == whole
    assert addresses.without("x=1&y=2&z=3", "y=2") == "x=1&z=3"


def test_an_address_ends_with_a_letter_and_reserved_words_are_none():
    assert slugs.cut("abc-def", 4) == "abc"
    assert slugs.made_of("A b_", 3) == "a-b"
    assert code_of(not_reserved, "karte")
    assert not code_of(not_reserved, "karten")


@pytest.mark.parametrize(
    ("is_public", "was_public", "state"),
    [(True, True, "ANSWERS"), (False, True, "GONE"), (False, False, "HIDDEN")],
)
def test_a_page_answers_is_gone_or_hidden(is_public, was_public, state):
    thing = Given(is_published=lambda at: is_public, has_been_public=lambda at: was_public)
    view = PublishedDetailView.__new__(PublishedDetailView)
    assert targets._state_of_object(view, thing, NOW) == targets.State[state]
    assert targets._state_of_object(Given(), thing, NOW) == targets.State.ANSWERS


# --- Pictures


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (100, [100]),
        (480, [480]),
        (481, [480, 481]),
        (1600, [480, 960, 1600]),
        (1601, [480, 960, 1600]),
        (960, [480, 960]),
    ],
)
def test_variants_are_smaller_than_the_picture_or_as_wide(width, widths):
    assert images.variant_widths(width) == widths


@pytest.mark.parametrize(
    ("x", "y", "name"),
    [
        (0, 0, "focal-0-0"),
        (50, 50, "focal-2-2"),
        (100, 100, "focal-4-4"),
        (13, 12, "focal-1-0"),
        (38, 37, "focal-2-1"),
    ],
)
def test_a_focal_point_is_one_of_25(x, y, name):
    assert Picture(focal_x=x, focal_y=y).focal_class == name


@pytest.mark.parametrize("over", [0, 1])
def test_a_picture_has_as_many_pixels_as_are_allowed(settings, over):
    settings.PICTURE_MAX_PIXELS = 36_000_000
    assert code_of(decoding.refuse_pixels, 36_000_000 + over) == ("too_many_pixels" if over else "")


@pytest.mark.parametrize(("size", "code"), [(99, ""), (98, "too_big")])
def test_a_picture_is_as_large_as_is_allowed(settings, size, code):
    content = io.BytesIO()
    Image.new("RGB", (4, 4)).save(content, "PNG")
    settings.PICTURE_MAX_BYTES = len(content.getvalue()) - 99 + size
    content.size = len(content.getvalue())
    assert code_of(images.open_upload, content) == code


def test_two_pictures_are_alike_up_to_so_many_bits_and_so_much_colour():
    def rows(*hashes):
        pairs = list(enumerate(hashes, 1))
        found = Given(order_by=lambda: Given(values_list=lambda *names: pairs))
        found.exclude = lambda **by: found
        found.get = lambda pk: pk
        return found

    def found(wanted, *hashes):
        return perceptual_hash.lookalike(Given(pk=9, perceptual_hash=wanted), rows(*hashes))

    def hash_of(bits=0, grey=0):
        return f"{(1 << bits) - 1:016x}{bytes([grey] * 48).hex()}"

    most, colour = perceptual_hash.MOST_BITS, perceptual_hash.MOST_COLOUR
    assert found(hash_of(), hash_of(most), hash_of(1), hash_of(2)) == 2
    assert found(hash_of(), hash_of(most)) == 1
    assert found(hash_of(), hash_of(most + 1)) is None
    assert found(hash_of(), hash_of(grey=colour)) == 1
    assert found(hash_of(), hash_of(grey=colour + 1), hash_of(most)) == 2
    assert found(hash_of(), "0" * perceptual_hash.LIGHTS) == 1
    assert found(perceptual_hash.NONE, hash_of()) is None
