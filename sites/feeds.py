"""Search results as an Atom feed, the newest objects first."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.views.generic import View

from caching.pages import SharedPageMixin
from publishing.feeds import mark_language, strip_control_characters
from sites.pool.presentation import card_facts, place_label
from sites.search.filter_page import ROUTES, FilterPage, url_with_filters
from sites.search.mixins import FilteredSpacesMixin

MAX_ENTRIES = 100
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"


class SearchFeed(Atom1Feed):
    """Atom with the number of all matches (OpenSearch `totalResults`), of which the entries are the newest."""

    def root_attributes(self):
        return super().root_attributes() | {"xmlns:opensearch": OPENSEARCH}

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        handler.addQuickElement("opensearch:totalResults", str(self.feed["total"]))

    def latest_post_date(self):
        """Never "now": an unchanged response must stay identical for 304."""
        return super().latest_post_date() if self.items else self.feed["changed"]


class SpaceFeedView(FilteredSpacesMixin, SharedPageMixin, View):
    """The newest matches of a URL. Invalid filters: 400 with the messages of the list."""

    def get(self, request, **kwargs):
        if not self.filterset.is_valid():
            return self.bad_request()
        filters = FilterPage(self.filterset, "list")
        feed = self.empty_feed(filters)
        for space in self.get_queryset().with_facts().newest_first()[:MAX_ENTRIES]:
            feed.add_item(**feed_entry(space))
        return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)

    def empty_feed(self, filters):
        total = self.count_and_extent()["count"]
        return SearchFeed(
            title=strip_control_characters(filters.search),
            subtitle=count_label(total),
            description="",
            link=settings.SITE_URL + url_with_filters(ROUTES[filters.kind]["list"], self.filterset.data),
            feed_url=settings.SITE_URL + filters.feed_url,
            feed_guid=settings.SITE_URL + filters.feed_url,
            language=get_language(),
            author_name=render_to_string("portal/slots/_region_name.txt").strip(),
            total=total,
            changed=filters.pool.changed or datetime.fromtimestamp(0, UTC),
        )


def count_label(total):
    return ngettext("%(count)s property", "%(count)s properties", total) % {"count": total}


def feed_entry(space):
    """Return the arguments of `add_item`: name, place, figures, description, publication and update."""
    facts = [f"{fact.label}: {fact.value}" for fact in card_facts(space) if fact.is_stated]
    parts = [place_label(space), space.get_marketing_status_display(), *facts]
    line = " · ".join(part for part in parts if part)
    seen_at = space.first_published_at or space.created_at  # published in bulk, it may have no first day
    return {
        "title": strip_control_characters(space.name),
        "description": strip_control_characters(format_html("<p>{}</p>{}", line, entry_description(space))),
        "link": settings.SITE_URL + space.get_absolute_url(),
        "unique_id": tag_uri(space),
        "pubdate": seen_at,
        # Changes before the publication do not count.
        "updateddate": max(space.updated_at, seen_at),
        "categories": [space.get_kind_display()],
    }


def entry_description(space):
    html = linebreaks(space.description, autoescape=True) if space.description else ""
    return mark_language(space, "description", mark_safe(html))


def tag_uri(space):
    """A tag URI (RFC 4151): unlike the address it stays when the name changes."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"tag:{host},{space.created_at:%Y-%m-%d}:space/{space.number}/{get_language()}"
