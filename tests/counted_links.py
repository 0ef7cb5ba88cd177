"""Links of a page that say how many things they lead to, and how many a page of the portal then shows."""

import re
from html import unescape

LINK = re.compile(
    r'<a\b[^>]*?href="(?P<href>[^"]+)"[^>]*>(?P<inside>.*?)</a>(?P<behind>[^<]{0,80})', re.DOTALL
)
COUNT = re.compile(r'class="(?:num|chip__count)"[^>]*>\s*\(?(?P<count>[\d.,]+)\)?\s*<')
BEHIND = re.compile(r"\s*:\s*(?P<count>[\d.,]+)\s(?:property|properties|Objekte?)\b")
IN_WORDS = re.compile(r"\b(?:All|Show all|Show|Search) (?P<count>[\d.,]+) (?:property|properties)\b")


def counted_links(page):
    """(count, address) of each link with a number in it, in its words, or told right behind it."""
    for link in LINK.finditer(page):
        words = " ".join(re.sub(r"<[^>]+>", " ", link["inside"]).split())
        found = COUNT.search(link["inside"]) or BEHIND.match(link["behind"]) or IN_WORDS.search(words)
        if found:
            yield number(found["count"]), unescape(link["href"])


def number(text):
    return int(re.sub(r"[.,]", "", text))


def shown_on(page):
    """How many a page says it has: a list, a map, a search, an area. None: it says none."""
    if found := re.search(r'data-count="(\d+)"', page):
        return int(found[1])
    if found := re.search(r"<b>([\d.,]+)</b>\s*results? for", page):
        return number(found[1])
    if 'class="lead">' in page and (lead := re.search(r'<p class="lead">(.*?)</p>', page, re.DOTALL)):
        numbers = re.findall(r"([\d.,]*\d)\s+(?:development sites?|buildings?)", lead[1])
        return sum(map(number, numbers)) if numbers else None
    return None
