"""An article for search engines."""

from publishing.structured_data import page_node, person_node, picture_node


def article_node(article):
    return page_node(
        "NewsArticle",
        article,
        "title",
        headline=article.title[:110],
        description=article.teaser,
        datePublished=article.date.isoformat(),
        articleSection=str(article.category or ""),  # a draft in its preview may have none
        author=person_node(article.author_name, article.author_role),
        image=picture_node(article.lead_photo),
    )
