"""What goes with an enquiry or a search alert goes when it is deleted, wherever that is done."""

from django.db.models.signals import post_delete
from django.dispatch import receiver

from investors import enquiry_mails, subscribing
from investors.models import Enquiry, SavedSearch


@receiver(post_delete, sender=Enquiry)
def delete_enquiry_mails(sender, instance, **kwargs):
    """Erased is erased: the mails hold the visitor's words too."""
    enquiry_mails.mails_of_enquiry(instance).delete()


@receiver(post_delete, sender=SavedSearch)
def delete_alert_mails(sender, instance, **kwargs):
    """Ended is ended: the mails hold the address and the search, and one that waits would still be sent."""
    subscribing.mails_of_search(instance).delete()
