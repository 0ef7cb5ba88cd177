"""What the roof puts around the rooms' pages: a partner's voice, the pool, projects. At most three queries."""

from django.db.models import Count, Q
from django.utils.functional import cached_property

from projects.models import Project
from quotes.models import Quote
from sites.choices import Kind
from sites.models import Space


class Furniture:
    """Each piece is asked for once, and only when a template shows it."""

    PROJECTS = 3

    @cached_property
    def quote(self):
        return Quote.objects.of_the_day()

    @cached_property
    def counts(self):
        return (
            Space.objects.published()
            .on_offer()
            .aggregate(
                plots=Count("pk", filter=Q(kind=Kind.PLOT)), halls=Count("pk", filter=Q(kind=Kind.HALL))
            )
        )

    @property
    def plot_count(self):
        return self.counts["plots"]

    @property
    def hall_count(self):
        return self.counts["halls"]

    @property
    def space_count(self):
        return self.plot_count + self.hall_count

    @cached_property
    def projects(self):
        return list(Project.objects.published().current()[: self.PROJECTS])
