"""Models with a person's own e-mail address, and how their rows are erased.

Mentions elsewhere, such as in notes or mails to others, are found by `text_search`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from accounts.models import Contact, LoginEvent, Organisation, Session, User
from editing.models import UnsavedForm
from investors import enquiring
from investors.models import Enquiry, EnquiryRecipient, Proposal, SavedSearch
from mailing.models import OutgoingMail
from portal.models import Feedback
from portal.operations.subject_requests.address_patterns import rows_containing


@dataclass(frozen=True)
class DataSource:
    """Rows with the address in one of `fields` belong to the person; `erase(rows)` removes it."""

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
    """Also clears references: such objects show the region's office as contact."""
    for relation in Contact._meta.related_objects:
        pointing = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": rows})
        pointing.update(**{relation.field.name: None})
    rows.delete()


def erase_organisations(rows):
    rows.update(email="")


def erase_users(rows):
    """Also deletes login events. Content by the account and names in release records stay (docs/adr/0080)."""
    LoginEvent.objects.filter(user__in=rows).delete()
    rows.delete()


DATA_SOURCES = [
    DataSource(Enquiry, ("email",), enquiring.anonymise_enquiries),
    DataSource(EnquiryRecipient, ("email",), erase_recipients),
    DataSource(SavedSearch, ("email",), QuerySet.delete),
    DataSource(Feedback, ("email",), QuerySet.delete),
    DataSource(Proposal, ("addressee", "greeting", "title", "rows__note"), QuerySet.delete),
    DataSource(Contact, ("email",), erase_contacts),
    DataSource(Organisation, ("email",), erase_organisations),
    DataSource(Session, ("user__email",), QuerySet.delete),
    DataSource(UnsavedForm, ("user__email",), QuerySet.delete),
    DataSource(User, ("email",), erase_users),
    DataSource(OutgoingMail, ("to", "reply_to"), QuerySet.delete),
]
"""In the order of erasure: mails last, because deleting others may create some."""
