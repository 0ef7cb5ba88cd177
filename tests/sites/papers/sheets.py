"""Papers as their printer lays them out: where the words of each page stand, how full it is, what it links to."""

from dataclasses import dataclass
from itertools import combinations

from django.conf import settings

from sites.papers.expose import printer
from sites.papers.expose.pdf import local_files

HALF_A_LINE = 0.3
"""Share of a word's height above and below that letters leave free: lines stand closer than their boxes."""
NEARLY = 0.5
"""px that roundings cost."""
UNSEEN = 1
"""px: letters that are smaller are for reading aloud."""


@dataclass
class Word:
    text: str
    left: float
    top: float
    right: float
    bottom: float

    def lies_on(self, other):
        return (
            self.left + NEARLY < other.right
            and other.left + NEARLY < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Sheet:
    """One page. `left`, `top`, `right`, `bottom`: px, within the margins."""

    def __init__(self, page):
        box = page._page_box
        self.left, self.top = box.content_box_x(), box.content_box_y()
        self.right, self.bottom = self.left + box.width, self.top + box.height
        content = next(child for child in box.children if child.element_tag == "html")
        found = list(content.descendants())
        self.words = [word_of(each) for each in found if is_word(each)]
        pictures = [each for each in found if hasattr(each, "replacement")]
        ends = [word.bottom for word in self.words] + [each.position_y + each.height for each in pictures]
        self.fill = (max(ends, default=self.top) - self.top) / (self.bottom - self.top)
        """How far down the page something stands, as a share of it."""
        self.pictures = len(pictures)
        self.begins_story = any(each.element_tag == "h1" for each in found)
        self.links = [target for kind, target, *_rest in page.links if kind == "external"]

    def beyond_margin(self):
        return [
            word.text
            for word in self.words
            if word.left < self.left - NEARLY
            or word.right > self.right + NEARLY
            or word.bottom > self.bottom + NEARLY
        ]

    def one_over_another(self):
        return [(one.text, other.text) for one, other in combinations(self.words, 2) if one.lies_on(other)]


def is_word(box):
    return getattr(box, "text", "").strip() and box.height > UNSEEN


def word_of(box):
    free = box.height * HALF_A_LINE
    x, y = box.position_x, box.position_y
    return Word(box.text, x, y + free, x + box.width, y + box.height - free)


def sheets_of(document):
    """The Sheet of each page of a sites.papers.expose.documents.Document, laid out and not written."""
    fetcher = printer.make_fetcher(settings.SITE_URL, local_files())
    source = printer.import_weasyprint().HTML(
        string=document.html, base_url=f"{settings.SITE_URL}/", url_fetcher=fetcher
    )
    return [Sheet(page) for page in source.render().pages]


def faults_of(sheets, ends=()):
    """What would be seen as a mistake: words beyond a margin or one over another, pages less than half full.

    `ends`: numbers of pages that may be emptier, beside the last one; counted from 1.
    """
    found = []
    for number, sheet in enumerate(sheets, 1):
        found += [f"page {number}: beyond the margin: {text}" for text in sheet.beyond_margin()]
        found += [f"page {number}: {one} lies on {other}" for one, other in sheet.one_over_another()]
        if sheet.fill < 0.5 and number != len(sheets) and number not in ends:
            found.append(f"page {number} is full to {sheet.fill:.0%} only")
    return found


def stories_of(sheets):
    """The numbers of pages after which an exposé of its own begins."""
    return [number for number, sheet in enumerate(sheets[1:], 1) if sheet.begins_story]
