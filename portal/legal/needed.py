"""What pages that are public say of the profile: emptied there, it would leave its bare placeholder on the page."""

from portal.legal.values import named, names_in
from portal.models import Page
from publishing.checks.markup import rich_texts


def needed_fields(at=None):
    """{field of the profile: the first public page that needs it}"""
    found = {}
    for page in Page.objects.published(at).order_by("pk"):
        for _field, markup in rich_texts(page):
            for value in filter(None, map(named, names_in(markup))):
                for field in value.fields:
                    found.setdefault(field, page)
    return found
