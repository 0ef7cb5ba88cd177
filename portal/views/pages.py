"""Pages with a fixed address, edited in the admin."""

from django.http import Http404
from django.shortcuts import render

from portal.models import Page
from publishing.views import PublishedDetailView


class PageView(PublishedDetailView):
    """One fixed page. Its address always answers: as long as the page is unwritten, with whom to ask instead."""

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
