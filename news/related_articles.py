"""Articles related to an article."""

from caching.fragments import cached_in_process
from news.models import Article
from publishing.cards import CardList, card_query

MAX_RELATED = 3


def related_articles(article):
    """Return at most MAX_RELATED published articles: the related ones, then the newest of its category."""
    related = Article.related.through.objects.filter(from_article=article.pk).values("to_article")
    found = list(
        Article.objects.published().filter(pk__in=related).newest_first().primary_keys()[:MAX_RELATED]
    )
    if len(found) < MAX_RELATED:
        known = {article.pk, *found}
        found += [key for key in newest_keys(article.category_id) if key not in known]
    return CardList(found[:MAX_RELATED], card_query(Article))


def newest_keys(category):
    """Return ids of the newest articles, enough for the page of any of them; cached for all pages."""

    def ask():
        newest = Article.objects.published().filter(category=category).newest_first()
        return list(newest.values_list("pk", flat=True)[: 2 * MAX_RELATED])

    return cached_in_process(f"newest-of:{category}", ("news",), ask)
