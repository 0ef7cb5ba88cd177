"""What a search marks, a form brings back and a log tells, at the limits, without a database."""

import json
import logging
from types import SimpleNamespace as Given

import pytest
from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.test import RequestFactory
from django.utils.datastructures import MultiValueDict

from portal import placeholders, search
from portal.server import log_lines
from portal.server import submitted_form as typed_forms
from portal.server.submitted_form import SubmittedForm, is_restorable

pytestmark = pytest.mark.usefixtures("english")


# --- Search


@pytest.mark.parametrize(
    ("text", "folded", "shown"),
    [
        ("Große Halle", ["gross"], "[Groß]e Halle"),
        ("Straße", ["strasse"], "[Straße]"),
        ("Straße", ["s"], "[S]tra[ß]e"),
        ("Halle Halle", ["halle"], "[Halle] [Halle]"),
        ("Halle", ["hal", "alle"], "[Halle]"),
        ("Halle", ["hal", "le"], "[Halle]"),
        ("Halle", ["ha", "le"], "[Ha]l[le]"),
        ("Halle", ["halle", "al"], "[Halle]"),
        ("Halle", ["x"], "Halle"),
        ("Halle", [], "Halle"),
        ("", ["x"], ""),
    ],
)
def test_words_are_marked_where_they_stand(text, folded, shown):
    assert search.highlight(text, folded) == shown.replace("[", "<mark>").replace("]", "</mark>")
    assert search.contains_any(text, folded) is ("[" in shown)


@pytest.mark.parametrize(
    ("text", "start", "end", "length"),
    [
        ("a" * 220, "aaa", "aaa", 220),
        ("abcd " * 44, "abcd", "abcd ", 220),
        ("abcd " * 44 + "a", "abcd", "abcd …", 221),
        ("abcd " * 20 + "halle " + "efgh " * 50, "… abcd", "efgh …", 219),
        ("abcd " * 12 + "halle", "abcd", "halle", 65),
        ("abcd " * 12 + "a halle", "… abcd", "halle", 64),
    ],
)
def test_an_excerpt_begins_before_the_first_word_and_ends_between_words(text, start, end, length):
    cut = search.cut_excerpt(text, ["halle"])
    assert cut.startswith(start)
    assert cut.endswith(end)
    assert len(cut) == length


@pytest.mark.parametrize(
    ("known", "count", "number"), [(999, 999, "999"), (1000, 1000, "1,000"), (1001, 1000, "more than 1,000")]
)
def test_of_very_many_hits_so_many_can_be_read(known, count, number):
    group = search.HitGroup("news", "News", [], "title", (), "/", known_count=known)
    assert (group.count, group.number) == (count, number)


@pytest.mark.parametrize(
    ("by_words", "by_facts", "is_facts"),
    [
        (2, None, False),
        (2, 2, False),
        (2, 3, True),
        (0, 1, True),
        (0, 0, False),
        (1001, 999, False),
        (1001, 1001, False),
        (1000, 1001, True),
    ],
)
def test_facts_are_asked_for_where_they_find_more(monkeypatch, by_words, by_facts, is_facts):
    found = Given()
    found.newest_first = lambda: found
    on_offer = Given(matching_with_count=lambda words: (found, by_words))
    on_offer.only = lambda *columns: on_offer
    spaces = Given(on_offer=lambda: Given(published=lambda: on_offer))
    facts = None if by_facts is None else Given(capped_count=lambda: by_facts)
    monkeypatch.setattr(search, "Space", Given(objects=spaces))
    monkeypatch.setattr(search, "filter_by_phrase", lambda words, rows: facts)
    rows, number, address = search.search_spaces("halle 04")
    assert rows is (facts if is_facts else found)
    assert number == (by_facts if is_facts else by_words)
    assert address.endswith("?ask=halle+04" if is_facts else "?q=halle+04")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a [Lücke: Name] b", "a  b"),
        ("[Gap: name]", ""),
        ("[Wert: a][Value: b]", ""),
        ("[Lücke:]", "[Lücke:]"),
        (None, ""),
        ("[Andere: a]", "[Andere: a]"),
    ],
)
def test_marks_of_a_legal_text_are_not_found(markup, text):
    assert placeholders.strip_legal_placeholders(markup) == text


