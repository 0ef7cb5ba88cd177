"""The administration of people and of the mail sent to them."""

from accounts.admin.mail import OutgoingMailAdmin
from accounts.admin.notices import mails_failed
from accounts.admin.people import ContactAdmin, OrganisationAdmin, UserAdmin
from accounts.admin.stewards import StewardAdminMixin, StewardFormMixin

__all__ = [
    "ContactAdmin",
    "OrganisationAdmin",
    "OutgoingMailAdmin",
    "StewardAdminMixin",
    "StewardFormMixin",
    "UserAdmin",
    "mails_failed",
]
