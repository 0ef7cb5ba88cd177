"""The administration of things with a life of their own: states, languages, duplicates."""

from django.contrib import admin, messages
from django.db.models import Prefetch
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext
from modeltranslation.admin import TranslationAdmin

from editing.admin import cells
from editing.admin.before_release import ChecksAdminMixin
from editing.admin.filters import TranslationFilter
from editing.admin.history import HistoryAdmin
from editing.admin.keeping import KeepsOnDeviceMixin
from editing.admin.languages import LanguagesMixin
from editing.admin.late import LateAdminMixin
from editing.admin.plain_language import texts_of
from editing.admin.previews import PreviewAdminMixin
from editing.admin.reviewing import ReviewAdminMixin
from editing.admin.saying_moves import SaysMovesMixin
from editing.admin.scheduling import ScheduleAdminMixin
from editing.admin.thumbnails import thumbnail
from editing.admin.versions import PublishableForm
from editing.admin.waiting import WaitingAdminMixin
from editing.admin.workflow_row import WorkflowRowMixin
from editing.duplicating import duplicate
from editing.releasing.steps import write_down_move
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


class PublishableAdmin(
    KeepsOnDeviceMixin,
    ChecksAdminMixin,
    ScheduleAdminMixin,
    PreviewAdminMixin,
    LanguagesMixin,
    WorkflowRowMixin,
    SaysMovesMixin,
    ReviewAdminMixin,
    LateAdminMixin,
    WaitingAdminMixin,
    HistoryAdmin,
    TranslationAdmin,
):
    """List columns, filters and actions every editor knows from the others. Subclasses name `duplicated_rows`."""

    form = PublishableForm
    change_form_template = "admin/publishable_change_form.html"
    readonly_fields = ["visibility", "first_published_at", "updated_at"]
    list_filter = ["workflow_state", TranslationFilter, "is_sample"]
    actions = ["publish", "withdraw", "duplicate_selected"]
    list_per_page = 50
    object_pages = {
        "duplicate/": "duplicate",
        "preview/": "preview",
        "preview/<slug:code>/": "previewpage",
        "previewchange/": "previewchange",
        "previewchange/<path:inner>": "previewchangepage",
        "review/": "review",
        "reviewfile/": "reviewfile",
        "takeback/": "takeback",
        "reinstate/": "reinstate",
    } | HistoryAdmin.object_pages  # after the pages of previews, whose addresses may end like any other
    show_facets = admin.ShowFacets.NEVER
    keeps_on_device = True
    can_duplicate = True
    duplicated_rows = ()
    left_out_of_duplicates = ()
    photo_relation = "photos"

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        if self.photo_relation and request.resolver_match.url_name.endswith("_changelist"):
            photos = self.model._meta.get_field(self.photo_relation).related_model._default_manager
            queryset = queryset.prefetch_related(
                Prefetch(self.photo_relation, photos.select_related("picture"))
            )
        return queryset

    @admin.display(description=_("picture"))
    def picture(self, obj):
        photo = next(iter(obj.photos.all()), None)
        return thumbnail(photo.picture) if photo else "–"

    @admin.display(description=_("editorial state"), ordering="workflow_state")
    def state(self, obj):
        return cells.state(obj.workflow_state, obj.get_workflow_state_display())

    def view_on_site(self, obj):
        return obj.get_absolute_url()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        context |= self.workflow_context(request, form, obj) | {"readable_texts": texts_of(form.instance)}
        if change and obj and self.may_duplicate(request, obj):
            context["duplicate_url"] = reverse(self.url_name("duplicate"), args=[obj.pk])
        if change and obj:
            context["preview_url"] = reverse(self.url_name("preview"), args=[obj.pk])
        return super().render_change_form(request, context, add, change, form_url, obj)

    def duplicate_view(self, request, object_id):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        original = self.object_for(request, object_id, self.may_duplicate)
        with self.create_revision(request):
            copy = self.duplicate(request, original)
        messages.success(request, _("This is the copy, a draft. Change what differs and save it."))
        return HttpResponseRedirect(reverse(self.url_name("change"), args=[copy.pk]))

    def may_duplicate(self, request, original):
        return self.can_duplicate and self.may(request, "add", original)

    def duplicate(self, request, original):
        copy = duplicate(original, self.duplicated_rows, self.left_out_of_duplicates)
        self.log_addition(
            request, copy, log_message(gettext_noop("Copied from “%(original)s”."), original=original)
        )
        return copy

    @admin.action(description=_("Publish"), permissions=["release"])
    def publish(self, request, queryset):
        queryset = self.without_hindrances(request, queryset)
        at, published = timezone.now(), self.model.WorkflowState.PUBLISHED
        ahead = queryset.exclude(workflow_state=published).filter(published_from__gt=at).count()
        count = self.move(request, queryset, published, gettext_noop("Published.")) - ahead
        if count or not ahead:
            words = ngettext(
                "%(count)s entry is published now.", "%(count)s entries are published now.", count
            )
            self.message_user(request, words % {"count": count}, messages.SUCCESS)
        if ahead:
            words = ngettext(
                "%(count)s entry is released and appears on its day.",
                "%(count)s entries are released and appear on their days.",
                ahead,
            )
            self.message_user(request, words % {"count": ahead}, messages.SUCCESS)

    @admin.action(description=_("Withdraw from the site"), permissions=["release"])
    def withdraw(self, request, queryset):
        count = self.move(request, queryset, self.model.WorkflowState.WITHDRAWN, gettext_noop("Withdrawn."))
        message = ngettext("%(count)s entry is withdrawn.", "%(count)s entries are withdrawn.", count)
        self.message_user(request, message % {"count": count}, messages.SUCCESS)

    @admin.action(description=_("Duplicate"), permissions=["add"])
    def duplicate_selected(self, request, queryset):
        copies = [self.duplicate(request, original) for original in queryset]
        message = ngettext(
            "%(count)s copy has been made, as a draft.",
            "%(count)s copies have been made, as drafts.",
            len(copies),
        )
        self.message_user(request, message % {"count": len(copies)}, messages.SUCCESS)

    def move(self, request, queryset, state, note):
        """Through save(), one by one, so that first publication, version and history are right."""
        moved = 0
        for obj in queryset.exclude(workflow_state=state):
            found, obj.workflow_state = obj.workflow_state, state
            obj.save()
            write_down_move(obj, found, request.user)
            self.log_change(request, obj, log_message(note))
            moved += 1
        return moved