# --- What was typed


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("title", True),
        ("_save", False),
        ("_popup", True),
        ("_to_field", True),
        ("csrfmiddlewaretoken", False),
        ("typed_before", False),
        ("password1", False),
        ("old_password", False),
        ("a_b", True),
    ],
)
def test_buttons_and_secrets_are_not_carried(name, kept):
    assert is_restorable(name) is kept
    assert ("a" in SubmittedForm([[name, "a"]], []).as_post().getlist(name)) is kept
    post = QueryDict(mutable=True)
    post.setlist(name, ["a", "b"])
    found = SubmittedForm.from_post(Given(POST=post, FILES=MultiValueDict()))
    assert found.pairs == ([[name, "a"], [name, "b"]] if kept else [])


@pytest.mark.parametrize(
    ("text", "is_read"),
    [
        ('{"pairs": [["a", "b"]], "files": ["c"]}', True),
        ('{"pairs": [], "files": []}', True),
        ("", False),
        ("[]", False),
        ('{"pairs": []}', False),
        ('{"files": []}', False),
        ('{"pairs": [["a"]], "files": []}', False),
        ('{"pairs": [["a", 1]], "files": []}', False),
        ('{"pairs": [], "files": [1]}', False),
        ('{"pairs": 1, "files": []}', False),
        ('{"pairs": [["a", "\\ud800"]], "files": []}', False),
    ],
)
def test_what_a_page_carries_is_read_or_refused(text, is_read):
    if is_read:
        assert json.loads(SubmittedForm.from_json(text).as_json) == json.loads(text)
        return
    with pytest.raises(BadRequest):
        SubmittedForm.from_json(text)


@pytest.mark.parametrize(
    ("origin", "is_ours"),
    [
        ("http://testserver", True),
        ("https://testserver", False),
        ("https://b.example", True),
        (None, False),
        ("null", False),
    ],
)
def test_only_a_page_of_this_portal_is_believed(settings, origin, is_ours):
    settings.CSRF_TRUSTED_ORIGINS = ["https://b.example"]
    request = RequestFactory().post("/", **({"HTTP_ORIGIN": origin} if origin else {}))
    assert typed_forms.is_same_origin(request) is is_ours


# --- The log


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("192.0.2.77", "192.0.2.0"),
        ("2001:db8:1:2::7", "2001:db8:1::"),
        ("::ffff:192.0.2.77", "192.0.2.0"),
        ("", "somewhere"),
        ("a", "somewhere"),
    ],
)
def test_an_address_is_logged_without_its_end(address, masked):
    assert log_lines.mask_address(address) == masked


@pytest.mark.parametrize(
    ("status", "has_traceback", "names_request"),
    [(None, True, False), (399, True, False), (400, False, True), (499, False, True), (500, True, False)],
)
def test_what_was_refused_takes_one_line(status, has_traceback, names_request):
    record = logging.LogRecord("a", logging.ERROR, "a", 1, "line\nof vera@example.org", (), None)
    record.exc_text = "Traceback"
    record.status_code, record.request = status, RequestFactory().get("/a/", REMOTE_ADDR="192.0.2.7")
    line = log_lines.LineFormatter().format(record)
    assert line.startswith("line\\nof …@example.org")
    assert ("Traceback" in line) is has_traceback
    assert line.endswith(" [GET /a/ from 192.0.2.0]") is names_request
    assert record.exc_text == "Traceback"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("/a/abcdEFGHabcdefghijkl/", "/a/abcd…/"),
        ("/a/abcdEFGHabcdefghijk/", "/a/abcdEFGHabcdefghijk/"),
        ("/a/abcd:fghabcdefghijkl/", "/a/abcd…/"),
        ("/a/eine-lange-adresse-ohne-geheimnis/", "/a/eine-lange-adresse-ohne-geheimnis/"),
        (f"/a/{'a1' * 14}/", "/a/a1a1…/"),
        (f"/a/a{'a1' * 13}/", f"/a/a{'a1' * 13}/"),
        ("a\x1bb\u2028c ä", "a\\x1bb\\u2028c ä"),
    ],
)
def test_a_secret_in_a_path_shows_its_beginning_only(text, line):
    assert log_lines.escape_unprintable(text) == line
