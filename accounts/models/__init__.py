"""Who works with the portal, whom visitors may turn to, the mail that waits to be sent, and who had his share."""

from accounts.models.mail import OutgoingMail
from accounts.models.people import Contact, Membership, Organisation, User
from accounts.models.share import Share

__all__ = ["Contact", "Membership", "Organisation", "OutgoingMail", "Share", "User"]
