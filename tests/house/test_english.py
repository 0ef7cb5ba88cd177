"""Mails in English hold no German; the trial that crawls English pages finds what it asks for."""

from pathlib import Path

import pytest

from tests.english import WORDS, german_in, german_on

MAILS = Path(__file__).parents[1] / "approved" / "outputs" / "mails"
ENGLISH = [
    "to_editors/invitation_en",
    "to_editors/password_reset_en",
    "to_investors/enquiry_en_3",
    "to_investors/search_to_confirm_en",
]


@pytest.mark.parametrize("mail", ENGLISH)
def test_a_mail_in_english_has_no_german(mail):
    text = (
        (MAILS / f"{mail}.txt").read_text().replace("4715 Halle ohne Angaben", "4715")
    )  # a name without English
    assert german_in(text) == []


def test_some_700_words_are_looked_for_and_found_but_where_they_say_that_they_are_german():
    assert len(WORDS) > 600
    page = '<p>Area of the Fläche</p><p lang="de">Die <b>ist</b></p><img alt="eine Halle"><p>MIT in Halle (Saale)'
    assert german_on(page) == ["Fläche", "eine"]
