"""What hinders a page of the law from going out: gaps that nobody filled, values that say nothing."""

from django.utils.translation import gettext as _

from portal.legal.gaps import gaps_in
from portal.legal.values import named, names_in
from portal.models import Page, SiteProfile
from publishing.checks import Problem, register
from publishing.checks.markup import rich_texts


@register(Page)
def gaps(case):
    for field, markup in rich_texts(case.obj):
        for gap in gaps_in(markup):
            yield Problem(field, _("A gap is left: %(gap)s.") % {"gap": gap}, "gap_left", is_error=True)


@register(Page)
def values(case):
    profile = SiteProfile.current()
    for field, markup in rich_texts(case.obj):
        for name in names_in(markup):
            value = named(name)
            if value is None:
                words = _("There is no value “%(name)s” that could be filled in.")
                yield Problem(field, words % {"name": name}, "value_unknown", is_error=True)
                continue
            text = value.read(profile)
            if text == "":
                words = _("“%(name)s” is missing in “Name and address of the region”.")
                yield Problem(field, words % {"name": name}, "value_missing", is_error=True)
            words = _("A gap is left: %(gap)s. Write the text out in place of the mark “%(name)s”.")
            for gap in gaps_in(str(text)):
                yield Problem(field, words % {"gap": gap, "name": name}, "gap_left", is_error=True)
