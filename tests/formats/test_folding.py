"""What is searched and what is searched for are spelt alike."""

import pytest

from formats.folding import fold, plain_text, sort_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Größe  Café", "groesse cafe"),
        ("Marke™ ℡", "marketm tel"),
        ("İzmir", "izmir"),
        ("", ""),
        ("Łódź Æbeløl Straße", "lodz aebelol strasse"),
    ],
)
def test_case_umlauts_accents_and_signs_are_folded(text, folded):
    assert fold(text) == folded
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("text", "key"), [("„Am Kreuz“ – 2. Teil", "amkreuz2teil"), ("Ärmelkanal", "aermelkanal"), ("", "")]
)
def test_only_letters_and_digits_decide_the_order(text, key):
    assert sort_key(text) == key


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>Kies &amp; Sand</p><ul><li>eins</li><li>zwei</li></ul>", "Kies & Sand eins zwei"),
        ("3 &lt; 4", "3 < 4"),
        ("", ""),
        (None, ""),
    ],
)
def test_of_a_text_its_words_are_left_each_by_itself(markup, words):
    assert plain_text(markup) == words
