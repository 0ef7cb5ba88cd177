"""Sends one mail directly and reports the result."""

import smtplib
import ssl

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from mailing.message import automatic_message
from mailing.models import OutgoingMail
from mailing.outbox import message_id

HINTS = (
    (smtplib.SMTPAuthenticationError, "The server does not accept user and password in EMAIL_URL."),
    (
        smtplib.SMTPSenderRefused,
        "The server does not take mails from this sender. Set DEFAULT_FROM_EMAIL to an address it knows.",
    ),
    (smtplib.SMTPRecipientsRefused, "The server does not take mails to this recipient."),
    (
        smtplib.SMTPNotSupportedError,
        "The server does not offer what EMAIL_URL asks for (a password wants smtp+tls:// or smtps://).",
    ),
    (
        smtplib.SMTPServerDisconnected,
        "The server hung up. On port 465 the address begins with smtps://, on 587 with smtp+tls://.",
    ),
    (smtplib.SMTPException, "The server refused the mail; its words stand above."),
    (
        ssl.SSLCertVerificationError,
        "The server's certificate is not valid for this name. Use the name that stands in the certificate.",
    ),
    (ssl.SSLError, "No encrypted connection came about. Port 465 is smtps://, port 587 is smtp+tls://."),
    (
        OSError,
        "The server cannot be reached. Are host and port in EMAIL_URL right, and is the way open (firewall)?",
    ),
)
"""Likely causes, specific before general exceptions."""


class Command(BaseCommand):
    help = "Send a mail to ADDRESS at once, and say what happened."

    def add_arguments(self, parser):
        parser.add_argument("address")

    def handle(self, *, address, **options):
        try:
            validate_email(address)
        except ValidationError as error:
            raise CommandError(
                f"“{address}” is no e-mail address. Name one: make test-mail TO=you@example.org"
            ) from error
        identity = message_id(f"test-{timezone.now():%Y%m%d%H%M%S%f}")
        mail = automatic_message(
            subject=f"Test: {settings.SITE_URL}",
            body=f"{settings.SITE_URL} can send mails.\n\n{settings.SITE_URL} kann E-Mails versenden.\n",
            to=[address],
            headers={"Message-ID": identity},
        )
        way = describe_transport()
        self.stdout.write(f"From {mail.from_email} to {address}, by {way}")
        try:
            mail.send()
        except OSError as error:  # SMTPException is one
            raise CommandError(
                f"Not sent. {type(error).__name__}: {error_text(error)}\n{hint_for(error)}"
            ) from error
        self._report_success(identity)
        self._report_outbox()

    def _report_success(self, identity):
        options = settings.MAILERS["default"]["OPTIONS"]
        if "file_path" in options:
            self.stdout.write(f"Written to a file in {options['file_path']}; nobody receives it.")
            self.stdout.write(
                "Set EMAIL_URL to send for real, for example smtp+tls://user:password@mail.example.org:587"
            )
            return
        self.stdout.write(self.style.SUCCESS("The server has taken the mail."))
        self.stdout.write(
            f"If it does not arrive, look into the spam folder, then for {identity} in the server's log."
        )

    def _report_outbox(self):
        waiting, failed = OutgoingMail.objects.waiting().count(), OutgoingMail.objects.failed().count()
        self.stdout.write(f"Outbox: {waiting} waiting, {failed} given up.")
        if failed:
            self.stdout.write(
                "  Administration, “Outgoing mails”, action “Send again what failed” brings those to life."
            )


def describe_transport():
    """Describe the mail server, without the password."""
    options = settings.MAILERS["default"]["OPTIONS"]
    if "host" not in options:
        return "a file, for EMAIL_URL names no server"
    secured = "TLS" if options["use_ssl"] else "STARTTLS" if options["use_tls"] else "without encryption"
    user = f", as {options['username']}" if options["username"] else ", without login"
    return f"{options['host']}:{options['port']} ({secured}{user})"


def error_text(error):
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{code} {decode_reply(text)}" for code, text in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {decode_reply(error.smtp_error)}"
    return str(error) or "no answer"


def decode_reply(text):
    return text.decode(errors="replace") if isinstance(text, bytes) else str(text)


def hint_for(error):
    return next(hint for kind, hint in HINTS if isinstance(error, kind))
