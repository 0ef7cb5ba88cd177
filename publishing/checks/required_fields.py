"""Fields that may be empty in a draft and are required for a release."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from publishing.checks import Problem, register_check
from publishing.models import Publishable


@register_check(Publishable)
def missing_fields(case):
    for name in case.obj.needed_for_release:
        field = case.obj._meta.get_field(name)
        if not getattr(case.obj, field.attname):
            label = capfirst(getattr(field, "translated_field", field).verbose_name)
            yield Problem(name, _("%(field)s is missing.") % {"field": label}, "needed", is_error=True)
