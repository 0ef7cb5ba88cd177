"""Release checks of legal pages: unfilled gaps, empty values; and profile fields that public pages require."""

from django.utils.translation import gettext as _

from portal.legal.values import find_value
from portal.models import Page, SiteProfile
from portal.placeholders import GAP, VALUE
from publishing.checks import Problem, register_check
from publishing.checks.markup import rich_texts


@register_check(Page)
def check_gaps(case):
    for field, markup in rich_texts(case.obj):
        for gap in GAP.findall(markup):
            yield Problem(field, _("A gap is left: %(gap)s.") % {"gap": gap}, "gap_left", is_error=True)


@register_check(Page)
def check_values(case):
    profile = SiteProfile.current()
    for field, markup in rich_texts(case.obj):
        for name in VALUE.findall(markup):
            value = find_value(name)
            if value is None:
                words = _("There is no value “%(name)s” that could be filled in.")
                yield Problem(field, words % {"name": name}, "value_unknown", is_error=True)
                continue
            text = value.read(profile)
            if text == "":
                words = _("“%(name)s” is missing in “Name and address of the region”.")
                yield Problem(field, words % {"name": name}, "value_missing", is_error=True)
            words = _("A gap is left: %(gap)s. Write the text out in place of the mark “%(name)s”.")
            for gap in GAP.findall(str(text)):
                yield Problem(field, words % {"gap": gap, "name": name}, "gap_left", is_error=True)


def needed_fields(at=None):
    """Return {profile field: first public page that would show a bare placeholder without it}."""
    found = {}
    for page in Page.objects.published(at).order_by("pk"):
        for _field, markup in rich_texts(page):
            for value in filter(None, map(find_value, VALUE.findall(markup))):
                for field in value.fields:
                    found.setdefault(field, page)
    return found
