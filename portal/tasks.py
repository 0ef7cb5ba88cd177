"""Work that need not keep a visitor waiting."""

from datetime import timedelta

from django.tasks import task
from django.utils import timezone

from portal.models import Feedback

KEPT_WHEN_DONE = timedelta(days=183)  # as the privacy page promises


@task
def delete_feedback(feedback_id):
    """Erase a message whose time is over; one that was opened again meanwhile stays."""
    over = timezone.now() - KEPT_WHEN_DONE
    Feedback.objects.filter(pk=feedback_id, is_done=True, done_at__lte=over).delete()
