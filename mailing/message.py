"""Builds the portal's mails, with the region's name as sender and marked as automatic."""

from email.headerregistry import Address
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

AUTO_SUBMITTED_HEADERS = {"Auto-Submitted": "auto-generated"}
"""RFC 3834: suppresses out-of-office replies, which would reach the sender of an enquiry via Reply-To."""


def automatic_message(*, headers=None, sender_name="", **parts):
    """Return an EmailMessage of these parts.

    `sender_name` replaces the region's name, which is read from the database, in the language of the header
    Content-Language or else the active one.
    """
    headers = AUTO_SUBMITTED_HEADERS | (headers or {})
    with translation.override(headers.get("Content-Language", translation.get_language())):
        return EmailMessage(from_email=sender_address(sender_name), headers=headers, **parts)


def sender_address(name=""):
    """Return DEFAULT_FROM_EMAIL with its own display name, else `name`, else the region's."""
    own_name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    name = own_name or name or render_to_string("portal/slots/_region_name.txt").strip()
    try:
        return str(Address(display_name=name, addr_spec=address))
    except ValueError:  # not a full address, such as a local mailbox
        return settings.DEFAULT_FROM_EMAIL
