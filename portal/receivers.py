"""What goes with a visitor's message goes when it is deleted, wherever that is done."""

from django.db.models.signals import post_delete
from django.dispatch import receiver

from portal import feedback
from portal.models import Feedback


@receiver(post_delete, sender=Feedback)
def delete_feedback_mail(sender, instance, **kwargs):
    """Erased is erased: the mail holds the visitor's words too."""
    feedback.queued_mails(instance).delete()
