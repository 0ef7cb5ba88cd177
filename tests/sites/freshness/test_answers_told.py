"""What an answer by mail takes, in which order a page asks, and who is written to about it."""

from datetime import date, timedelta
from types import SimpleNamespace as Given

import pytest
from django.urls import reverse

from mailing import spam_guard
from mailing.models import OutgoingMail
from sites.freshness import answering, links, report, views
from sites.freshness.forms import ChangesForm
from sites.freshness.reminding import post_new_links
from sites.models import Offer
from tests.factories.accounts import ContactFactory, OrganisationFactory
from tests.factories.checking import CheckRequestFactory, DueSpaceFactory, SpaceCheckFactory
from tests.factories.sites import MunicipalityFactory, SpaceFactory
from tests.sites.freshness.visiting import errors_of, filled

pytestmark = pytest.mark.once

DAY = date(2027, 12, 31)


# --- What is typed


@pytest.mark.parametrize("typed", ["31.12.2027", "31.12.27", "2027-12-31", "31/12/2027"])
def test_a_day_is_read_as_people_type_it(typed):
    assert ChangesForm.base_fields["available_from"].clean(typed) == DAY


def priced(disposal, **stated):
    """What the small form asks of an offer: what is shown, by the name of its price."""
    space = SpaceFactory(area=5_000)
    Offer.objects.create(space=space, disposal=disposal, **stated)
    form = ChangesForm(space=space)
    return {key.rpartition("-")[2]: form.fields[key].initial for key in form.offer_fields}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("disposal", "stated", "asked"),
    [
        ("sale", {}, {"price_m2": None}),
        ("sale", {"price_total": 90_000}, {"price_total": "90.000"}),
        ("sale", {"price_m2": "35.5", "price_total": 90_000}, {"price_m2": "35,5", "price_total": "90.000"}),
        ("sale", {"price_type": "on_request"}, {}),
        ("lease", {}, {"rent_m2": None}),
        ("lease", {"rent_m2": 4}, {"rent_m2": "4"}),
        ("ground_lease", {}, {"ground_rent_m2": None}),
        ("ground_lease", {"ground_rent_percent": "4.5"}, {"ground_rent_percent": "4,5"}),
    ],
)
def test_the_small_form_asks_for_the_prices_that_are_stated_else_for_the_usual_one(disposal, stated, asked):
    assert priced(disposal, **stated) == asked


@pytest.mark.django_db
@pytest.mark.parametrize(("known", "is_taken"), [(None, True), (5_000, False)])
def test_an_area_may_stay_empty_only_where_none_is_stated(known, is_taken):
    space = SpaceFactory(area=known)
    form = ChangesForm(
        {"version": space.version, "marketing_status": "free", "area": "", "remark": "Zaun"}, space=space
    )
    assert form.is_valid() is is_taken
    assert list(form.errors) == ([] if is_taken else ["area"])
    assert not is_taken or (form.figures, form.report) == ({}, {"remark": "Zaun"})


# --- What is told


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("steward", "told"),
    [
        (None, "region@example.org"),
        ({"email": ""}, "region@example.org"),
        ({"email": "stadt@example.org"}, "stadt@example.org"),
    ],
)
def test_of_what_a_contact_reports_the_office_hears_where_no_steward_can(steward, told):
    OrganisationFactory(kind="region", email="region@example.org")
    space = SpaceFactory(steward=steward and OrganisationFactory(**steward))
    answering.store_report(SpaceCheckFactory(space=space), {"remark": "Zaun erneuert"})
    assert [mail.to for mail in OutgoingMail.objects.all()] == [told]


# --- What is asked


def contact(pk, deputy=None):
    return Given(pk=pk, deputy_id=deputy)


@pytest.mark.django_db
def test_what_still_waits_stands_first_and_the_last_answer_since_the_mail_counts():
    owner = ContactFactory()
    spaces = DueSpaceFactory.create_batch(4, contact=owner, overdue=20)
    asked = CheckRequestFactory(recipient=owner, spaces=reversed(spaces))
    minute = timedelta(minutes=1)
    SpaceCheckFactory(space=spaces[1], answered_at=asked.posted_at - minute, name="Früher")
    for minutes, name in ((2, "Zuletzt"), (1, "Zuerst")):
        SpaceCheckFactory(space=spaces[0], answered_at=asked.posted_at + minutes * minute, name=name)
    SpaceCheckFactory(space=spaces[2], answered_at=asked.posted_at, name="Zugleich")
    found = [(item.space.pk, item.check and item.check.name) for item in links.request_items(asked)]
    assert found == [
        (spaces[1].pk, None),
        (spaces[3].pk, None),
        (spaces[0].pk, "Zuletzt"),
        (spaces[2].pk, "Zugleich"),
    ]


# --- New links


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("BERG@example.org", ["berg@example.org"]),
        ("buero@EXAMPLE.org", ["Buero@example.org"]),
        ("niemand@example.org", []),
    ],
)
def test_the_office_may_ask_for_its_link_as_a_contact_may(typed, told):
    OrganisationFactory(kind="region", email="Buero@example.org")
    DueSpaceFactory(contact=ContactFactory(email="berg@example.org"), overdue=20)
    DueSpaceFactory(contact=None, overdue=20)
    post_new_links(typed)
    assert [mail.to for mail in OutgoingMail.objects.all()] == told


@pytest.mark.django_db
def test_who_asks_for_many_links_from_one_place_is_told_to_wait(client, monkeypatch):
    monkeypatch.setattr(spam_guard, "MIN_FORM_SECONDS", 0)
    monkeypatch.setattr(views, "MAX_NEW_LINKS_PER_HOUR", 1)
    page = reverse("sites:check_new_link")
    for name in ("eins", "zwei"):
        DueSpaceFactory(contact=ContactFactory(email=f"{name}@example.org"), overdue=20)
        answer = client.post(page, filled(client.get(page), email=f"{name}@example.org"))
    assert list(errors_of(answer)) == ["__all__"]
    assert "in einer Stunde" in errors_of(answer)["__all__"][0]
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["eins@example.org"]


# --- The report


@pytest.mark.django_db
def test_the_report_is_sorted_by_name_and_what_has_no_municipality_stands_last():
    towns = [
        MunicipalityFactory(key=f"1473000{at}", name=name) for at, name in enumerate(("Zwenkau", "Borna"))
    ]
    for town in (None, *towns):
        DueSpaceFactory(municipality=town, municipality_is_fixed=town is not None)
    assert [row.area and row.area.name for row in report.freshness_report()["rows"]] == [
        "Borna",
        "Zwenkau",
        None,
    ]
