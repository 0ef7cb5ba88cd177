"""The administration of people, of their logins, and of the mail sent to them."""

from accounts.admin.logins import LoginEventAdmin, SecondFactorRuleAdmin
from accounts.admin.mail import OutgoingMailAdmin
from accounts.admin.notices import logins_locked, mails_failed
from accounts.admin.people import ContactAdmin, OrganisationAdmin, UserAdmin
from accounts.admin.stewards import StewardAdminMixin, StewardFormMixin

__all__ = [
    "ContactAdmin",
    "LoginEventAdmin",
    "OrganisationAdmin",
    "OutgoingMailAdmin",
    "SecondFactorRuleAdmin",
    "StewardAdminMixin",
    "StewardFormMixin",
    "UserAdmin",
    "logins_locked",
    "mails_failed",
]
