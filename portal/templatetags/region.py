"""Tags about the region, for mails (which have no request) and the home page."""

from django import template

from portal.models import SiteProfile
from portal.structured_data import website
from publishing.templatetags.structured_data import json_ld_script

register = template.Library()


@register.simple_tag
def site_profile():
    """The region's name and address, in the active language."""
    return SiteProfile.current()


@register.simple_tag(takes_context=True)
def website_data(context):
    """The whole site and its search, for search engines."""
    return json_ld_script(website(context["site"].name))
