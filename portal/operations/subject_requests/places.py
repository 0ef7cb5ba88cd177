"""Where somebody's e-mail address stands as their own, what is told of it, and how it goes.

Whatever else mentions an address, in a note or a mail to others, is found by `mentions`, which reads every text.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from accounts.models import Contact, LoginEvent, Organisation, Session, User
from investors import enquiring
from investors.models import Enquiry, EnquiryRecipient, Proposal, SavedSearch
from mailing.models import OutgoingMail
from portal.models import Feedback
from portal.operations.subject_requests.texts import rows_with


@dataclass(frozen=True)
class Place:
    """Where one of the fields holds the address, the row is this person's; `erase(rows)` leaves none with it."""

    model: type[Model]
    fields: tuple
    erase: Callable

    @property
    def name(self):
        return str(self.model._meta.verbose_name_plural)

    def rows(self, address):
        return rows_with(self.model._default_manager.all(), self.fields, address)


def erase_recipients(rows):
    rows.update(name="", email="")


def erase_contacts(rows):
    """Objects that named the contact name nobody then: visitors are led to the region's office."""
    for relation in Contact._meta.related_objects:
        pointing = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": rows})
        pointing.update(**{relation.field.name: None})
    rows.delete()


def erase_organisations(rows):
    rows.update(email="")


def erase_users(rows):
    """With logins. What the account wrote stays; of its name, what a release noted (docs/adr/0080)."""
    LoginEvent.objects.filter(user__in=rows).delete()
    rows.delete()


PLACES = [
    Place(Enquiry, ("email",), enquiring.erase),
    Place(EnquiryRecipient, ("email",), erase_recipients),
    Place(SavedSearch, ("email",), QuerySet.delete),
    Place(Feedback, ("email",), QuerySet.delete),
    Place(Proposal, ("addressee", "greeting", "title", "rows__note"), QuerySet.delete),
    Place(Contact, ("email",), erase_contacts),
    Place(Organisation, ("email",), erase_organisations),
    Place(Session, ("user__email",), QuerySet.delete),
    Place(User, ("email",), erase_users),
    Place(OutgoingMail, ("to", "reply_to"), QuerySet.delete),
]
"""In the order in which they are erased: mails last, for deleting others may leave some."""
