"""What to read after an article: what is akin to it, and the ones before and after it in time."""

from django.db.models import DateTimeField

from caching.versions import at_present
from database.prepared import Question
from news.models import Article
from publishing.cards import Cards, with_card
from publishing.kept import remembered

MOST = 3
KEY, DATE = Article._meta.pk, Article._meta.get_field("date")

RELATED = Question(
    lambda at, key: (
        Article.objects.published(at)
        .filter(pk__in=Article.related.through.objects.filter(from_article=key).values("to_article"))
        .newest_first()
        .values_list("pk", flat=True)[:MOST]
    ),
    at=DateTimeField(),
    key=KEY,
)
BEFORE = Question(
    lambda at, key, date: Article.objects.published(at).with_link().before(Article(pk=key, date=date))[:1],
    at=DateTimeField(),
    key=KEY,
    date=DATE,
)
AFTER = Question(
    lambda at, key, date: Article.objects.published(at).with_link().after(Article(pk=key, date=date))[:1],
    at=DateTimeField(),
    key=KEY,
    date=DATE,
)


def akin_to(article):
    """Cards of at most MOST of the published articles: the related ones first, then the newest of its category."""
    found = RELATED.answer(at=at_present(), key=article.pk)
    if len(found) < MOST:
        known = {article.pk, *found}
        found += [key for key in newest_of(article.category_id) if key not in known]
    return Cards(found[:MOST], with_card(Article))


def newest_of(category):
    """Keys of its newest articles: enough for the page of each of them. Asked once for all pages."""

    def ask():
        newest = Article.objects.published().filter(category=category).newest_first()
        return list(newest.values_list("pk", flat=True)[: 2 * MOST])

    return remembered(f"newest-of:{category}", ("news",), ask)


def nearest_in_time(question, article):
    """The published article nearest to it of BEFORE or AFTER, or None."""
    return next(iter(question.answer(at=at_present(), key=article.pk, date=article.date)), None)
