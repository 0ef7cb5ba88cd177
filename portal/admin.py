from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_tasks_db.admin import DBTaskResultAdmin
from django_tasks_db.models import DBTaskResult
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline

from editing.admin.base import WORKFLOW_FIELDSET, PublishableAdmin
from editing.admin.forms.history import HistoryAdmin
from editing.admin.forms.languages import in_languages, languages_of
from formats.invisible_characters import ProhibitInvisibleMixin
from portal.feedback import mark_feedback_done, queued_mails
from portal.legal.checks import needed_fields
from portal.models import Feedback, Figure, Page, SiteProfile


class FigureForm(ProhibitInvisibleMixin, forms.ModelForm):
    pass


class FigureInline(TranslationStackedInline):
    model = Figure
    form = FigureForm
    extra = 0
    fieldsets = [(None, {"fields": [*in_languages("value", "unit", "label"), "order"]})]


class SiteProfileForm(forms.ModelForm):
    def clean(self):
        cleaned = super().clean()
        for field, page in needed_fields().items():
            if field in self.fields and not self.errors.get(field) and not cleaned.get(field):
                words = _(
                    "The page “%(page)s” shows it: take it out of the text there before you empty it here."
                )
                self.add_error(field, forms.ValidationError(words, params={"page": page}))
        return cleaned


@admin.register(SiteProfile)
class SiteProfileAdmin(HistoryAdmin, TranslationAdmin):
    """A single row; the change list redirects to it."""

    form = SiteProfileForm
    inlines = [FigureInline]
    autocomplete_fields = ["cities"]
    fieldsets = [
        (None, {"fields": [*in_languages("name"), "short_name", *in_languages("tagline")]}),
        (_("Home page"), {"fields": [*in_languages("hero_title", "hero_text"), "cities", "figures_as_of"]}),
        (
            _("Sites and buildings"),
            {"fields": ["shows_market_history", "shows_freshness_report", "releases_small_changes"]},
        ),
        (
            _("Address"),
            {"fields": ["organisation", "street", ("postcode", "city"), "phone", ("email", "press_email")]},
        ),
    ]

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        profile = SiteProfile.objects.filter(pk=1).first()
        if profile:
            return HttpResponseRedirect(reverse("admin:portal_siteprofile_change", args=[profile.pk]))
        if self.has_add_permission(request):
            return HttpResponseRedirect(reverse("admin:portal_siteprofile_add"))
        return super().changelist_view(request, extra_context)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not SiteProfile.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Page)
class PageAdmin(PublishableAdmin):
    """Pages with fixed URLs, one per key."""

    can_duplicate = False
    list_display = ["title", "key", "state", languages_of, "reviewed_on", "updated_at"]
    search_fields = ["title_de", "title_en", "body_de", "body_en"]
    actions = ["publish", "withdraw"]
    fieldsets = [
        (None, {"fields": ["key", *in_languages("title", "lead"), "body_de", "reviewed_on"]}),
        (_("Text in English"), {"fields": ["body_en"]}),
        WORKFLOW_FIELDSET,
    ]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(["key"] if obj else [])]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and Page.objects.count() < len(Page.Key)

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Feedback)
class FeedbackAdmin(admin.ModelAdmin):
    """Feedback can be read, marked as done and deleted, not changed. No history, as it is personal data."""

    list_display = ["topic", "excerpt", "page", "language", "created_at", "is_done"]
    list_filter = ["is_done", "topic", "language"]
    search_fields = ["message", "name", "email", "page"]
    date_hierarchy = "created_at"
    actions = ["mark_done"]
    readonly_fields = ["topic", "message", "name", "email", "page", "language", "created_at", "mailed_at"]
    fields = ["is_done", "topic", "message", "page", "name", "email", "language", "created_at", "mailed_at"]

    def has_add_permission(self, request):
        return False

    def save_model(self, request, obj, form, change):
        if obj.is_done and "is_done" in form.changed_data:
            mark_feedback_done(obj)
        else:
            super().save_model(request, obj, form, change)

    @admin.display(description=_("mailed"))
    def mailed_at(self, feedback):
        """Empty if queued, failed or deleted from the outbox."""
        mail = queued_mails(feedback).first()
        return mail.sent_at if mail else None

    @admin.display(description=_("message"), ordering="message")
    def excerpt(self, feedback):
        return f"{feedback.message[:80]}…" if len(feedback.message) > 80 else feedback.message

    @admin.action(description=_("Mark as done"), permissions=["change"])
    def mark_done(self, request, queryset):
        open_ones = list(queryset.filter(is_done=False))
        for feedback in open_ones:
            mark_feedback_done(feedback)
        count = len(open_ones)
        message = ngettext("%(count)s message is done.", "%(count)s messages are done.", count)
        self.message_user(request, message % {"count": count}, messages.SUCCESS)


admin.site.unregister(DBTaskResult)
DBTaskResult.__str__ = lambda task: task.task_path  # the package has none


@admin.register(DBTaskResult)
class QueuedTaskAdmin(DBTaskResultAdmin):
    """Lists tasks by path: the package's column imports the function, which an update may have removed."""

    list_display = [{"task_name": "task_path"}.get(name, name) for name in DBTaskResultAdmin.list_display]
    # Translated labels.
    formatted_traceback = admin.display(description=_("traceback"))(DBTaskResultAdmin.formatted_traceback)
    display_run_after = admin.display(description=_("run after"))(DBTaskResultAdmin.display_run_after)
