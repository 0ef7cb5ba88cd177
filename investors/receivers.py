"""What goes with an enquiry goes when it is deleted, wherever that is done."""

from django.db.models.signals import post_delete
from django.dispatch import receiver

from investors import enquiry_mails
from investors.models import Enquiry


@receiver(post_delete, sender=Enquiry)
def delete_its_mails(sender, instance, **kwargs):
    """Erased is erased: the mails hold the visitor's words too."""
    enquiry_mails.of(instance).delete()
