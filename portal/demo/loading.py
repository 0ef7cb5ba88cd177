"""Loads the demo region into a portal without own entries."""

from collections import Counter

from django.db import transaction

from portal.demo import editorial, enquiries, people, places, pool
from portal.demo.gallery import Gallery
from portal.demo.removing import SAMPLES
from portal.models import Page
from sites.models import Space
from sites.models.numbers import IssuedNumber


class NotEmpty(Exception):
    """The portal has entries; the message names one for the operator."""


@transaction.atomic
def load_demo(progress=lambda step, done, total: None):
    """Load the demo, all or nothing, files included. Raises NotEmpty.

    Returns a Counter of new objects by kind, empty if the demo was loaded before. Calls `progress(step, done, total)`.
    """
    if Space.objects.filter(is_sample=True).exists():
        return Counter()
    for model in (*SAMPLES, IssuedNumber):
        if model is not Page and (thing := model._base_manager.first()):
            raise NotEmpty(
                f"The demo is for a portal without entries of its own. Here is, or was, one already: "
                f"{model._meta.verbose_name} “{thing}”."
            )
    with Gallery(progress) as gallery:
        created = Counter(places.load_places(progress))
        created += people.load_people(gallery)
        created += editorial.load_editorial(gallery, progress)
        created += pool.load_pool(gallery, progress)
        created += enquiries.load_enquiries()
        created["pictures"] = len(gallery.created)
    return +created
