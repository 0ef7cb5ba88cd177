"""The recipients of an enquiry: the contact of each space, and the region's office for a copy."""

from dataclasses import dataclass, field

from django.utils.crypto import salted_hmac

from accounts import office
from accounts.models import Contact
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
        """The contacts, and the office for spaces without one."""
        return [*self.contacts, *([self.office] if self.office.spaces or not self.contacts else [])]

    @property
    def office_gets_a_copy(self):
        return self.office not in self.direct

    @property
    def stewards(self):
        """Names of further organisations whose members can read the enquiry in the administration."""
        recipients = {recipient.organisation for recipient in [*self.direct, self.office]}
        spaces = [space for recipient in self.direct for space in recipient.spaces]
        names = dict.fromkeys(space.steward.name for space in spaces if space.steward_id)
        return [name for name in names if name not in recipients]

    @property
    def fingerprint(self):
        """A hash of all who would receive or read the enquiry."""
        readers = [*(recipient.email for recipient in self.direct), self.office.email, *self.stewards]
        return salted_hmac("investors.recipients", " ".join(readers), algorithm="sha256").hexdigest()[:16]


def recipients_of(spaces):
    """Return each contact once, with their spaces. Reads `contact__organisation` and `steward`."""
    by_address, region = {}, region_office()
    for space in spaces:
        contact = space.contact
        if contact is None or not contact.email:
            region.spaces.append(space)
            continue
        recipient = by_address.setdefault(
            contact.email.lower(), Recipient(contact.name, contact.organisation.name, contact.email, contact)
        )
        recipient.spaces.append(space)
    return Recipients(list(by_address.values()), region)


def region_office():
    return Recipient("", *office.region_office())
