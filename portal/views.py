from django.http import HttpResponse
from django.views.generic import View


class HomeView(View):
    def get(self, request, **kwargs):
        return HttpResponse("placeholder")


class SearchView(View):
    def get(self, request, **kwargs):
        return HttpResponse("placeholder")


class PageView(View):
    def get(self, request, **kwargs):
        return HttpResponse("placeholder")


class FeedbackView(View):
    def get(self, request, **kwargs):
        return HttpResponse("placeholder")


class FeedbackThanksView(View):
    def get(self, request, **kwargs):
        return HttpResponse("placeholder")


class ThemeView(View):
    def get(self, request, **kwargs):
        return HttpResponse("placeholder")


class StylePageView(View):
    def get(self, request, **kwargs):
        return HttpResponse("placeholder")


def health(request):
    return HttpResponse("ok")


def robots(request):
    return HttpResponse("ok")


class ManifestView(View):
    def get(self, request, **kwargs):
        return HttpResponse("placeholder")
