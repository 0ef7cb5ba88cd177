"""What a row with a picture may say about it: credit, licence, rights and focal point belong to the picture."""

from types import SimpleNamespace

import pytest

from editing.admin.photos import DETAILS, PictureUploadForm
from publishing.models import Picture

SAID = {"credit": "Mara Licht", "licence": "", "rights_until": None, "focal_x": 40, "focal_y": 60}


class Row(PictureUploadForm):
    """A row that came back with `said`; what a form needs besides is left out."""

    def __init__(self, said=None, *, required=False, may=True):
        self.cleaned_data = SAID | (said or {})
        self.credit_required = required
        self.may, self.told, self._errors = may, [], {}

    def may_describe(self, picture):
        return self.may

    def add_error(self, field, error):
        self.told.append((field, str(error)))


def picture(**more):
    return SimpleNamespace(**SAID | more)


def test_all_details_are_looked_at():
    assert set(SAID) == set(DETAILS)


@pytest.mark.parametrize(
    ("name", "other"),
    [("credit", "X"), ("licence", "cc"), ("rights_until", "2030"), ("focal_x", 41), ("focal_y", 0)],
)
def test_one_detail_that_differs_is_a_difference(name, other):
    assert Row().details_differ(picture()) is False
    assert Row({name: other}).details_differ(picture()) is True


def test_a_focal_point_that_is_not_sent_is_the_middle():
    middle = {name: Picture._meta.get_field(name).default for name in ("focal_x", "focal_y")}
    assert middle == {"focal_x": 50, "focal_y": 50}
    assert Row({"focal_x": None, "focal_y": None}).details() == SAID | middle
    assert Row({"focal_x": 0}).details() == SAID | {"focal_x": 0}


@pytest.mark.parametrize(
    ("required", "known", "typed", "is_asked"),
    [
        (True, "", "", True),
        (True, "A", "", True),
        (False, "A", "", True),
        (False, "", "", False),
        (True, "A", "A", False),
    ],
)
def test_a_credit_is_asked_for_where_there_was_one_or_has_to_be(required, known, typed, is_asked):
    row = Row({"credit": typed}, required=required)
    row.check_details(picture(credit=known))
    assert bool(row.told) is is_asked


def test_the_details_of_a_picture_that_others_show_stay_and_name_its_credit():
    row = Row({"credit": "Ich"}, may=False)
    row.check_details(picture(credit="Die <anderen>"))
    [(field, words)] = row.told
    assert field == "credit"
    assert "Die <anderen>" in words
    same = Row(may=False)
    same.check_details(picture())
    allowed = Row({"credit": "Ich"})
    allowed.check_details(picture(credit="Die anderen"))
    assert same.told == allowed.told == []


def test_a_credit_that_is_wrong_already_is_not_complained_of_twice():
    row = Row({"credit": ""}, required=True)
    row._errors = {"credit": ["zu lang"]}
    row.check_details(picture())
    assert row.told == []
