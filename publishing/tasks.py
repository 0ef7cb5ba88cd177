"""Work that need not keep an editor waiting."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.tasks import task
from django.utils import timezone

from publishing import variants
from publishing.models import Picture


@task(priority=-10)  # mails and distances go before
def make_variants(picture_id):
    """Make the variants of a picture that was added; one that is gone meanwhile needs none."""
    if picture := Picture.objects.filter(pk=picture_id).first():
        variants.make(picture, timezone.now())


@receiver(post_save, sender=Picture)
def make_variants_soon(sender, instance, created, using, **kwargs):
    if created and not instance.has_variants:
        # The picture is stored by then: should the task not be, the clock makes them (variants_due_at).
        transaction.on_commit(partial(make_variants.enqueue, instance.pk), using=using, robust=True)
