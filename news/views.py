from django.http import HttpResponse
from django.views.generic import View


class ArticleListView(View):
    def get(self, request, **kwargs):
        return HttpResponse("placeholder")


class CategoryView(View):
    def get(self, request, **kwargs):
        return HttpResponse("placeholder")


class ArchiveView(View):
    def get(self, request, **kwargs):
        return HttpResponse("placeholder")


class ArticleDetailView(View):
    def get(self, request, **kwargs):
        return HttpResponse("placeholder")
