"""Who works with the portal, whom visitors may turn to, and the mail that waits to be sent."""

from accounts.models.mail import OutgoingMail
from accounts.models.people import Contact, Membership, Organisation, User

__all__ = ["Contact", "Membership", "Organisation", "OutgoingMail", "User"]
