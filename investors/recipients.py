"""Who receives an enquiry: the contact of each object, and the region's office a copy."""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string

from accounts.models import Contact, Organisation
from sites.models import Space


@dataclass
class Recipient:
    """`contact` is None for the region's office."""

    name: str
    organisation: str
    email: str
    contact: Contact | None = None
    spaces: list[Space] = field(default_factory=list)

    @property
    def label(self):
        return ", ".join(filter(None, [self.name, self.organisation]))


@dataclass
class Recipients:
    contacts: list[Recipient]
    office: Recipient

    @property
    def direct(self):
        """Who has to answer: the contacts, and the office for objects that have none."""
        return [*self.contacts, *([self.office] if self.office.spaces or not self.contacts else [])]

    @property
    def office_gets_a_copy(self):
        return self.office not in self.direct

    @property
    def mark(self):
        """Changes when anybody else would receive the enquiry than the form said."""
        addresses = " ".join([*(recipient.email for recipient in self.direct), self.office.email])
        return salted_hmac("investors.recipients", addresses, algorithm="sha256").hexdigest()[:16]


def recipients_of(spaces):
    """Each contact once, with his objects. Needs `contact__organisation`."""
    by_address, office = {}, region_office()
    for space in spaces:
        contact = space.contact
        if contact is None or not contact.email:
            office.spaces.append(space)
            continue
        recipient = by_address.setdefault(
            contact.email.lower(),
            Recipient(contact.name, contact.organisation.name, contact.email, contact),
        )
        recipient.spaces.append(space)
    return Recipients(list(by_address.values()), office)


def region_office():
    """The region's organisation with an address, else what the setting REGION_OFFICE answers: (name, address)."""
    organisation = (
        Organisation.objects.filter(kind=Organisation.Kind.REGION).exclude(email="").order_by("pk").first()
    )
    if organisation:
        return Recipient("", organisation.name, organisation.email)
    name, email = import_string(settings.REGION_OFFICE)()
    return Recipient("", name, email)
