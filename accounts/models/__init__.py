"""Who works with the portal and logs in, whom visitors may turn to, the mail that waits, who had their share."""

from accounts.models.brake import Brake
from accounts.models.logins import LoginEvent, SecondFactorRule
from accounts.models.mail import OutgoingMail
from accounts.models.people import Contact, Membership, Organisation, User
from accounts.models.share import Share

__all__ = [
    "Brake",
    "Contact",
    "LoginEvent",
    "Membership",
    "Organisation",
    "OutgoingMail",
    "SecondFactorRule",
    "Share",
    "User",
]
