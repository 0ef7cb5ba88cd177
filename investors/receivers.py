"""Delete the mails in the outbox with their enquiry or saved search."""

from django.db.models.signals import post_delete
from django.dispatch import receiver

from investors import enquiry_mails, subscribing
from investors.models import Enquiry, SavedSearch


@receiver(post_delete, sender=Enquiry)
def delete_enquiry_mails(sender, instance, **kwargs):
    """The mails contain the visitor's message."""
    enquiry_mails.mails_of_enquiry(instance).delete()


@receiver(post_delete, sender=SavedSearch)
def delete_alert_mails(sender, instance, **kwargs):
    """The mails contain address and search, and waiting ones would still be sent."""
    subscribing.mails_of_search(instance).delete()
