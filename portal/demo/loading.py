"""Loads the demo region. What is there already, by its natural key, is left as it is: editors may have changed it."""

from collections import Counter

from django.db import transaction

from portal.demo import editorial, enquiries, people, places, pool
from portal.demo.gallery import Gallery
from publishing.models import Picture


@transaction.atomic
def load(progress=lambda step, done, total: None):
    """Load what is missing; the number of new objects of each kind (empty: everything was there).

    `progress(step, done, total)` is called as the work goes on. All or nothing, files included.
    """
    created = Counter()
    with Gallery(progress) as gallery:
        if not Picture.objects.filter(is_sample=True).exists():
            gallery.start()
        created += places.load(progress)
        created += people.load(gallery)
        created += editorial.load(gallery, progress)
        created += pool.load(gallery, progress)
        created += enquiries.load()
        created["pictures"] = len(gallery.new)
    return +created
