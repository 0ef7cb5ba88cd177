from django import template
from django.contrib.admin.utils import flatten_fieldsets

from editing import form_faults, grouping

register = template.Library()
register.filter("gathered", grouping.group_similar)
register.filter("words_of_others", grouping.others_text)
register.simple_tag(form_faults.form_faults, name="faults_of_plain_form")


@register.simple_tag
def faults_of(adminform, inlines=()):
    """Return the Faults of an admin form and its inlines, in page order."""
    if not adminform.form.is_bound:  # its marks do not prevent saving
        return []
    found = form_faults.form_faults(adminform.form, flatten_fieldsets(adminform.fieldsets))
    return found + [fault for inline in inlines for fault in form_faults.inline_faults(inline)]
