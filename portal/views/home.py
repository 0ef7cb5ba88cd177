from django.db.models import Q
from django.views.generic import TemplateView

from caching.pages import SharedPageMixin
from news.models import Article
from portal.models import Figure, SiteProfile
from portal.network import network_of
from projects.models import Project
from regions.models import Area
from sites.models import Space
from sites.stock import stock


class HomeView(SharedPageMixin, TemplateView):
    """Lead news, a quote, the way into the pool, its newest spaces, projects, figures.

    Nothing is asked here: the page keeps its pieces, and a piece that is kept asks for nothing.
    """

    template_name = "portal/home.html"

    ARTICLES = 5
    SPACES = 3
    PROJECTS = 3

    def get_context_data(self, **kwargs):
        spaces = Space.objects.published().on_offer()
        projects = Project.objects.published().current()
        return super().get_context_data(
            region=region,
            articles=Article.objects.published().with_card().newest_first()[: self.ARTICLES],
            spaces=spaces.with_card().newest_first()[: self.SPACES],
            projects=projects.with_card()[: self.PROJECTS],
            figures=Figure.objects.all(),
            **kwargs,
        )


def region():
    """The districts one can search in, and the cities of the network: one question."""
    areas = (
        Area.objects.filter(
            Q(kind=Area.Kind.DISTRICT, pk__in=list(stock().areas))
            | Q(pk__in=SiteProfile.cities.through.objects.values("area"))
        )
        .defer("boundary", "outline")
        .order_by("name")
    )
    return {
        "network": network_of(area for area in areas if area.kind == Area.Kind.MUNICIPALITY),
        "districts": [area for area in areas if area.kind == Area.Kind.DISTRICT],
    }
