"""schema.org nodes (JSON-LD) for search engines, with nothing that the page does not show."""

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from publishing.models.publishable import language_of


def node(kind, **properties):
    """Return a node of schema.org type `kind` without empty properties; None if all are empty."""
    known = {name: value for name, value in properties.items() if value not in (None, "", [], {})}
    return {"@type": kind, **known} if known else None


def absolute_url(path):
    return settings.SITE_URL + path


def organisation_node(name):
    """Return the region as publisher."""
    logo = node("ImageObject", url=absolute_url(static("img/icon-512.png")), width=512, height=512)
    return node("Organization", name=name, url=absolute_url("/"), logo=logo)


def person_node(name, role):
    return node("Person", name=name, jobTitle=role) if name else None


def picture_node(photo):
    """Return the node of a PicturePlacement, or None."""
    if photo is None:
        return None
    return node(
        "ImageObject",
        url=absolute_url(photo.picture.url),
        width=photo.picture.width,
        height=photo.picture.height,
        creditText=photo.picture.credit,
    )


def page_node(kind, thing, title, **properties):
    """Return a Publishable with a page of its own, as a kind of CreativeWork."""
    return node(
        kind,
        url=absolute_url(thing.get_absolute_url()),
        inLanguage=language_of(thing, title),
        dateModified=thing.updated_at.isoformat(),
        **properties,
    )


def breadcrumb_node(steps):
    """steps: (label, path) below the home page; the last, this page, may have no path."""
    steps = [(_("Home"), reverse("portal:home")), *steps]
    return node(
        "BreadcrumbList",
        itemListElement=[
            node("ListItem", position=place, name=str(label), item=path and absolute_url(path))
            for place, (label, path) in enumerate(steps, 1)
        ],
    )
