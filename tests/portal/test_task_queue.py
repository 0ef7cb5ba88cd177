"""Queued work outlives an update of the portal; what the new version no longer knows fails once and is seen."""

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from mailing.outbox import post

pytestmark = pytest.mark.django_db(transaction=True)


def work_off():
    call_command("run_tasks", queue_name="*", interval=0, batch=True, reload=False)


@pytest.mark.parametrize(
    "path", ["portal.tasks.mail_feedback", "portal.gone.task", "portal.feedback.FEEDBACK_RETENTION"]
)
def test_a_task_that_an_update_moved_fails_once_is_shown_and_keeps_nothing_waiting(
    admin_client, path, settings
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    post(to="jana@example.org", subject="Eins", body="Guten Tag")
    DBTaskResult.objects.update(task_path=path)
    post(to="jana@example.org", subject="Zwei", body="Guten Tag")
    work_off()
    work_off()
    assert [message.subject for message in mail.outbox] == ["Zwei"]
    states = dict(DBTaskResult.objects.values_list("task_path", "status"))
    assert states == {path: "FAILED", "mailing.outbox.send_mail": "SUCCESSFUL"}
    failed = DBTaskResult.objects.failed().get()
    assert len(failed.worker_ids) == 1
    shown = admin_client.get(reverse("admin:django_tasks_database_dbtaskresult_changelist"))
    assert "FAILED" in shown.content.decode()
    page = reverse("admin:django_tasks_database_dbtaskresult_change", args=[failed.pk])
    assert path in admin_client.get(page).content.decode()
