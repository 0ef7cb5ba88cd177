"""An article for search engines."""

from publishing.structured_data import page, person, picture


def article_data(article):
    return page(
        "NewsArticle",
        article,
        "title",
        headline=article.title[:110],
        description=article.teaser,
        datePublished=article.date.isoformat(),
        articleSection=str(article.category or ""),  # a draft in its preview may have none
        author=person(article.author_name, article.author_role),
        image=picture(article.lead_photo),
    )
