"""The sitemap as a search engine reads it: the index first, then every part it names."""

from urllib.parse import urlsplit
from xml.etree import ElementTree

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def urls_of_the_sitemap(client):
    """{address: its <url> element} of all parts."""
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    parts = [urlsplit(part.find(f"{SITEMAP}loc").text).path for part in index]
    return {
        url.find(f"{SITEMAP}loc").text: url
        for part in parts
        for url in ElementTree.fromstring(client.get(part).content)
    }
