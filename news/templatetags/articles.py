"""Template tags for articles."""

from django import template

from caching.fragments import cached_in_process
from publishing.cards import render_card

register = template.Library()


@register.simple_tag
def article_card(article, style="", level=3, sizes="", *, eager=False):
    """Render the cached card of an article, or of the lazy Card of a CardList."""

    def make():
        look = {"style": style, "level": level, "sizes": sizes, "eager": eager}
        return render_card("news/_article_card.html", article, "article", **look)

    name = f"article:{article.pk}:{style}:{level}:{sizes}:{eager}".replace(" ", "_")
    return cached_in_process(name, ("news", "publishing"), make)
