"""Whether forms may take people's data: once the privacy notice is published, and not before."""

from portal.models import Page


def is_notice_published(at=None):
    return Page.objects.published(at).filter(key=Page.Key.PRIVACY).exists()
