from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.factories.regions import AreaFactory, LandmarkFactory


@pytest.mark.django_db
def test_slug_is_made_from_name_and_key():
    assert AreaFactory(name="Dessau-Roßlau", key="15001000").slug == "dessau-rosslau-15001000"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"key": "14713000"},
        {"key": "14"},
        {"key": "1471300A"},
        {"valid_from": date(2018, 1, 1), "valid_until": date(2017, 1, 1)},
    ],
    ids=["key taken", "key of a state", "letter in the key", "period reversed"],
)
def test_area_that_cannot_be_is_refused(fields):
    AreaFactory(key="14713000")
    area = AreaFactory.build(**{"key": "14713001", "slug": "leipzig"} | fields)
    with pytest.raises(ValidationError):
        area.full_clean()


def test_landmark_says_its_code():
    assert str(LandmarkFactory.build(code="LEJ")) == "Leipzig/Halle (LEJ)"
