"""Who receives an enquiry: each contact once, and the region's office where nobody else would answer."""

import pytest
from django.urls import reverse

from accounts.models import Organisation
from investors import enquiry_mails
from investors.recipients import recipients_of
from mailing.models import OutgoingMail
from tests.factories.accounts import ContactFactory, OrganisationFactory
from tests.factories.investors import EnquiryFactory
from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def region():
    return OrganisationFactory(kind=Organisation.Kind.REGION, email="region@example.org")


def told(*contacts):
    """(the addresses that have to answer with how many objects, whether the office gets a copy)"""
    recipients = recipients_of([SpaceFactory(contact=contact) for contact in contacts])
    return {found.email: len(found.spaces) for found in recipients.direct}, recipients.office_gets_a_copy


def test_a_contact_of_several_objects_is_asked_once_however_the_address_is_written():
    berg, kern = ContactFactory(email="berg@example.org"), ContactFactory(email="kern@example.org")
    same = ContactFactory(email="Berg@Example.org")
    assert told(berg, kern, same) == ({"berg@example.org": 2, "kern@example.org": 1}, True)


def test_the_office_answers_for_objects_without_a_contact_and_for_those_without_an_address():
    berg, without_address = ContactFactory(email="berg@example.org"), ContactFactory(email="")
    asked = {"berg@example.org": 1, "region@example.org": 2}
    assert told(berg, None, without_address) == (asked, False)


def test_asked_about_nothing_the_office_answers():
    assert told() == ({"region@example.org": 0}, False)


def test_the_organisation_that_maintains_an_object_is_named_unless_it_is_told_already(region):
    town, works = OrganisationFactory(name="Stadt Nord"), OrganisationFactory(name="Stadtwerke")
    berg = ContactFactory(email="berg@example.org", organisation=works)

    def stewards(*pairs):
        return recipients_of(
            [SpaceFactory(contact=contact, steward=steward) for contact, steward in pairs]
        ).stewards

    assert stewards((berg, town), (berg, town), (None, town)) == ["Stadt Nord"]
    assert stewards((berg, works), (berg, region), (berg, None)) == []
    assert stewards() == []


def test_form_and_confirmation_name_who_can_read_it_beside_those_it_goes_to(client):
    town = OrganisationFactory(name="Stadt Nord")
    space = SpaceFactory(contact=ContactFactory(email="berg@example.org"), steward=town)
    said = "kann sie in der Verwaltung des Portals lesen: Stadt Nord"
    page = client.get(reverse("investors:enquiry"), {"ids": space.number}).content.decode()
    assert said in page
    enquiry_mails.post_confirmation(EnquiryFactory(about=[space]), recipients_of([space]))
    assert f"- {said}\n" in OutgoingMail.objects.get().body


def test_the_mark_changes_with_those_who_could_read_it():
    space = SpaceFactory(contact=ContactFactory(email="berg@example.org"), steward=None)
    mark = recipients_of([space]).fingerprint
    space.steward = OrganisationFactory(name="Stadt Nord")
    assert recipients_of([space]).fingerprint != mark


def test_the_mark_changes_with_everybody_who_would_receive_it(region):
    berg = ContactFactory(email="berg@example.org")
    space = SpaceFactory(contact=berg)
    marks = [recipients_of([space]).fingerprint]
    region.email = "neu@example.org"
    region.save()
    marks.append(recipients_of([space]).fingerprint)
    berg.email = "kern@example.org"
    marks.append(recipients_of([space]).fingerprint)
    assert len(set(marks)) == 3
