"""Django's compilemessages. Catalogues belong to the program, not to the data: who may read it may read them."""

import os

from django.core.management.commands import compilemessages


class Command(compilemessages.Command):
    def handle(self, **options):
        strict = os.umask(0o022)
        try:
            super().handle(**options)
        finally:
            os.umask(strict)
