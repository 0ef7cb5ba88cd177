"""Pages with fixed URLs, edited in the admin."""

from django.http import Http404
from django.shortcuts import render

from portal.models import Page
from publishing.views import PublishedDetailView


class PageView(PublishedDetailView):
    """A fixed page; while it is not published, a placeholder with a contact."""

    template_name = "portal/page.html"
    queryset = Page.objects.all()

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            key = Page.Key(self.kwargs["key"])
            return render(request, "portal/page_missing.html", {"title": key.label, "key": key})

    def get_object(self, queryset=None):
        page = self.get_queryset().filter(key=self.kwargs["key"]).first()
        if page is None:
            raise Http404
        return page
