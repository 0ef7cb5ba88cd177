"""What is to be done in the background is stored with what it follows from: after the commit it could be refused."""

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from sites.tasks import enqueue_measuring

pytestmark = pytest.mark.django_db


def waiting():
    return [task.args_kwargs["args"] for task in DBTaskResult.objects.order_by("enqueued_at")]


def test_distances_are_asked_for_once_in_a_transaction_and_before_it_ends():
    with transaction.atomic():
        enqueue_measuring(["station", "port"])
        enqueue_measuring(["port", "station"])
        assert waiting() == [[["port", "station"]]]


def test_what_was_undone_asks_for_nothing():
    with transaction.atomic():
        enqueue_measuring(["station"])
        transaction.set_rollback(True)
    assert waiting() == []
    with transaction.atomic():
        enqueue_measuring(["station"])
    assert waiting() == [[["station"]]]
