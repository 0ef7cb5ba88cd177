"""Days that cannot be meant are refused beside their field, and hours are taken as people write them."""

from datetime import UTC, date

import pytest
from django.core.exceptions import ValidationError
from django.forms import modelform_factory
from django.urls import reverse
from django.utils.translation import override

from formats.days import HourField, YearRangeValidator, limit_years
from news.models import Article
from projects.models import Project
from quotes.models import Quote
from sites.models import Plot, SpacePhoto
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.publishing import PictureFactory
from tests.factories.regions import AreaFactory, LandmarkFactory
from tests.factories.sites import SpaceFactory
from tests.filling import filled, unrendered

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def editor(client):
    client.force_login(UserFactory(administrator=True))


def page_of(obj):
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])


def send(client, obj, **values):
    return client.post(page_of(obj), filled(unrendered(client, page_of(obj)), **values))


def errors(answer):
    return answer.context["adminform"].form.errors


def errors_in_english(answer):
    with override("en"):
        return {name: [str(words) for words in told] for name, told in errors(answer).items()}


@pytest.mark.parametrize(
    ("day", "is_taken"),
    [
        (date(1999, 12, 31), False),
        (date(2000, 1, 1), True),
        (date(2100, 12, 31), True),
        (date(2101, 1, 1), False),
    ],
)
def test_the_first_and_the_last_year_are_taken_whole(day, is_taken):
    if is_taken:
        YearRangeValidator()(day)
    else:
        with pytest.raises(ValidationError):
            YearRangeValidator()(day)


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        *(
            (text, "08:00")
            for text in ("8", "08", "8.00", "8:00", "08:00", "8 Uhr", "8:00 Uhr", "8.00uhr", "8h")
        ),
        ("17.30 Uhr", "17:30"),
        (" 0:05 ", "00:05"),
        ("08:00:00", "08:00"),
    ],
)
def test_an_hour_is_taken_as_people_write_it(typed, hour):
    assert f"{HourField().clean(typed):%H:%M}" == hour


@pytest.mark.parametrize("typed", ["25", "8.60", "24:00", "acht", "800", "8 Uhr 5", "1e1", "٨", "-8"])
def test_what_is_no_hour_is_refused(typed):
    with pytest.raises(ValidationError):
        HourField().clean(typed)


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_german_hour_is_stored_as_meant_in_either_language(client, language):
    article = ArticleFactory()
    with override(language):
        answer = send(client, article, published_from_0="2027-12-01", published_from_1="8.00 Uhr")
    assert answer.status_code == 302
    article.refresh_from_db()
    assert f"{article.published_from.astimezone(UTC):%Y-%m-%d %H:%M}" == "2027-12-01 07:00"


def test_an_hour_that_stands_there_already_is_no_change(client):
    article = ArticleFactory()
    send(client, article, published_from_0="1.12.2027", published_from_1="08:00")
    opened = filled(unrendered(client, page_of(article)), published_from_1="8 Uhr", title_de="Neu")
    client.post(page_of(article), opened)
    client.get(reverse("admin:index"))  # which shows the messages about both
    history = client.get(reverse("admin:news_article_history", args=[article.pk])).content.decode()
    assert history.count("Sichtbar ab") == 1


def test_what_is_no_hour_or_no_day_is_told_with_an_example(client):
    with override("en"):
        answer = send(
            client,
            ArticleFactory(),
            published_from_0="2027-12-01",
            published_from_1="morgens",
            published_until_0="bald",
        )
    assert errors_in_english(answer) == {
        "published_from": ["Type an hour, for example 08:00 or 17:30."],
        "published_until": ["Type a day, for example 2027-12-31."],
    }


@pytest.mark.parametrize("field", ["published_from", "published_until"])
@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1999-12-31", "2101-01-01"])
def test_a_moment_that_cannot_be_meant_is_refused_beside_its_field(client, field, day):
    with override("en"):
        answer = send(client, ArticleFactory(), **{f"{field}_0": day, f"{field}_1": "08:00"})
    assert errors_in_english(answer) == {
        field: ["Type a day between the years 2000 and 2100, for example 2027-12-31."]
    }


@pytest.mark.parametrize("day", ["31.12.9999", "01.01.0001"])
@pytest.mark.parametrize("field", ["data_as_of", "available_from", "energy_valid_until"])
def test_so_is_a_day_of_a_hall(client, field, day):
    hall = SpaceFactory(hall=True)
    answer = client.post(
        reverse("admin:sites_hall_change", args=[hall.pk]),
        filled(unrendered(client, reverse("admin:sites_hall_change", args=[hall.pk])), **{field: day}),
    )
    assert errors(answer).keys() == {field}


def test_so_is_a_day_of_a_row_and_of_its_picture(client):
    space = Plot.objects.get(pk=SpaceFactory().pk)
    SpacePhoto.objects.create(space=space, picture=PictureFactory(), alt_de="Feld")
    answer = send(client, space, photos__0__rights_until="31.12.9999")
    [photos] = [
        inline.formset
        for inline in answer.context["inline_admin_formsets"]
        if inline.formset.prefix == "photos"
    ]
    assert photos.forms[0].errors.keys() == {"rights_until"}


@pytest.mark.parametrize(
    ("factory", "field", "day", "is_taken"),
    [
        (LandmarkFactory, "as_of", "31.12.1999", False),
        (LandmarkFactory, "as_of", "31.12.2025", True),
        (AreaFactory, "valid_from", "31.12.1899", False),
        (AreaFactory, "valid_from", "1.1.1994", True),
    ],
)
def test_so_is_a_day_of_an_area_or_landmark(client, factory, field, day, is_taken):
    answer = send(client, factory(), **{field: day})
    assert answer.status_code == 302 if is_taken else errors(answer).keys() == {field}


def test_a_plan_may_be_older_than_the_portal(client):
    plot = Plot.objects.get(pk=SpaceFactory().pk)
    assert send(client, plot, plan_status_on="12.5.1994").status_code == 302
    plot.refresh_from_db()
    assert plot.plan_status_on == date(1994, 5, 12)
    assert errors(send(client, plot, plan_status_on="12.5.0094")).keys() == {"plan_status_on"}


@pytest.mark.parametrize(
    ("model", "field", "first"),
    [
        (Article, "date", 1900),
        (Project, "starts_on", 1900),
        (Project, "ends_on", 1900),
        (Quote, "said_on", 1900),
        (Quote, "consent_on", 2000),
    ],
)
def test_what_may_have_been_long_ago_may_be_so_from_1900_on(model, field, first):
    def refusals(day):
        form = modelform_factory(model, fields=[field])({field: day.isoformat()})
        limit_years(form)
        return form.errors.get(field, [])

    assert [refusals(day) for day in (date(first, 1, 1), date(2100, 12, 31))] == [[], []]
    with override("en"):
        for day in (date(first - 1, 12, 31), date(2101, 1, 1)):
            assert refusals(day) == [
                f"Type a day between the years {first} and 2100, for example 2027-12-31."
            ]
