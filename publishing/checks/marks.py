"""Pictures that a rich text places: among the photos of the thing, and in paragraphs of their own."""

from django.utils.translation import gettext as _

from publishing.checks.markup import rich_texts
from publishing.checks.problem import Problem
from publishing.checks.registry import register
from publishing.marks import placed, within_sentences
from publishing.models import Publishable, WithPhotosInText


@register(Publishable)
def pictures_in_text(case):
    texts = list(rich_texts(case.obj))
    is_asked = any(placed(html) for _field, html in texts)
    there = pictures_of(case) if is_asked else set()
    for field, html in texts:
        for number in placed(html):
            if number not in there:
                words = _(
                    "The text places picture %(number)d, which is not among the photos: nothing is shown there."
                )
                yield Problem(field, words % {"number": number}, "picture_missing")
        for mark in within_sentences(html):
            words = _(
                "%(mark)s stands within a paragraph, where it is read as words. Give it a paragraph of its own."
            )
            yield Problem(field, words % {"mark": mark}, "picture_within_sentence")


def pictures_of(case):
    """The keys of the pictures among the photos; of what shows none in its texts, no keys."""
    if not isinstance(case.obj, WithPhotosInText):
        return set()
    return {photo.picture_id for _prefix, photo in case.rows("photos", "picture")}
