from django.db.models import CharField, DateTimeField, Q
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
AREAS = Question(
    lambda district: (
        Area.objects.filter(Q(kind=district) | Q(pk__in=SiteProfile.cities.through.objects.values("area")))
        .only("kind", "key", "name", "designation", "center", "population")
        .order_by("name")
    ),
    district=CharField(),
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
    """The districts one can search in, and the cities of the network: one question."""
    areas, with_objects = AREAS.answer(district=Area.Kind.DISTRICT), stock().areas
    return {
        "network": network_of(area for area in areas if area.kind == Area.Kind.MUNICIPALITY),
        "districts": [area for area in areas if area.kind == Area.Kind.DISTRICT and area.pk in with_objects],
    }
