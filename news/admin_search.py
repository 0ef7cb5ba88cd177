"""The administration's list for a search with very many hits, which are neither counted nor grouped by year."""

from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from formats.templatetags.typography import number
from publishing.querysets import MAX_COUNTED


def is_truncated(queryset):
    """Whether a search found more than MAX_COUNTED."""
    return getattr(queryset, "is_cut", False)


class CappedPaginator(Paginator):
    count = MAX_COUNTED


class ArticleChangeList(ChangeList):
    def get_results(self, request):
        super().get_results(request)
        if is_truncated(self.queryset):
            self.search_help_text = _(
                "More than %(count)s articles contain this. The first of them are counted and shown; another word "
                "narrows the search."
            ) % {"count": number(MAX_COUNTED)}
            if not any(name.startswith(f"{self.date_hierarchy}__") for name in self.params):
                self.date_hierarchy = None

    def get_queryset(self, request, exclude_parameters=None):
        """Limit an action on all rows to those that can be shown."""
        found = super().get_queryset(request, exclude_parameters)
        if is_truncated(found) and request.POST.get("select_across") == "1":
            found = found.filter(pk__in=list(found.primary_keys()[:MAX_COUNTED]))
        return found
