"""Finds any space, plot or hall, published or not, for the fields of other forms. A space as such is never edited."""

from django.contrib import admin

from editing.admin.desk import DeskAdminMixin
from sites.admin.searching import SpaceSearchMixin
from sites.models import Space


@admin.register(Space)
class SpaceLookupAdmin(SpaceSearchMixin, DeskAdminMixin, admin.ModelAdmin):
    search_fields = ["=number", "name_de", "name_en"]
    ordering = ["number"]

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
