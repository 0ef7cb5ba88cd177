from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from caching.pages import SharedPageMixin
from portal.forms import SearchForm
from portal.search import MAX_FIRST_HITS, format_count, present_hits, search_all
from publishing.canonical_query import redirect_without_empty


class SearchView(SharedPageMixin, TemplateView):
    """The first hits of every kind, or with `in` all hits of one."""

    template_name = "portal/search.html"

    HITS_A_PAGE = 20
    parameters = {"q", "in", "page"}

    def get(self, request, *args, **kwargs):
        return redirect_without_empty(request) or super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        form = SearchForm(self.request.GET)
        words = form.cleaned_data["q"] if form.is_valid() else ""
        context = super().get_context_data(form=form, words=words, **kwargs)
        if not words:
            return context
        groups = [group for group in search_all(words) if group.count]
        chosen = next((group for group in groups if group.key == self.request.GET.get("in")), None)
        total = sum(group.count for group in groups)
        context |= {
            "groups": groups,
            "chosen": chosen,
            "total": total,
            "total_in_words": format_count(total, any(group.has_more for group in groups)),
        }
        if chosen:
            context["page_obj"] = self.paginate(chosen)
            shown = [(chosen, context["page_obj"].object_list)]
        else:
            shown = [(group, group.first[:MAX_FIRST_HITS]) for group in groups]
        context["results"] = [(group, list(present_hits(group, things, words))) for group, things in shown]
        return context

    def paginate(self, group):
        paginator = Paginator(group.hits, self.HITS_A_PAGE)
        paginator.count = group.count  # saves a query
        try:
            return paginator.page(self.request.GET.get("page", 1))
        except InvalidPage:
            raise Http404(_("That page contains no results")) from None
