"""What the start page says of enquiries, to whom, and where it leads."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from investors.admin.enquiries import enquiries_waiting
from investors.models import Enquiry
from publishing.dashboard_notices import Urgency
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.investors import EnquiryFactory
from tests.factories.sites import SpaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_who_may_answer_is_told_how_many_wait_and_led_to_them(client):
    now, town = timezone.now(), OrganisationFactory()
    own = SpaceFactory(steward=town)
    for fields in ({}, {}, {"state": Enquiry.State.ANSWERED}, {"anonymised_at": now}):
        EnquiryFactory(about=[own], **fields)
    EnquiryFactory(about=[SpaceFactory(steward=OrganisationFactory())])
    editor, reader = (MembershipFactory(organisation=town, role=role).user for role in ("editor", "reader"))
    counts = []
    for user in (editor, reader):
        [notice] = enquiries_waiting(user, now)
        counts.append(notice.count)
    assert counts == [2, 0]
    with override("en"):
        [notice] = enquiries_waiting(editor, now)
        assert notice.sentence == "2 enquiries wait for an answer."
    assert notice.urgency == Urgency.ASKED
    [notice] = enquiries_waiting(editor, now)
    client.force_login(editor)
    assert notice.url.startswith(reverse("admin:investors_enquiry_changelist"))
    assert client.get(notice.url).context["cl"].result_count == 2
