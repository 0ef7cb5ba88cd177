"""What every mail of the portal bears: the region's name beside the sender's address, and that a program sent it."""

from email.headerregistry import Address
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

AUTO_SUBMITTED_HEADERS = {"Auto-Submitted": "auto-generated"}
"""RFC 3834: no absence note answers it; of an enquiry it would reach the sender, as if it were the answer."""


def automatic_message(*, headers=None, sender_name="", **parts):
    """An EmailMessage of these parts. `sender_name`: instead of the region's, which the database knows, in the language
    that the header Content-Language names or else in the present one.
    """
    headers = AUTO_SUBMITTED_HEADERS | (headers or {})
    with translation.override(headers.get("Content-Language", translation.get_language())):
        return EmailMessage(from_email=sender_address(sender_name), headers=headers, **parts)


def sender_address(name=""):
    """DEFAULT_FROM_EMAIL with a name: its own if it has one, else `name`, else the region's."""
    own_name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    name = own_name or name or render_to_string("portal/slots/_region_name.txt").strip()
    try:
        return str(Address(display_name=name, addr_spec=address))
    except ValueError:  # no whole address, such as a mailbox of this machine
        return settings.DEFAULT_FROM_EMAIL
