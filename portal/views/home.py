from django.views.generic import TemplateView

from news.models import Article
from portal.models import Figure
from projects.models import Project
from regions.models import Area
from sites.models import Space


class HomeView(TemplateView):
    """Lead news, a quote, the way into the pool, its newest spaces, projects, figures."""

    template_name = "portal/home.html"

    ARTICLES = 5
    SPACES = 3
    PROJECTS = 3

    def get_context_data(self, **kwargs):
        spaces = Space.objects.published().on_offer()
        projects = Project.objects.published().current()
        return super().get_context_data(
            articles=Article.objects.published().with_card().newest_first()[: self.ARTICLES],
            spaces=spaces.with_card().newest_first()[: self.SPACES],
            projects=projects.with_card()[: self.PROJECTS],
            figures=Figure.objects.all(),
            districts=Area.objects.districts()
            .filter(pk__in=spaces.values("municipality__parent"))
            .only("key", "name", "designation")
            .order_by("name"),
            **kwargs,
        )
