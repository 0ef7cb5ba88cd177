from django.views.generic import ListView

from quotes.models import Quote


class QuoteListView(ListView):
    queryset = Quote.objects.with_partner()
    paginate_by = 24

    def get_queryset(self):
        return super().get_queryset().published()
