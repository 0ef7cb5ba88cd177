"""Pagination by year."""

from django.core.paginator import Page, Paginator


class YearlyPaginator(Paginator):
    """Paginates objects with a `date`, the newest first; `years`: {year: count}. The query starts at the year of the
    page, since OFFSET reads all rows before it.
    """

    years = {}

    def page(self, number):
        number = self.validate_number(number)
        rows, before = self.object_list, (number - 1) * self.per_page
        for year, count in sorted(self.years.items(), reverse=True):
            if before < count:
                break
            before -= count
            rows = self.object_list.filter(date__year__lt=year)
        return Page(rows[before : before + self.per_page], number, self)
