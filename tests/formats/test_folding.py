"""What is searched and what is searched for are spelt alike."""

import pytest

from formats.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Größe  Café", "groesse cafe"), ("Marke™ ℡", "marketm tel"), ("İzmir", "izmir"), ("", "")],
)
def test_case_umlauts_accents_and_signs_are_folded(text, folded):
    assert fold(text) == folded
    assert fold(folded) == folded
