"""The year of tests/sites/test_simulated_year.py over 600 objects and 60 contacts, which takes a minute and more."""

import pytest

from tests.sites.test_simulated_year import live_through_a_year


@pytest.mark.django_db
def test_a_year_with_six_hundred_objects_and_sixty_contacts(settings):
    live_through_a_year(settings, objects=600, contacts=60)
