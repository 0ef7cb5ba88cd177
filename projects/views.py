from django.http import HttpResponse
from django.views.generic import View


class ProjectListView(View):
    def get(self, request, **kwargs):
        return HttpResponse("placeholder")


class ProjectDetailView(View):
    def get(self, request, **kwargs):
        return HttpResponse("placeholder")
