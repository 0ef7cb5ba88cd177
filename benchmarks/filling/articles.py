"""Articles as a busy editor writes them: texts of a few hundred words from a vocabulary with rare and common ones."""

import random
from datetime import date, timedelta

from django.utils import timezone

from benchmarks.filling.pool import SEED
from news.models import Article, Category

BATCH = 500
WORDS_EACH = 200
VOCABULARY = 5_000
HEADS = "b br d f fl g gr h k kl l m n p r s sch st str t tr v w z"
VOWELS = "a e i o u ä ö ü ei au ie"
TAILS = "- - n r l s t ng nd st"  # two of ten syllables are open
"""Of syllables. An index of three letters wrongly offers 4 % of such texts for a piece of nine letters that they do not
have, of the handbook's and the demo's 1 %. Of texts made of twenty whole syllables it offered 19 %.
"""
KICKERS = ("Standort", "Wissenschaft", "Verkehr", "Forschung", "Energie")
DAYS = 5_000


def fill(articles, progress):
    """Write `articles` published articles into the database in use, the newest of yesterday."""
    dice = random.Random(SEED)  # noqa: S311  a bench, no secret
    words = vocabulary(dice)
    shares = [1 / (place + 10) for place in range(VOCABULARY)]  # a few are everywhere, most are rare
    categories = [
        Category.objects.create(name=name, slug=name.lower(), order=order)
        for order, name in enumerate(KICKERS)
    ]
    for start in range(0, articles, BATCH):
        numbers = range(start, min(start + BATCH, articles))
        Article.objects.bulk_create(article(number, dice, words, shares, categories) for number in numbers)
        progress(numbers.stop, articles)


def vocabulary(dice):
    """Words, the commonest first: that stands in nearly every article, the last in every hundred and sixtieth."""
    return [word(dice) for _word in range(VOCABULARY)]


def word(dice):
    syllables = range(dice.randint(1, 4))
    signs = [dice.choice(part.split()) for _syllable in syllables for part in (HEADS, VOWELS, TAILS)]
    return "".join(signs).replace("-", "")


def article(number, dice, words, shares, categories):
    text = dice.choices(words, shares, k=WORDS_EACH)
    made = Article(
        title=f"{' '.join(text[:6]).capitalize()} {number}",
        slug=f"artikel-{number}",
        category=dice.choice(categories),
        date=date.today() - timedelta(days=1 + dice.randrange(DAYS)),
        teaser=" ".join(text[:25]).capitalize() + ".",
        body=f"<p>{' '.join(text)}.</p>",
        workflow_state=Article.WorkflowState.PUBLISHED,
        first_published_at=timezone.now(),
    )
    made.search_text = made.compose_search_text()
    return made
