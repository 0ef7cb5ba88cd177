"""How the staff works off enquiries: what became of one is noted with its reason, what waits for long stands out."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from investors.admin import enquiries
from investors.models import Enquiry
from publishing.log_messages import render_message
from tests.factories.accounts import OrganisationFactory
from tests.factories.investors import EnquiryFactory, ProposalFactory, SavedSearchFactory
from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.once

MONDAY = datetime(2026, 11, 9, 10, tzinfo=UTC)


def page_of(enquiry):
    return reverse("admin:investors_enquiry_change", args=[enquiry.pk])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "kept"),
    [("lost", ("lost", "price", "Zu teuer")), ("won", ("won", "", "")), ("viewing", ("viewing", "", ""))],
)
def test_why_an_enquiry_was_lost_is_kept_as_long_as_it_is_lost(admin_client, state, kept):
    enquiry = EnquiryFactory(state="lost", lost_reason="size", lost_note="Zu klein")
    sent = {"state": state, "lost_reason": "price", "lost_note": "Zu teuer", "notes": "Ruft an"}
    assert admin_client.post(page_of(enquiry), sent).status_code == 302
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.lost_reason, enquiry.lost_note) == kept
    assert enquiry.notes == "Ruft an"


@pytest.mark.django_db
def test_what_is_marked_in_the_list_stands_in_the_log_of_each(admin_client):
    new, won = EnquiryFactory(), EnquiryFactory(state="won")
    admin_client.post(
        reverse("admin:investors_enquiry_changelist"),
        {"action": "mark_won", "_selected_action": [new.pk, won.pk]},
    )
    [entry] = LogEntry.objects.all()
    [said] = json.loads(entry.change_message)
    assert (entry.object_id, render_message(said)) == (str(new.pk), "gewonnen")


@pytest.mark.parametrize(
    ("state", "days", "told"),
    [
        ("new", 2, 2),
        ("new", 3, "<strong>3 – overdue</strong>"),
        ("answered", 3, 3),
    ],
)
def test_what_nobody_answered_for_three_working_days_stands_out(monkeypatch, english, state, days, told):
    monkeypatch.setattr(enquiries.timezone, "now", lambda: MONDAY + timedelta(days=days))
    enquiry = Enquiry(state=state, received_at=MONDAY)
    assert admin.site.get_model_admin(Enquiry).age(enquiry) == told


@pytest.mark.parametrize(
    ("company", "anonymised_at", "told"),
    [
        ("", None, "Jana Kern"),
        ("A & B", None, 'Jana Kern<span class="admin-second">A &amp; B</span>'),
        ("A & B", MONDAY, "anonymised"),
    ],
)
def test_who_asks_is_told_until_nobody_knows(english, company, anonymised_at, told):
    enquiry = Enquiry(name="Jana Kern", company=company, anonymised_at=anonymised_at)
    assert admin.site.get_model_admin(Enquiry).sender(enquiry) == told


@pytest.mark.django_db
def test_the_list_counts_the_enquiries_of_each_office(admin_client):
    EnquiryFactory(about=[SpaceFactory(steward=OrganisationFactory(name="Stadt Leipzig"))])
    answer = admin_client.get(reverse("admin:investors_enquiry_changelist"), {"_facets": "True"})
    assert "Stadt Leipzig (1)" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("nobody", ["x", "", "²"])
def test_what_names_no_office_leaves_the_list_as_it_is(admin_client, nobody):
    EnquiryFactory(about=[SpaceFactory(steward=OrganisationFactory())])
    answer = admin_client.get(reverse("admin:investors_enquiry_changelist"), {"steward": nobody})
    assert (answer.status_code, answer.context["cl"].result_count) == (200, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("factory", "moment", "more"),
    [
        (EnquiryFactory, "received_at", {}),
        (ProposalFactory, "created_at", {}),
        (SavedSearchFactory, "requested_at", {"unconfirmed": True}),
    ],
)
def test_the_newest_comes_first_in_the_office_s_lists(factory, moment, more):
    newest, oldest, middle = factory.create_batch(3, **more)
    for thing, days in ((newest, 3), (oldest, 1), (middle, 2)):
        type(thing).objects.filter(pk=thing.pk).update(**{moment: MONDAY + timedelta(days=days)})
    assert list(type(newest).objects.all()) == [newest, middle, oldest]
