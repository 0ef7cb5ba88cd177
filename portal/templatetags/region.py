"""What templates without a request ask about the region: those of mails."""

from django import template

from portal.models import SiteProfile

register = template.Library()


@register.simple_tag
def site_profile():
    """The region's name and address, in the active language."""
    return SiteProfile.current()
