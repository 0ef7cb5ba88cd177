"""Where somebody's e-mail address stands as their own, what is told of it, and how it goes.

Whatever else mentions an address, in a note or a mail to others, is found by `mentions`, which reads every text.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db import models

from accounts.models import Contact, LoginEvent, Organisation, Session, User
from investors import enquiring
from investors.models import Enquiry, EnquiryRecipient, Proposal, SavedSearch
from mailing.models import OutgoingMail
from portal.models import Feedback
from portal.subject_requests.texts import may_hold, pattern


@dataclass(frozen=True)
class Place:
    """Where one of the fields holds the address, the row is this person's; `erase(rows)` leaves none with it."""

    model: type[models.Model]
    fields: tuple
    erase: Callable

    @property
    def name(self):
        return str(self.model._meta.verbose_name_plural)

    def rows(self, address):
        whole, manager = pattern(address), self.model._default_manager
        texts = manager.filter(reduce(or_, (may_hold(field, address) for field in self.fields)))
        found = texts.values_list("pk", *self.fields)
        return manager.filter(pk__in={pk for pk, *row in found if whole.search("\n".join(map(str, row)))})


def delete_each(rows):
    """By themselves, so that what goes with each goes too (the receivers of the rooms)."""
    for row in list(rows):
        row.delete()


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
    Place(Enquiry, ("email",), enquiring.erase),
    Place(EnquiryRecipient, ("email",), erase_recipients),
    Place(SavedSearch, ("email",), delete_each),
    Place(Feedback, ("email",), delete_each),
    Place(Proposal, ("addressee", "greeting", "title", "rows__note"), delete_each),
    Place(Contact, ("email",), erase_contacts),
    Place(Organisation, ("email",), erase_organisations),
    Place(Session, ("user__email",), delete_each),
    Place(User, ("email",), erase_users),
    Place(OutgoingMail, ("to", "reply_to"), delete_each),
]
"""In the order in which they are erased: mails last, for deleting others may leave some."""
