"""What the administration's list shows of a word that very many articles hold. Nobody counts them, nor their years."""

from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from formats.templatetags.typography import number
from publishing.querysets import SOME


class FirstHits(Paginator):
    """SOME at most."""

    @cached_property
    def counted(self):
        return self.object_list.count_up_to_some()

    @property
    def has_more(self):
        return self.counted > SOME

    @property
    def count(self):
        return min(self.counted, SOME)


class ArticleList(ChangeList):
    def get_results(self, request):
        super().get_results(request)
        if self.paginator.has_more:
            self.date_hierarchy = None
            self.search_help_text = _(
                "More than %(count)s articles hold this: the first are shown. Another word narrows them down."
            ) % {"count": number(SOME)}

    def get_queryset(self, request, exclude_parameters=None):
        """An action on all of them is one on all that are shown."""
        found = super().get_queryset(request, exclude_parameters)
        if request.method == "POST":
            found = found.filter(pk__in=list(found.primary_keys()[:SOME]))
        return found
