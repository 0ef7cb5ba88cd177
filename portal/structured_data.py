"""Structured data of the whole site, for the home page (schema.org, JSON-LD)."""

from django.urls import reverse
from django.utils.translation import get_language

from publishing.structured_data import absolute_url, node, organisation_node


def website(name):
    """The site, published by the region of that name, and the address of its search."""
    search = f"{absolute_url(reverse('portal:search'))}?q={{words}}"
    action = node(
        "SearchAction",
        target=node("EntryPoint", urlTemplate=search),
        **{"query-input": "required name=words"},
    )
    return node(
        "WebSite",
        name=name,
        url=absolute_url(reverse("portal:home")),
        inLanguage=get_language(),
        publisher=organisation_node(name),
        potentialAction=action,
    )
