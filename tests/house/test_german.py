"""The German of the catalogues and of the handbook is of one voice: one thing has one word."""

import ast
import re
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext
from django_otp_webauthn import exceptions

from portal.administration.handbook import FOLDER as HANDBOOK

ROOT = Path(__file__).parents[2]
CATALOGUES = sorted((ROOT / "locale" / "de" / "LC_MESSAGES").glob("*.po"))
OF_PEOPLE = "subject_request.html"
"""What is stored about somebody is no entry that an editor saves."""
DESK = [
    "editing",
    "portal/server/submitted_form.py",
    "templates/admin",
    "templates/editing",
    "templates/reversion",
    "templates/components/preview_note.html",
]
ELSEWHERE = {
    "Benutzer": "Konto",
    "Knopf": "Schaltfläche",
    "Knöpf": "Schaltflächen",
    "Verfasser": "Autorin oder Autor",
}
"""{what is not said: what is said instead}."""
OTHER_WORD = re.compile("|".join([*ELSEWHERE, r"(?<!E-)\bMail", r"(?<!oder )(?<!oder de[nr] )\bAutor\b"]))
"""Those, and “Mail” where it is an E-Mail, and half a pair."""


def string_of(lines):
    return "".join(ast.literal_eval(line) for line in lines)


def texts(catalogue):
    """[(English, German)], plurals apart."""
    for entry in catalogue.read_text(encoding="utf-8").split("\n\n")[1:]:
        english = re.search(r'^msgid ((?:".*"\n?)+)', entry, re.MULTILINE)
        for german in re.findall(r'^msgstr(?:\[\d\])? ((?:".*"\n?)+)', entry, re.MULTILINE):
            yield string_of(english[1].splitlines()), string_of(german.splitlines())


def said_by(places):
    """The code and templates there, each text on one line as the catalogue has it."""
    files = [
        path
        for place in places
        for path in [ROOT / place, *sorted((ROOT / place).rglob("*"))]
        if path.suffix in {".py", ".html"} and path.name != OF_PEOPLE
    ]
    source = " ".join(path.read_text(encoding="utf-8") for path in files)
    return re.sub(r"\s+", " ", re.sub(r'"\s*\n\s*"', "", source))


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.name)
def test_one_thing_has_one_german_word(catalogue):
    found = list(texts(catalogue))
    assert found
    assert [german for _english, german in found if OTHER_WORD.search(german)] == []


def test_the_desk_speaks_of_saving_in_one_word():
    """Editors “sichern” their entries; visitors “speichern” a search, and everybody a file."""
    desk = said_by(DESK)
    found = [
        german
        for english, german in texts(ROOT / "locale/de/LC_MESSAGES/django.po")
        if re.search("speicher", german, re.IGNORECASE) and as_written(english) in desk
    ]
    assert found == []


def as_written(english):
    return re.sub(r"%\((\w+)\)s", r"{{ \1 }}", english)


@pytest.mark.parametrize("chapter", sorted(HANDBOOK.glob("*.md")), ids=lambda path: path.stem)
def test_the_handbook_uses_the_words_of_the_desk(chapter):
    text = chapter.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if OTHER_WORD.search(line)] == []


def test_what_a_passkey_is_refused_for_is_said_in_our_words():
    with translation.override("de"):
        refusals = [
            gettext(str(fault.default_detail)) for fault in exceptions.OTPWebAuthnApiError.__subclasses__()
        ]
    assert len(refusals) > 5
    assert [refusal for refusal in refusals if "Benutzer" in refusal] == []
