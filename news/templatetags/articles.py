"""What a template may ask about an article."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from publishing.cards import thing_of
from publishing.kept import remembered

register = template.Library()


@register.simple_tag
def article_card(article, style="", level=3, sizes="", *, eager=False):
    """The card of an article, which a list of Cards need not have read."""

    def make():
        context = {"style": style, "level": level, "sizes": sizes, "eager": eager}
        thing = thing_of(article)
        return mark_safe(
            thing and render_to_string("news/_article_card.html", context | {"article": thing}) or ""
        )

    name = f"article:{article.pk}:{style}:{level}:{sizes}:{eager}".replace(" ", "_")
    return remembered(name, ("news", "publishing"), make)
