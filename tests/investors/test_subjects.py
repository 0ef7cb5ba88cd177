"""What stands in the subject of a mail: what happened, in one line, however much it was."""

from types import SimpleNamespace as Given

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override


def subject_of(mail, language, **context):
    with override(language):
        return " ".join(render_to_string(f"investors/mail/{mail}_subject.txt", context).split())


@pytest.mark.parametrize(
    ("counts", "german", "english"),
    [
        ((1, 0, 0), "1 neu", "1 new"),
        ((0, 2, 0), "2 geändert", "2 changed"),
        ((0, 0, 3), "3 weggefallen", "3 gone"),
        ((1, 2, 0), "1 neu, 2 geändert", "1 new, 2 changed"),
        ((1, 0, 3), "1 neu, 3 weggefallen", "1 new, 3 gone"),
        ((0, 2, 3), "2 geändert, 3 weggefallen", "2 changed, 3 gone"),
        ((1, 2, 3), "1 neu, 2 geändert, 3 weggefallen", "1 new, 2 changed, 3 gone"),
    ],
)
def test_an_alert_tells_each_sort_of_news_there_is(counts, german, english):
    names = ("new", "changed", "gone")
    sections = {name: {"count": count} for name, count in zip(names, counts, strict=True)}
    assert subject_of("alert_news", "de", sections=sections) == f"Ihr Suchauftrag: {german}"
    assert subject_of("alert_news", "en", sections=sections) == f"Your search alert: {english}"


@pytest.mark.parametrize(
    ("numbers", "named"), [(0, ""), (1, ": 1001"), (9, ": 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, …")]
)
def test_an_enquiry_is_told_with_up_to_eight_numbers(numbers, named):
    spaces = [Given(number=1001 + number) for number in range(numbers)]
    context = {"enquiry": Given(reference="A-7K3F9Q2H"), "spaces": spaces}
    assert subject_of("enquiry_contact", "de", **context) == f"Anfrage A-7K3F9Q2H{named}"
    assert subject_of("enquiry_copy", "de", **context) == f"Kopie: Anfrage A-7K3F9Q2H{named}"
