"""The public freshness report of the pool, if enabled by the region."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from caching.pages import SharedPageMixin
from portal.models import SiteProfile
from sites.freshness.report import freshness_report


class FreshnessView(SharedPageMixin, TemplateView):
    template_name = "portal/freshness.html"

    def get(self, request, *args, **kwargs):
        if not SiteProfile.current().shows_freshness_report:
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "report": freshness_report(),
            "breadcrumb": [
                (_("Sites and buildings"), reverse("sites:pool")),
                (_("How up to date the data are"), None),
            ],
        }
