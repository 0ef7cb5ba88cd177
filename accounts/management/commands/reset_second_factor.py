"""For an account whose phone and recovery codes are lost, the last administrator's as well."""

from django.core.management.base import BaseCommand, CommandError

from accounts import audit, second_factor


class Command(BaseCommand):
    help = "Take away the second factors and recovery codes of the account with this e-mail ADDRESS."

    def add_arguments(self, parser):
        parser.add_argument("address")

    def handle(self, *, address, **options):
        user = audit.find_user_by_email(address)
        if user is None:
            raise CommandError(f"There is no account with the address {address}.")
        if not second_factor.reset_second_factor(user):
            raise CommandError(f"{user.email} has no second factor.")
        self.stdout.write(
            f"{user.email} logs in with the password alone now. If a role needs a second factor, it is set up at the "
            "next login. A mail tells the owner."
        )
