"""Blocks below the content of every page: a partner's quote, the pool, projects. At most three queries."""

from django.utils.functional import cached_property
from django.utils.timezone import localdate

from caching.versions import snapshot_time
from projects.models import Project
from quotes.models import Quote
from sites.pool.stock import current_stock

MAX_PROJECTS = 3


class SiteBlocks:
    """Each block is queried once, and only if a template shows it."""

    @cached_property
    def quote(self):
        at = snapshot_time()
        return Quote.objects.of_the_day(localdate(at).toordinal(), at).first()

    @cached_property
    def counts(self):
        return current_stock()

    @property
    def plot_count(self):
        return self.counts.plots

    @property
    def hall_count(self):
        return self.counts.halls

    @property
    def space_count(self):
        return self.plot_count + self.hall_count

    @cached_property
    def projects(self):
        at = snapshot_time()
        return list(Project.objects.published(at).current(at).with_link()[:MAX_PROJECTS])
