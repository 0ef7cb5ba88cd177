"""Signal receivers of the portal."""

from django.db.models.signals import post_delete
from django.dispatch import receiver

from portal import feedback
from portal.models import Feedback


@receiver(post_delete, sender=Feedback)
def delete_feedback_mail(sender, instance, **kwargs):
    """The mail contains the message too."""
    feedback.queued_mails(instance).delete()
