from django.core.management.base import BaseCommand, CommandError

from portal.demo import people
from portal.demo.loading import NotEmpty, load_demo
from portal.demo.logins import MUNICIPALITY, create_logins, login_file
from portal.demo.progress import ProgressLine


class Command(BaseCommand):
    help = "Load the demo region into a portal without entries of its own; a second call changes nothing."

    def handle(self, **options):
        progress = ProgressLine(self.stdout)
        try:
            created = load_demo(progress)
        except NotEmpty as error:
            raise CommandError(error) from error
        progress.clear()
        if created:
            self.stdout.write(
                f"Demo region loaded: {', '.join(f'{n} {kind}' for kind, n in created.items())}."
            )
        else:
            self.stdout.write("The demo region is there already; nothing was changed.")
        self._print_logins(create_logins())

    def _print_logins(self, logins):
        for role, email, password in logins:
            self.stdout.write(f"  {role}: {email}  {password}")
        if logins:
            self.stdout.write(
                f"  (Reviewer and Editor belong to {people.organisations_by_key()[MUNICIPALITY]}.)"
            )
            self.stdout.write(f"  (kept in {login_file()}; remove_demo takes them away)")
