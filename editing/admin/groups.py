"""Groups of rights, whose rights are named in the reader's language: Django keeps English names of them."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangosGroupAdmin
from django.contrib.auth.models import Group, Permission
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editing.admin.desk import DeskAdminMixin

DEEDS = {
    "add": _("Add"),
    "change": _("Change"),
    "delete": _("Delete"),
    "view": pgettext_lazy("right", "View"),
    "release": _("Release"),
}
"""{beginning of a codename: what it allows}"""

admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(DeskAdminMixin, DjangosGroupAdmin):
    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.remote_field.model is Permission:
            field.label_from_instance = name_of_right
        return field


def name_of_right(permission):
    """“Artikel: Hinzufügen”; a right of another kind keeps its own name."""
    deed = DEEDS.get(permission.codename.partition("_")[0], permission.name)
    return f"{capfirst(permission.content_type.name)}: {deed}"
