"""What the home page tells search engines of the whole site (schema.org, JSON-LD)."""

from django.urls import reverse
from django.utils.translation import get_language

from publishing.structured_data import organisation, stated, whole


def website(name):
    """The site, published by the region of that name, and the address of its search."""
    search = f"{whole(reverse('portal:search'))}?q={{words}}"
    action = stated(
        "SearchAction",
        target=stated("EntryPoint", urlTemplate=search),
        **{"query-input": "required name=words"},
    )
    return stated(
        "WebSite",
        name=name,
        url=whole(reverse("portal:home")),
        inLanguage=get_language(),
        publisher=organisation(name),
        potentialAction=action,
    )
