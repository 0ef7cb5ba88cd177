"""Approved mails to readers of English pages: no German but the names of things."""

import re
from pathlib import Path

from tests.english import german_in

MAILS = Path(__file__).parent / "outputs/mails"
NAMES = re.compile(r"Halle ohne Angaben|Vergessene Fläche|https://\S+")


def test_mails_to_readers_of_english_have_no_german_but_names():
    mails = {path.name: path.read_text() for path in MAILS.rglob("*.txt")}
    english = [
        mail
        for name, mail in mails.items()
        if name.endswith("_en.txt") or re.search(r"^To: \w+-en@|^Content-Language: en", mail, re.MULTILINE)
    ]
    assert len(english) >= 5
    assert [german_in(NAMES.sub(" ", mail)) for mail in english] == [[]] * len(english)
