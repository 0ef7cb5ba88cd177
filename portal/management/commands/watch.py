"""Health check for cron or a timer; mails once per outage."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from mailing.message import automatic_message
from portal.operations.background import heartbeat
from portal.operations.background.health import find_faults

REMEDY = (
    "What to do is told in docs/operating.md, “When something does not run”.\n"
    "There is no further mail until all has been well again.\n"
)


class Command(BaseCommand):
    help = "Ask web server, worker and clock whether they live; mail to ADDRESS, once an outage, when one does not."
    requires_system_checks = []  # must work when something is wrong

    def add_arguments(self, parser):
        parser.add_argument("address", nargs="?", help="without it the answer is only printed")

    def handle(self, *, address, **options):
        if address:
            try:
                validate_email(address)
            except ValidationError as error:
                raise CommandError(f"{address} is no e-mail address.") from error
        found, mailed = find_faults(), heartbeat.heartbeat_file("told")
        if not found:
            mailed.unlink(missing_ok=True)
            self.stdout.write("Web server, worker and clock are well.")
            return
        if address and not mailed.exists():
            mail_operator(address, found)
            heartbeat.touch("told")
        raise CommandError("\n".join(found))


def mail_operator(address, found):
    """Send directly: the outbox needs database and worker, which may be down."""
    message = automatic_message(
        subject=f"{settings.SITE_URL}: something does not run",
        body="\n".join([*found, "", REMEDY]),
        to=[address],
        sender_name=urlsplit(settings.SITE_URL).hostname,
    )
    try:
        message.send()
    except Exception as error:
        raise CommandError("\n".join([*found, f"The mail could not be sent: {error}"])) from error
