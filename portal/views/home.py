from django.utils.functional import SimpleLazyObject
from django.views.generic import TemplateView

from caching.pages import SharedPageMixin
from caching.versions import snapshot_time
from news.models import Article
from portal.city_diagram import build_city_diagram
from portal.models import Figure, SiteProfile
from projects.models import Project
from regions.models import Area
from sites.models import Space
from sites.pool.stock import current_stock


class HomeView(SharedPageMixin, TemplateView):
    """News, a quote, entries to the pool, its newest spaces, projects, figures.

    The context is lazy: the template caches its fragments, and cached ones need no query.
    """

    template_name = "portal/home.html"

    def get_context_data(self, **kwargs):
        at = snapshot_time()
        return super().get_context_data(
            region=region_context,
            articles=lazy_list(lambda: Article.objects.published(at).with_card().newest_first()[:5]),
            spaces=lazy_list(lambda: Space.objects.published(at).on_offer().with_card().newest_first()[:3]),
            projects=lazy_list(lambda: Project.objects.published(at).current(at).with_card()[:3]),
            figures=lazy_list(Figure.objects.all),
            **kwargs,
        )


def lazy_list(queryset):
    """A list of the rows; the queryset is built on first access."""
    return SimpleLazyObject(lambda: list(queryset()))


def region_context():
    """The city diagram, and the districts with offers."""
    with_objects = current_stock().areas
    cities = Area.objects.municipalities().filter(pk__in=SiteProfile.cities.through.objects.values("area"))
    districts = Area.objects.districts().without_geometry()
    return {
        "network": build_city_diagram(cities.only("name", "center", "population").order_by("name")),
        "districts": [district for district in districts if district.pk in with_objects],
    }
