from django.http import HttpResponse
from django.views.generic import View


class PoolView(View):
    def get(self, request, **kwargs):
        return HttpResponse("placeholder")


class SpaceListView(View):
    def get(self, request, **kwargs):
        return HttpResponse("placeholder")


class SpaceMapView(View):
    def get(self, request, **kwargs):
        return HttpResponse("placeholder")


class SpaceGeoJSONView(View):
    def get(self, request, **kwargs):
        return HttpResponse("placeholder")


class SpaceDetailView(View):
    def get(self, request, **kwargs):
        return HttpResponse("placeholder")


class BusinessParkDetailView(View):
    def get(self, request, **kwargs):
        return HttpResponse("placeholder")


class SpaceDocumentView(View):
    def get(self, request, **kwargs):
        return HttpResponse("placeholder")
