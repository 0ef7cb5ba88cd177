"""Work that need not keep an editor waiting."""

from django.dispatch import receiver
from django.tasks import task
from django.utils import timezone

from publishing import variants
from publishing.models import Picture
from publishing.signals import variants_wanted


@task(priority=-10)  # mails and distances go before
def make_variants(picture_id):
    """Make the variants of a picture that was added; one that is gone meanwhile needs none."""
    if picture := Picture.objects.filter(pk=picture_id).first():
        variants.make(picture, timezone.now())


@receiver(variants_wanted)
def make_variants_soon(sender, picture, **kwargs):
    make_variants.enqueue(picture.pk)
