from django.views.generic import ListView

from caching.pages import SharedPageMixin
from editing.previewing.preview import with_previewed
from quotes.models import Quote


class QuoteListView(SharedPageMixin, ListView):
    queryset = Quote.objects.with_partner()
    paginate_by = 24
    parameters = {"page"}

    def get_queryset(self):
        return with_previewed(self.request, super().get_queryset())
