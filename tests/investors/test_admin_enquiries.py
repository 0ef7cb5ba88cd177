"""How the staff works off enquiries: what became of one is noted with its reason, what waits for long stands out."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from investors.admin import enquiries
from investors.enquiring import anonymise_enquiries
from investors.models import Enquiry
from mailing.models import OutgoingMail
from publishing.log_messages import render_message
from tests.factories.accounts import OrganisationFactory
from tests.factories.investors import EnquiryFactory, ProposalFactory, SavedSearchFactory
from tests.factories.sites import SpaceFactory
from tests.filling import as_shown
from tests.reading import text_of

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


# --- The reply


def pressed(client, enquiry, button, **changes):
    return client.post(
        page_of(enquiry), as_shown(client.get(page_of(enquiry)), button) | changes, follow=True
    )


@pytest.mark.django_db
def test_a_reply_goes_to_the_sender_and_is_kept_with_the_enquiry(admin_client):
    enquiry = EnquiryFactory(language="en", email="jana@example.org", copy_to="region@example.org")
    enquiry.recipients.create(name="Petra Wolf", email="wolf@example.org")
    answer = pressed(admin_client, enquiry, "_reply", reply="Gladly: how about Monday?")
    assert answer.redirect_chain[-1][0] == page_of(enquiry)
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.reply_to) == ("jana@example.org", "wolf@example.org")
    assert mail.subject == f"On your enquiry {enquiry.reference}"
    assert mail.body.startswith("Gladly: how about Monday?\n")
    assert enquiry.message not in mail.body
    enquiry.refresh_from_db()
    assert enquiry.state == "answered"
    assert enquiry.answered_at is not None
    assert "Gladly: how about Monday?" in text_of(answer)


@pytest.mark.django_db
def test_a_reply_without_a_contact_names_the_office_and_a_second_press_sends_nothing(admin_client):
    enquiry = EnquiryFactory(copy_to="region@example.org", state="viewing")
    for _time in range(2):
        pressed(admin_client, enquiry, "_reply", reply="Gern.")
    assert OutgoingMail.objects.get().reply_to == "region@example.org"
    assert enquiry.replies.count() == 1
    enquiry.refresh_from_db()
    assert enquiry.state == "viewing"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("button", "reply"), [("_reply", " "), ("_save", "Noch nicht fertig"), ("_won", "Ja")]
)
def test_what_is_not_to_be_sent_or_is_empty_is_said_beside_the_field(admin_client, button, reply):
    enquiry = EnquiryFactory()
    answer = pressed(admin_client, enquiry, button, reply=reply)
    assert "reply" in answer.context["adminform"].form.errors
    assert reply.strip() in text_of(answer)
    assert not OutgoingMail.objects.exists()
    enquiry.refresh_from_db()
    assert enquiry.state == "new"


@pytest.mark.django_db
@pytest.mark.parametrize(("button", "state"), [("_viewing", "viewing"), ("_won", "won")])
def test_an_outcome_takes_one_press(admin_client, button, state):
    enquiry = EnquiryFactory()
    pressed(admin_client, enquiry, button)
    enquiry.refresh_from_db()
    assert enquiry.state == state


@pytest.mark.django_db
def test_the_words_of_the_investor_come_first_and_addresses_and_objects_are_links(admin_client):
    space = SpaceFactory(name="Nordfeld")
    enquiry = EnquiryFactory(message="Wann kann ich kommen?", email="jana@example.org", phone="0341 12-34")
    enquiry.spaces.create(space=space, number=space.number, name=space.name, steward=space.steward)
    page = text_of(admin_client.get(page_of(enquiry)))
    for link in ("mailto:jana@example.org", "tel:03411234", space.get_absolute_url()):
        assert f'href="{link}"' in page
    assert page.index("Wann kann ich kommen?") < page.index('name="reply"') < page.index('name="state"')


@pytest.mark.django_db
def test_the_usual_answer_time_is_that_of_the_same_office():
    office, other = OrganisationFactory(), OrganisationFactory()
    for steward, days in ((office, 1), (office, 4), (office, 2), (other, 30)):
        answered = EnquiryFactory(
            state="answered", received_at=MONDAY, answered_at=MONDAY + timedelta(days=days), company="x"
        )
        answered.spaces.create(number=1, name="a", steward=steward)
    enquiry = EnquiryFactory()
    enquiry.spaces.create(number=1, name="a", steward=office)
    assert enquiry.usual_answer_time() == 2
    assert EnquiryFactory().usual_answer_time() is None


@pytest.mark.django_db
def test_replies_go_with_the_personal_data(admin_client):
    enquiry = EnquiryFactory()
    pressed(admin_client, enquiry, "_reply", reply="Gern.")
    anonymise_enquiries([enquiry])
    assert not enquiry.replies.exists()
    assert not OutgoingMail.objects.exists()
    assert 'name="_reply"' not in text_of(admin_client.get(page_of(enquiry)))
