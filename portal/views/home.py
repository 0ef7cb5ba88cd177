from django.db.models import DateTimeField
from django.utils.functional import SimpleLazyObject
from django.views.generic import TemplateView

from caching.pages import SharedPageMixin
from caching.versions import at_present
from database.prepared import Question
from news.models import Article
from portal.models import Figure, SiteProfile
from portal.network import network_of
from projects.models import Project
from regions.models import Area
from regions.rows import districts
from sites.models import Space
from sites.stock import stock

ARTICLES = Question(
    lambda at: Article.objects.published(at).with_card().newest_first()[:5], at=DateTimeField()
)
SPACES = Question(
    lambda at: Space.objects.published(at).on_offer().with_card().newest_first()[:3], at=DateTimeField()
)
PROJECTS = Question(lambda at: Project.objects.published(at).current(at).with_card()[:3], at=DateTimeField())
FIGURES = Question(Figure.objects.all)
CITIES = Question(
    lambda: (
        Area.objects.municipalities()
        .filter(pk__in=SiteProfile.cities.through.objects.values("area"))
        .only("name", "center", "population")
        .order_by("name")
    )
)


class HomeView(SharedPageMixin, TemplateView):
    """Lead news, a quote, the way into the pool, its newest spaces, projects, figures.

    Nothing is asked here: the page keeps its pieces, and a piece that is kept asks for nothing.
    """

    template_name = "portal/home.html"

    def get_context_data(self, **kwargs):
        at = at_present()
        return super().get_context_data(
            region=region,
            articles=SimpleLazyObject(lambda: ARTICLES.answer(at=at)),
            spaces=SimpleLazyObject(lambda: SPACES.answer(at=at)),
            projects=SimpleLazyObject(lambda: PROJECTS.answer(at=at)),
            figures=SimpleLazyObject(FIGURES.answer),
            **kwargs,
        )


def region():
    """The districts one can search in, and the cities of the network."""
    with_objects = stock().areas
    return {
        "network": network_of(CITIES.answer()),
        "districts": [district for district in districts() if district.pk in with_objects],
    }
