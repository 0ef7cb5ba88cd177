"""What the commands of the pool do and say."""

import pytest
from django.core.management import call_command

from sites.models import Space
from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.django_db


def test_the_command_works_out_anew_what_spaces_store_of_others_and_says_of_how_many(capsys):
    space = SpaceFactory()
    Space.objects.update(public_location=None)
    call_command("refresh_spaces")
    assert capsys.readouterr().out == "1 spaces refreshed.\n"
    space.refresh_from_db()
    assert space.public_location is not None
