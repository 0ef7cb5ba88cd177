"""Five hundred addresses and what all answers to them name; tests/investors/test_agreement.py tries a hundred."""

import pytest

from tests.investors import test_agreement
from tests.investors.test_agreement import found_by_all

ask, dice = test_agreement.ask, test_agreement.dice


@pytest.mark.django_db
def test_every_answer_to_five_hundred_addresses_names_the_same_objects(dice, ask):
    assert len(found_by_all(dice, ask, 500)) > 100
