"""What a choice is called."""

import pytest
from django.utils import translation

from formats.choices import choice_label
from sites.models import Offer


@pytest.mark.parametrize(
    ("price_type", "label"), [("fixed", "fixed price"), ("", ""), (None, ""), ("barter", "barter")]
)
def test_a_choice_is_called_by_its_label_and_what_is_none_by_itself(price_type, label):
    with translation.override("en"):
        assert choice_label(Offer(price_type=price_type), "price_type") == label
