"""Pages of many years."""

from django.core.paginator import Page, Paginator


class YearlyPaginator(Paginator):
    """Of things with a `date`, the newest first; `years` says how many each year has. A page is looked for from the
    beginning of its year on, since a database walks through all rows before a page.
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
