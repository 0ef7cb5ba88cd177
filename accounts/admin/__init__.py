"""The administration of people and of their logins."""

from accounts.admin.logins import LoginEventAdmin, SecondFactorRuleAdmin
from accounts.admin.notices import logins_locked, mails_failed
from accounts.admin.people import ContactAdmin, OrganisationAdmin, UserAdmin
from accounts.admin.stewards import StewardAdminMixin, StewardFormMixin

__all__ = [
    "ContactAdmin",
    "LoginEventAdmin",
    "OrganisationAdmin",
    "SecondFactorRuleAdmin",
    "StewardAdminMixin",
    "StewardFormMixin",
    "UserAdmin",
    "logins_locked",
    "mails_failed",
]
