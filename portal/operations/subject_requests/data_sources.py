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
from portal.operations.subject_requests.address_patterns import rows_containing


@dataclass(frozen=True)
class DataSource:
    """Where one of the fields holds the address, the row is this person's; `erase(rows)` leaves none with it."""

    model: type[Model]
    fields: tuple
    erase: Callable

    @property
    def name(self):
        return str(self.model._meta.verbose_name_plural)

    def rows(self, address):
        return rows_containing(self.model._default_manager.all(), self.fields, address)


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


DATA_SOURCES = [
    DataSource(Enquiry, ("email",), enquiring.erase),
    DataSource(EnquiryRecipient, ("email",), erase_recipients),
    DataSource(SavedSearch, ("email",), QuerySet.delete),
    DataSource(Feedback, ("email",), QuerySet.delete),
    DataSource(Proposal, ("addressee", "greeting", "title", "rows__note"), QuerySet.delete),
    DataSource(Contact, ("email",), erase_contacts),
    DataSource(Organisation, ("email",), erase_organisations),
    DataSource(Session, ("user__email",), QuerySet.delete),
    DataSource(User, ("email",), erase_users),
    DataSource(OutgoingMail, ("to", "reply_to"), QuerySet.delete),
]
"""In the order in which they are erased: mails last, for deleting others may leave some."""
