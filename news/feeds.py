from datetime import datetime, time
from mimetypes import guess_type
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Enclosure
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from news.models import Article
from publishing.feeds import mark_language, strip_control_characters
from publishing.templatetags.content import richtext


class FullTextAtomFeed(Atom1Feed):
    """Atom with the full text of each entry beside its summary; URLs are relative to the portal's."""

    def root_attributes(self):
        return super().root_attributes() | {"xml:base": settings.SITE_URL}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        if item["content"]:
            handler.addQuickElement("content", item["content"], {"type": "html"})


class NewsFeed(Feed):
    """The newest articles as Atom, in the language of the URL, with permanent ids."""

    feed_type = FullTextAtomFeed
    title = _("News")
    subtitle = _("News from the metropolitan region")
    author_name = _("Editorial team")
    NEWEST = 30

    def link(self):
        return settings.SITE_URL + reverse("news:list")

    def feed_url(self):
        return settings.SITE_URL + reverse("news:feed")

    def feed_guid(self):
        return self.feed_url()

    def items(self):
        return Article.objects.published().with_page().newest_first()[: self.NEWEST]

    def item_title(self, article):
        return strip_control_characters(article.title)

    def item_description(self, article):
        return strip_control_characters(article.teaser)

    def item_extra_kwargs(self, article):
        return {"content": strip_control_characters(mark_language(article, "body", richtext(article.body)))}

    def item_link(self, article):
        return settings.SITE_URL + article.get_absolute_url()

    def item_guid(self, article):
        """Return a tag URI (RFC 4151), which unlike the URL does not change with the slug."""
        host = urlsplit(settings.SITE_URL).hostname
        return f"tag:{host},{article.created_at:%Y-%m-%d}:article/{article.pk}/{get_language()}"

    def item_author_name(self, article):
        return strip_control_characters(article.author_name) or None

    def item_categories(self, article):
        return [strip_control_characters(article.category.name)]

    def item_pubdate(self, article):
        return timezone.make_aware(datetime.combine(article.date, time()))

    def item_updateddate(self, article):
        return article.updated_at

    def item_enclosures(self, article):
        return [
            Enclosure(
                settings.SITE_URL + photo.picture.url,
                str(photo.picture.size),
                guess_type(photo.picture.url)[0] or "image/jpeg",
            )
            for photo in article.shown_photos
        ]
