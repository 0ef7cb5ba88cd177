from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from portal.operations.subject_requests import erasing, export, text_search


class Command(BaseCommand):
    help = "Tell what is stored about an e-mail address, for the person who asks; with --erase erase it."

    def add_arguments(self, parser):
        parser.add_argument("address")
        parser.add_argument("--json", action="store_true", help="for machines (Article 20 GDPR)")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, help="of the answer")
        parser.add_argument("--erase", action="store_true", help="erase all of it; cannot be taken back")
        parser.add_argument("--dry-run", action="store_true", help="with --erase: only tell")

    def handle(self, *, address, language, erase, dry_run, **options):
        with translation.override(language):
            found = export.collect_data(address)
            self.stdout.write(export.export_json(found) if options["json"] else export.export_text(found))
        if erase:
            unsent = text_search.unsent_mails(address)
            if not dry_run:
                self.erase(address)
            for mail in unsent:
                self.stdout.write(
                    f"Mail {mail.pk} to {mail.to} is not sent yet and mentions the address: it says … there."
                )

    def erase(self, address):
        try:
            erasure = erasing.erase_person(address)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        counts = ", ".join(f"{count} {name}" for name, count in erasure.erased.items()) or "nothing"
        self.stdout.write(f"Erased: {counts}")
