from django.views.generic import TemplateView

from caching.pages import SharedPageMixin
from projects.models import Project
from publishing.views import PublishedDetailView


class ProjectListView(SharedPageMixin, TemplateView):
    template_name = "projects/project_list.html"

    def get_context_data(self, **kwargs):
        projects = Project.objects.published().with_card()
        return super().get_context_data(current=projects.current(), completed=projects.completed(), **kwargs)


class ProjectDetailView(PublishedDetailView):
    queryset = Project.objects.with_card().select_related("contact__organisation", "contact__portrait")
    gone_template = "projects/project_gone.html"
    OTHERS = 3

    def gone_context(self):
        return {"others": Project.objects.published().with_card().current()[: self.OTHERS]}
