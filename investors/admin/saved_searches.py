"""Saved searches: read-only, can be deleted. Without history, because the data are private."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from investors.models import SavedSearch
from investors.searching import describe_saved_search


@admin.register(SavedSearch)
class SavedSearchAdmin(admin.ModelAdmin):
    list_display = ["words", "email", "frequency", "language", "requested_at", "confirmed_at", "last_run_at"]
    list_filter = ["frequency", "language", ("confirmed_at", admin.EmptyFieldListFilter)]
    search_fields = ["email"]
    date_hierarchy = "requested_at"
    list_per_page = 50
    fields = readonly_fields = [
        "words",
        "email",
        "language",
        "frequency",
        "requested_at",
        "request_mark",
        "consent_version",
        "consent_text",
        "confirmed_at",
        "confirmation_mark",
        "last_run_at",
        "known",
        "invalid_since",
    ]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description=_("search"))
    def words(self, saved):
        return describe_saved_search(saved)

    @admin.display(description=_("properties told"))
    def known(self, saved):
        return len(saved.snapshot)
