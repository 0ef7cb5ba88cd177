"""Where somebody's e-mail address stands as their own, what is told of it, and how it goes.

Whatever else mentions an address, in a note or a mail to others, is found by `mentions`, which reads every text.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.db.models import Q

from accounts.models import Contact, LoginEvent, Organisation, Session, User
from investors import enquiring
from investors.models import Enquiry, EnquiryRecipient, Proposal, SavedSearch
from mailing.models import OutgoingMail
from portal.models import Feedback
from portal.subject_requests.texts import pattern


@dataclass(frozen=True)
class Place:
    """`rows(address)` are those that are this person's; `erase(rows)` leaves none of them with the address."""

    model: type[models.Model]
    rows: Callable
    erase: Callable

    @property
    def name(self):
        return str(self.model._meta.verbose_name_plural)


def of(model, *fields):
    """Rows of which one of the fields is the address, whatever its case."""

    def rows(address):
        return model._default_manager.filter(is_one_of(fields, address))

    return rows


def is_one_of(fields, address, lookup="iexact"):
    condition = Q()
    for field in fields:
        condition |= Q(**{f"{field}__{lookup}": address})
    return condition


def delete_each(rows):
    """By themselves, so that what goes with each goes too (the receivers of the rooms)."""
    for row in list(rows):
        row.delete()


def proposals(address):
    """Those made for the person, or that speak to them."""
    fields = ("addressee", "greeting", "title", "rows__note")
    return those_with(Proposal, fields, address)


def mails(address):
    """To the person, answered to them, or about them."""
    return those_with(OutgoingMail, ("to", "reply_to", "subject", "body"), address)


def those_with(model, fields, address):
    """Rows of which a text holds the address, as a whole."""
    whole = pattern(address)
    texts = model.objects.filter(is_one_of(fields, address, "icontains")).values_list("pk", *fields)
    return model.objects.filter(pk__in={pk for pk, *row in texts if whole.search("\n".join(map(str, row)))})


def erase_recipients(rows):
    rows.update(name="", email="")


def erase_contacts(rows):
    """Objects that named the contact name nobody then: visitors are led to the region's office."""
    pks = list(rows.values_list("pk", flat=True))
    for relation in Contact._meta.related_objects:
        pointing = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": pks})
        pointing.update(**{relation.field.name: None})
    delete_each(Contact.objects.filter(pk__in=pks))


def erase_organisations(rows):
    rows.update(email="")


def erase_users(rows):
    """With logins. What the account wrote stays; of its name, what a release noted (docs/adr/0080)."""
    LoginEvent.objects.filter(user__in=rows).delete()
    delete_each(rows)


PLACES = [
    Place(Enquiry, of(Enquiry, "email"), enquiring.erase),
    Place(EnquiryRecipient, of(EnquiryRecipient, "email"), erase_recipients),
    Place(SavedSearch, of(SavedSearch, "email"), delete_each),
    Place(Feedback, of(Feedback, "email"), delete_each),
    Place(Proposal, proposals, delete_each),
    Place(Contact, of(Contact, "email"), erase_contacts),
    Place(Organisation, of(Organisation, "email"), erase_organisations),
    Place(Session, of(Session, "user__email"), delete_each),
    Place(User, of(User, "email"), erase_users),
    Place(OutgoingMail, mails, delete_each),
]
"""In the order in which they are erased: mails last, for deleting others may leave some."""
