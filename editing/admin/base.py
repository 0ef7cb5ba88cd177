"""The ModelAdmin of publishable models: editorial states, languages, duplicates."""

from django.contrib import admin, messages
from django.db.models import Prefetch
from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext
from modeltranslation.admin import TranslationAdmin

from editing.admin.forms import cells
from editing.admin.forms.duplicates import create_copy, duplicate_view
from editing.admin.forms.edit import get_edit
from editing.admin.forms.filters import TranslationFilter
from editing.admin.forms.history import HistoryAdmin
from editing.admin.forms.readability import readability_reports
from editing.admin.forms.release_checks import filter_releasable, mark_missing, problems_context
from editing.admin.forms.scheduling import BERLIN_TIME_OVERRIDES, visibility_html
from editing.admin.forms.thumbnails import thumbnail
from editing.admin.forms.unsaved_form import end_unsaved, requested_unsaved, show_unsaved, unsaved_context
from editing.admin.release.late_forms import LateAdminMixin
from editing.admin.release.pending_changes import PendingChangeAdminMixin, apply_workflow_button
from editing.admin.release.previews import preview_view, previewchange_view, previewpage_view
from editing.admin.release.publishable_form import PublishableForm
from editing.admin.release.reviewing import review_view, reviewfile_view
from editing.admin.release.unsaved import is_preview_request, unsaved_view
from editing.admin.release.workflow import workflow_context
from editing.releasing.steps import log_transition
from publishing.log_messages import log_message

WORKFLOW_FIELDSET = (
    _("Publication"),
    {
        "fields": [
            "workflow_state",
            ("published_from", "published_until"),
            "visibility",
            "confirm_until",
            "is_sample",
            ("first_published_at", "updated_at"),
        ]
    },
)


class PublishableAdmin(LateAdminMixin, PendingChangeAdminMixin, HistoryAdmin, TranslationAdmin):
    """List columns, filters and actions shared by all publishable models. Subclasses set `duplicated_rows`."""

    form = PublishableForm
    change_form_template = "admin/publishable_change_form.html"
    readonly_fields = ["visibility", "first_published_at", "updated_at"]
    list_filter = ["workflow_state", TranslationFilter, "is_sample"]
    actions = ["publish", "withdraw", "duplicate_selected"]
    list_per_page = 50
    formfield_overrides = BERLIN_TIME_OVERRIDES
    pages = [
        ("<path:object_id>/duplicate/", duplicate_view, "duplicate"),
        ("<path:object_id>/preview/", preview_view, "preview"),
        ("<path:object_id>/preview/<slug:code>/", previewpage_view, "previewpage"),
        ("<path:object_id>/previewchange/", previewchange_view, "previewchange"),
        ("<path:object_id>/previewchange/<path:inner>", previewchange_view, "previewchangepage"),
        ("<path:object_id>/review/", review_view, "review"),
        ("<path:object_id>/reviewfile/", reviewfile_view, "reviewfile"),
        *HistoryAdmin.pages,  # after the previews, whose paths may end in anything
    ]
    show_facets = admin.ShowFacets.NEVER
    can_duplicate = True
    keeps_unsaved_forms = True
    """Never set it for people's data (docs/adr/0090)."""
    duplicated_rows = ()
    fields_not_duplicated = ()

    class Media:
        js = [Script("js/elements/publication-sentence.js", type="module")]

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        if hasattr(self.model, "photos") and request.resolver_match.url_name.endswith("_changelist"):
            photos = self.model._meta.get_field("photos").related_model._default_manager
            queryset = queryset.prefetch_related(Prefetch("photos", photos.select_related("picture")))
        return queryset

    @admin.display(description=_("picture"))
    def picture(self, obj):
        photo = next(iter(obj.photos.all()), None)
        return thumbnail(photo.picture) if photo else "–"

    @admin.display(description=_("editorial state"), ordering="workflow_state")
    def state(self, obj):
        return cells.state_badge(obj.workflow_state, obj.get_workflow_state_display())

    @admin.display(description=_("visible"))
    def visibility(self, obj):
        return visibility_html(obj or self.model())

    def view_on_site(self, obj):
        return obj.get_absolute_url()

    def add_view(self, request, form_url="", extra_context=None):
        if is_preview_request(request):
            return unsaved_view(self, request)
        if unsaved := requested_unsaved(self, request):
            return show_unsaved(self, request, unsaved, "add_view")
        return super().add_view(request, form_url, extra_context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if is_preview_request(request):
            return unsaved_view(self, request, object_id)
        if unsaved := requested_unsaved(self, request, object_id):
            return show_unsaved(self, request, unsaved, "change_view", object_id)
        return super().change_view(request, object_id, form_url, extra_context)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST":
            apply_workflow_button(request)
        answer = super().changeform_view(request, object_id, form_url, extra_context)
        end_unsaved(self, request, object_id, answer)
        return answer

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        context |= workflow_context(self, request, form, obj)
        context["readable_texts"] = readability_reports(form.instance)
        may_save = self.has_change_permission(request, obj) if change else self.has_add_permission(request)
        if may_save and not context["is_popup"] and not get_edit(request).restoring:
            context["unsaved"] = unsaved_context(self, request, context, obj)
        if change or form.is_bound:
            context |= problems_context(context)
            mark_missing(request, form, context["problems"])
        if change and obj:
            context["preview_url"] = self.url_of("preview", obj.pk)
            if self.may_duplicate(request, obj):
                context["duplicate_url"] = self.url_of("duplicate", obj.pk)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def may_duplicate(self, request, original):
        return self.can_duplicate and self.may(request, "add", original)

    @admin.action(description=_("Publish"), permissions=["release"])
    def publish(self, request, queryset):
        queryset = filter_releasable(request, queryset)
        state = self.model.WorkflowState.PUBLISHED
        count = self.change_states(request, queryset, state, gettext_noop("Published."))
        message = ngettext("%(count)s entry is released.", "%(count)s entries are released.", count)
        self.message_user(request, message % {"count": count}, messages.SUCCESS)

    @admin.action(description=_("Take off the website"), permissions=["release"])
    def withdraw(self, request, queryset):
        state = self.model.WorkflowState.WITHDRAWN
        count = self.change_states(request, queryset, state, gettext_noop("Withdrawn."))
        message = ngettext("%(count)s entry is withdrawn.", "%(count)s entries are withdrawn.", count)
        self.message_user(request, message % {"count": count}, messages.SUCCESS)

    @admin.action(description=_("Duplicate"), permissions=["add"])
    def duplicate_selected(self, request, queryset):
        copies = [create_copy(self, request, original) for original in queryset]
        message = ngettext(
            "%(count)s copy has been made, as a draft.",
            "%(count)s copies have been made, as drafts.",
            len(copies),
        )
        self.message_user(request, message % {"count": len(copies)}, messages.SUCCESS)

    def change_states(self, request, queryset, state, note):
        """Save one by one, so that first publication, version and history are updated."""
        moved = 0
        for obj in queryset.exclude(workflow_state=state):
            found, obj.workflow_state = obj.workflow_state, state
            obj.save()
            log_transition(obj, found, request.user)
            self.log_change(request, obj, log_message(note))
            moved += 1
        return moved
