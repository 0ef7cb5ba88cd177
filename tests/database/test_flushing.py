"""What a flush leaves in tests is what Django itself would leave (tests/flushing.py)."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal

pytestmark = pytest.mark.django_db(transaction=True)


def rights():
    return sorted(
        Permission.objects.values_list("content_type__app_label", "content_type__model", "codename", "name")
    )


def flushed():
    call_command("flush", interactive=False, verbosity=0)


def test_rights_that_are_put_back_are_those_that_are_made():
    flushed()
    flushed()  # the first of a process still makes them
    found = rights()
    Permission.objects.all().delete()
    ContentType.objects.all().delete()
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert found == rights() != []
