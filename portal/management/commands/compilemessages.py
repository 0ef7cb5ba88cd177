"""Django's compilemessages with a umask that lets others read the catalogues, like the program itself."""

import os

from django.core.management.commands import compilemessages


class Command(compilemessages.Command):
    def handle(self, **options):
        strict = os.umask(0o022)
        try:
            super().handle(**options)
        finally:
            os.umask(strict)
