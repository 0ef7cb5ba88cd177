"""What the roof puts around the rooms' pages: a partner's voice, the pool, projects. At most three queries."""

from django.utils.functional import cached_property

from projects.models import Project
from publishing.kept import kept
from quotes.models import Quote
from sites.stock import stock


class Furniture:
    """Each piece is asked for once, and only when a template shows it."""

    PROJECTS = 3

    @cached_property
    def quote(self):
        return kept("quote", ["quotes", "publishing"], Quote.objects.of_the_day)

    @cached_property
    def counts(self):
        return stock()

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
        return kept("projects", ["projects"], self.ask_projects)

    def ask_projects(self):
        return list(Project.objects.published().current()[: self.PROJECTS])
