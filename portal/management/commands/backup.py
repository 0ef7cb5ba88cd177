from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.demo.progress import ProgressLine
from portal.operations.backup import BackupFault, parts
from portal.operations.backup.retention import delete_old_backups
from portal.operations.backup.saving import default_path, megabytes, save_backup


class Command(BaseCommand):
    help = "Save database, media, look and secret key into one .tar file, while the portal serves, and verify it."
    requires_system_checks = []  # backups must work when something is wrong

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, help="default: VAR_DIR/backup/portal-DATE.tar")
        parser.add_argument(
            "--second-factor-key",
            action="store_true",
            help="also the key that opens those of authenticator apps; then keep the file as you would a password",
        )

    def handle(self, *, file, second_factor_key, **options):
        is_ours = file is None
        file = file or default_path()
        progress = ProgressLine(self.stdout)
        try:
            manifest = save_backup(file, progress, second_factor_key=second_factor_key)
        except BackupFault as fault:
            raise CommandError(fault) from fault
        finally:
            progress.clear()
        self.stdout.write(f"Saved and verified: {file}")
        self.stdout.write(f"  {len(manifest.files)} files, {megabytes(file.stat().st_size)}, mode 600")
        if "secret-key" not in manifest.files:
            self.stdout.write("  without the secret key, which comes from SECRET_KEY: keep it yourself")
        if parts.SECOND_FACTOR_KEY not in manifest.files:
            self.stdout.write(f"  without the key for authenticator apps ({parts.SECOND_FACTOR_KEY})")
        for outdated in delete_old_backups(file.parent) if is_ours else []:
            self.stdout.write(f"  deleted, older than {settings.BACKUP_DAYS} days: {outdated}")
        self.stdout.write("  It holds personal data and the secret key: keep it where only you can read it.")
