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
    """Lead news, a quote, the way into the pool, its newest spaces, projects, figures."""

    template_name = "portal/home.html"

    ARTICLES = 5
    SPACES = 3
    PROJECTS = 3

    def get_context_data(self, **kwargs):
        pool = stock()
        spaces = Space.objects.published().on_offer()
        projects = Project.objects.published().current()
        # The districts one can search in, and the cities of the network: one question.
        areas = (
            Area.objects.filter(
                Q(kind=Area.Kind.DISTRICT, pk__in=list(pool.areas))
                | Q(pk__in=SiteProfile.cities.through.objects.values("area"))
            )
            .defer("boundary", "outline")
            .order_by("name")
        )
        return super().get_context_data(
            pool=pool,
            articles=Article.objects.published().with_card().newest_first()[: self.ARTICLES],
            spaces=spaces.with_card().newest_first()[: self.SPACES],
            projects=projects.with_card()[: self.PROJECTS],
            figures=Figure.objects.all(),
            network=network_of(area for area in areas if area.kind == Area.Kind.MUNICIPALITY),
            districts=[area for area in areas if area.kind == Area.Kind.DISTRICT],
            **kwargs,
        )
