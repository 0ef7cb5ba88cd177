"""The sitemap index and its parts, cached for an hour and revalidated by ETag."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from portal.sitemaps import SECTIONS


@require_safe
@conditional_page
@cache_control(public=True, max_age=3600)
def sitemap(request):
    """The index of all non-empty parts."""
    parts = []
    for name, section in SECTIONS.items():
        if numbers := section.parts:
            changed_at = section.summary["changed_at"]
            parts += [{"location": part_url(name, number), "last_mod": changed_at} for number in numbers]
    return xml_response(request, "sitemap_index.xml", {"sitemaps": parts})


@require_safe
@conditional_page
@cache_control(public=True, max_age=3600)
def sitemap_part(request, section, part):
    """Public pages of one kind, in all their languages."""
    if section not in SECTIONS or part not in SECTIONS[section].parts:
        raise Http404
    return xml_response(request, "sitemap.xml", {"urlset": SECTIONS[section].urls(part)})


def part_url(section, part):
    return settings.SITE_URL + reverse("sitemap_part", args=[section, part])


def xml_response(request, template, context):
    """Keep sitemaps out of search results."""
    response = render(request, template, context, content_type="application/xml")
    response["X-Robots-Tag"] = "noindex, noodp, noarchive"
    return response
