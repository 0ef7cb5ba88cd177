"""Articles as a busy editor writes them: texts of a few hundred words from a vocabulary with rare and common ones."""

import random
from datetime import date, timedelta

from django.utils import timezone

from benchmarks.filling.pool import SEED
from news.models import Article, Category

BATCH = 500
WORDS_EACH = 200
VOCABULARY = 5_000
SYLLABLES = "an bau chem del ent för gra hof in kraft lei mar nord ost park quer ring tech um ver werk zeit"
KICKERS = ("Standort", "Wissenschaft", "Verkehr", "Forschung", "Energie")
DAYS = 5_000


def fill(articles, progress):
    """Write `articles` published articles into the database in use, the newest of yesterday."""
    dice = random.Random(SEED)  # noqa: S311  a bench, no secret
    words = ["".join(dice.choices(SYLLABLES.split(), k=dice.randint(2, 4))) for _word in range(VOCABULARY)]
    shares = [1 / (place + 10) for place in range(VOCABULARY)]  # a few are everywhere, most are rare
    categories = [
        Category.objects.create(name=name, slug=name.lower(), order=order)
        for order, name in enumerate(KICKERS)
    ]
    for start in range(0, articles, BATCH):
        numbers = range(start, min(start + BATCH, articles))
        Article.objects.bulk_create(article(number, dice, words, shares, categories) for number in numbers)
        progress(numbers.stop, articles)


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
