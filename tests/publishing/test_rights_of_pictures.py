"""Until when a picture may be shown. Its last day is a whole one, by the clock of Berlin."""

from datetime import UTC, date, datetime, timedelta

import pytest

from publishing.models import Picture
from tests.factories.news import ArticlePhotoFactory
from tests.factories.publishing import PictureFactory

pytestmark = pytest.mark.django_db

LAST_DAY = date(2026, 6, 9)
LAST_SECOND = datetime(2026, 6, 9, 21, 59, 59, tzinfo=UTC)  # in Berlin a second before midnight


@pytest.mark.parametrize(
    ("at", "is_shown"),
    [
        (LAST_SECOND - timedelta(hours=23), True),
        (LAST_SECOND, True),
        (LAST_SECOND + timedelta(seconds=1), False),
    ],
)
def test_a_picture_is_shown_to_the_end_of_the_last_day_of_its_rights(at, is_shown):
    picture = ArticlePhotoFactory(picture=PictureFactory(rights_until=LAST_DAY)).picture
    assert picture.is_licensed(at) is is_shown
    assert Picture.objects.licensed(at).contains(picture) is is_shown
    assert Picture.objects.missing(at).contains(picture) is not is_shown


def test_rights_without_an_end_do_not_end():
    picture = ArticlePhotoFactory(picture=PictureFactory(rights_until=None)).picture
    assert picture.is_licensed(LAST_SECOND)
    assert Picture.objects.licensed(LAST_SECOND).contains(picture)
    assert not Picture.objects.missing(LAST_SECOND).exists()


@pytest.mark.parametrize(("days", "ends_soon"), [(-1, False), (0, True), (60, True), (61, False)])
def test_rights_end_soon_within_sixty_days(days, ends_soon):
    picture = PictureFactory(rights_until=LAST_DAY + timedelta(days=days))
    assert Picture.objects.with_rights_ending_soon(LAST_SECOND).contains(picture) is ends_soon
