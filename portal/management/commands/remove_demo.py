from django.core.management.base import BaseCommand, CommandError

from portal.demo.progress import ProgressLine
from portal.demo.removing import remove_demo
from portal.legal import drafts


class Command(BaseCommand):
    help = "Remove the demo region: every sample with its pictures and history, and the demo logins."

    def add_arguments(self, parser):
        parser.add_argument(
            "--areas", action="store_true", help="also remove areas and landmarks nobody uses"
        )
        parser.add_argument(
            "--noinput", "--no-input", action="store_false", dest="interactive", help="do not ask"
        )

    def handle(self, *, areas, interactive, **options):
        if interactive and not confirm():
            raise CommandError("Nothing was removed.")
        progress = ProgressLine(self.stdout)
        removal = remove_demo(areas=areas, progress=progress)
        progress.clear()
        if removal.removed:
            gone = ", ".join(f"{count} {kind}" for kind, count in removal.removed.items())
            self.stdout.write(f"Demo region removed: {gone}.")
        else:
            self.stdout.write("There was no sample content to remove.")
        for line in removal.kept:
            self.stdout.write(f"  kept: {line}")
        if count := drafts.create_missing():
            self.stdout.write(f"Drafts of the legal pages laid down: {count}.")


def confirm():
    try:
        answer = input("Remove all sample content for good? [y/N] ")
    except EOFError:
        return False
    return answer.strip().casefold() in {"y", "yes", "j", "ja"}
