"""After a flush the rights are put back as they were. Django puts the same ones together again, app by app: that takes
most of the time that a test which commits needs to leave the database empty.
"""

from contextlib import contextmanager
from unittest.mock import patch

from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.management import create_contenttypes
from django.contrib.contenttypes.models import ContentType
from django.core.management.commands import flush
from django.core.management.sql import emit_post_migrate_signal
from django.db.models.signals import post_migrate

CREATE_PERMISSIONS = "django.contrib.auth.management.create_permissions"


@contextmanager
def quick_flushes():
    with patch.object(flush, "emit_post_migrate_signal", Emitting()):
        yield


class Emitting:
    """What flush calls at its end. The first time all is made as always, and remembered."""

    def __init__(self):
        self.made = []

    def __call__(self, verbosity, interactive, database):
        if not self.made:
            emit_post_migrate_signal(verbosity, interactive, database)
            self.made = [(model, list(model.objects.using(database))) for model in (ContentType, Permission)]
            return
        ContentType.objects.clear_cache()
        for model, rows in self.made:
            model.objects.using(database).bulk_create(rows)
        with without_makers_of_rights():
            emit_post_migrate_signal(verbosity, interactive, database)


@contextmanager
def without_makers_of_rights():
    assert post_migrate.disconnect(create_contenttypes)
    assert post_migrate.disconnect(dispatch_uid=CREATE_PERMISSIONS)
    try:
        yield
    finally:
        post_migrate.connect(create_contenttypes)
        post_migrate.connect(create_permissions, dispatch_uid=CREATE_PERMISSIONS)
