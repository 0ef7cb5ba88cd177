"""What visitors see of freshness: the date, the mark, the reason why an object is gone; and the report."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from portal.models import SiteProfile
from sites.freshness.report import freshness_report
from sites.models.check_rules import GRACE_DAYS, MARKED_AFTER_DAYS
from tests.factories.accounts import UserFactory
from tests.factories.checking import DueSpaceFactory, at_noon
from tests.factories.sites import MunicipalityFactory, SpaceFactory
from tests.reading import text_of
from tests.sitemap import urls_of_the_sitemap

pytestmark = [pytest.mark.django_db, pytest.mark.once]

MARK = "Nicht bestätigt seit"


def page_of(client, space):
    return client.get(space.get_absolute_url())


@pytest.mark.parametrize(
    ("overdue", "is_marked"),
    [(-20, False), (0, False), (MARKED_AFTER_DAYS - 1, False), (MARKED_AFTER_DAYS, True), (GRACE_DAYS, True)],
)
def test_the_date_is_always_told_and_the_mark_when_nobody_answers(client, overdue, is_marked):
    space = DueSpaceFactory(overdue=overdue, data_as_of="2020-03-05")
    answer = page_of(client, space)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "5.\u00a0März 2020" in page
    assert (MARK in page) is is_marked


def test_after_the_grace_the_address_tells_the_reason_and_similar_objects(client):
    space = DueSpaceFactory(overdue=GRACE_DAYS + 1, data_as_of="2020-03-05")
    similar = SpaceFactory(name="Ersatzfeld")
    answer = page_of(client, space)
    assert answer.status_code == 410
    page = answer.content.decode()
    assert "zurzeit nicht gezeigt" in page
    assert "5.\u00a0März 2020" in page
    assert similar.name in page
    assert space.name not in page


@pytest.mark.parametrize("fields", [{"workflow_state": "withdrawn"}, {"taken": True}])
def test_what_is_gone_for_another_reason_does_not_say_so(client, fields):
    space = DueSpaceFactory(overdue=GRACE_DAYS + 1)
    type(space).objects.filter(pk=space.pk).update(
        **({"marketing_status": "taken"} if "taken" in fields else fields)
    )
    answer = page_of(client, space)
    assert answer.status_code == 410
    assert "nicht mehr im Angebot" in answer.content.decode()


def test_what_is_sold_is_not_marked(client):
    space = DueSpaceFactory(overdue=20, taken=True)
    assert MARK not in text_of(page_of(client, space))


def test_what_left_is_found_nowhere(client):
    space = DueSpaceFactory(overdue=GRACE_DAYS + 1, name="Altfeld", name_de="Altfeld")
    there = SpaceFactory(name="Neufeld")
    numbers = f"?number={space.number}&number={there.number}"
    for name in ("list", "feed", "csv", "geojson", "map_objects"):
        page = text_of(client.get(reverse(f"sites:{name}") + numbers * (name == "map_objects")))
        assert "Altfeld" not in page
        assert "Neufeld" in page
    assert client.get(f"{reverse('sites:map_objects')}?number={space.number}").status_code == 404
    assert settings.SITE_URL + space.get_absolute_url() not in urls_of_the_sitemap(client)


def test_staff_see_a_preview_that_says_why(client):
    client.force_login(UserFactory(administrator=True))
    space = DueSpaceFactory(overdue=GRACE_DAYS + 1, data_as_of="2020-03-05")
    answer = page_of(client, space)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Niemand hat die Angaben seit dem 5.\u00a0März 2020 bestätigt" in page
    assert MARK not in page  # said once


# The report


@pytest.fixture
def pool():
    here, there = MunicipalityFactory(), MunicipalityFactory(key="14730300", name="Taucha")
    today = timezone.localdate()
    for days, overdue, municipality in (
        (10, -170, here),
        (20, -160, here),
        (190, 10, here),
        (300, 60, here),
        (5, -175, there),
    ):
        DueSpaceFactory(municipality=municipality, overdue=overdue, data_as_of=today - timedelta(days=days))
    DueSpaceFactory(municipality=here, overdue=60, taken=True)
    DueSpaceFactory(municipality=here, overdue=60, draft=True)
    return here, there


def test_the_report_tells_share_and_median_age_of_each_municipality(pool):
    here, there = freshness_report()["rows"]
    assert (here.area, there.area) == pool
    assert (here.objects, here.in_time, here.due, here.gone) == (4, 2, 1, 1)
    assert (here.share, here.median_age) == (50, 105)
    assert (there.objects, there.share, there.median_age) == (1, 100, 5)
    total = freshness_report()["total"]
    assert (total.objects, total.in_time, total.share, total.median_age) == (5, 3, 60, 20)


def test_the_report_is_of_the_day_that_is_asked_for(pool):
    assert freshness_report(at_noon(-20))["total"].due == 1  # what is off today was overdue then
    assert freshness_report(at_noon(400))["total"].gone == 5


def test_an_empty_pool_has_a_report_without_figures(client):
    assert freshness_report()["total"] is None
    SiteProfile(shows_freshness_report=True).save()
    assert client.get(reverse("portal:freshness")).status_code == 200


def test_an_object_without_municipality_is_reported_too():
    DueSpaceFactory(municipality=None, municipality_is_fixed=False)
    assert [row.area for row in freshness_report()["rows"]] == [None]


def test_the_public_report_is_there_only_where_the_region_wants_it(client, pool):
    address = reverse("portal:freshness")
    assert client.get(address).status_code == 404
    assert address not in text_of(client.get("/"))
    SiteProfile(shows_freshness_report=True).save()
    page = client.get(address).content.decode()
    assert "Taucha" in page
    assert "60\u00a0%" in page
    assert address in client.get("/").content.decode()
    assert settings.SITE_URL + address in urls_of_the_sitemap(client)


def test_staff_have_the_report_whatever_the_public_has(client, pool):
    address = reverse("admin:sites_spacecheck_report")
    assert client.get(address).status_code == 302
    client.force_login(UserFactory())
    assert client.get(address).status_code == 403
    client.force_login(UserFactory(administrator=True))
    assert "Schkeuditz" in client.get(address).content.decode()
    assert address in client.get(reverse("admin:sites_spacecheck_changelist")).content.decode()


def test_the_report_reads_a_fixed_number_of_times(pool, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        freshness_report()
