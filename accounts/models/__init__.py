"""Users, organisations, contacts and logins."""

from accounts.models.brake import Brake
from accounts.models.logins import LoginEvent, SecondFactorRule
from accounts.models.people import Contact, Membership, Organisation, User
from accounts.models.second_factors import AuthenticatorApp, RecoveryCode
from accounts.models.session import Session

__all__ = [
    "AuthenticatorApp",
    "Brake",
    "Contact",
    "LoginEvent",
    "Membership",
    "Organisation",
    "RecoveryCode",
    "SecondFactorRule",
    "Session",
    "User",
]
