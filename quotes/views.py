from django.http import HttpResponse
from django.views.generic import View


class QuoteListView(View):
    def get(self, request, **kwargs):
        return HttpResponse("placeholder")
