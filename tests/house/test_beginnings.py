"""No test begins with what another one left behind, in whatever order processes share them out."""

import pytest
from django.utils import translation


@pytest.mark.parametrize("language", ["en", "de"])
def test_begins_in_german_though_a_test_before_it_ended_in_another_language(language):
    """A parameter of this name once took the place of the fixture that sees to it: exposé tests failed, rarely."""
    assert translation.get_language() == "de"
    translation.activate(language)
