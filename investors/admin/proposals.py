"""Proposals: spaces selected for one investor, unpublished ones included."""

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext, pgettext_lazy

from editing.admin.forms.desk import DeskAdminMixin
from editing.admin.forms.release_checks import EditedRows
from editing.admin.forms.rights import DeskInlineMixin
from investors import proposing
from investors.admin.proposal_preview import PREVIEW_PAGES
from investors.models import Proposal, ProposalSpace
from publishing.log_messages import log_message
from sites.papers.expose.documents import MAX_DOCUMENT_SPACES


class ProposalSpaceFormSet(EditedRows):
    def clean(self):
        super().clean()
        count = len(self.remaining())
        if count > MAX_DOCUMENT_SPACES:
            text = _(
                "A proposal holds %(most)s properties; this one has %(count)s. Take out %(surplus)s, or make several."
            )
            numbers = {"most": MAX_DOCUMENT_SPACES, "count": count, "surplus": count - MAX_DOCUMENT_SPACES}
            raise ValidationError(text % numbers, code="too_many")


class ProposalSpaceInline(DeskInlineMixin, admin.TabularInline):
    model = ProposalSpace
    formset = ProposalSpaceFormSet
    extra = 1
    fields = ["space", "state", "order", "note", "discloses_place"]
    readonly_fields = ["state"]
    autocomplete_fields = ["space"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("space")

    @admin.display(description=pgettext_lazy("proposal", "state"))
    def state(self, row):
        if row.space is None:
            return _("Property %(number)s, deleted") % {"number": row.number} if row.number else "–"
        return f"{row.space.get_workflow_state_display()}, {row.space.get_marketing_status_display()}"


@admin.register(Proposal)
class ProposalAdmin(DeskAdminMixin, admin.ModelAdmin):
    inlines = [ProposalSpaceInline]
    list_display = ["title", "addressee", "state", "expires_at", "opens", "last_opened_on", "created_by"]
    list_filter = [("revoked_at", admin.EmptyFieldListFilter), "language", "expires_at"]
    list_select_related = ["created_by"]
    search_fields = ["title", "addressee", "rows__space__name_de", "=rows__number"]
    readonly_fields = ["link", "state", "opens", "last_opened_on", "created_by", "created_at"]
    actions = ["revoke", "renew", "duplicate"]
    pages = PREVIEW_PAGES
    fieldsets = [
        (None, {"fields": ["title", "addressee", "language", "greeting", "expires_at"]}),
        (
            _("Link"),
            {
                "fields": ["link", "state", ("opens", "last_opened_on"), ("created_by", "created_at")],
                "description": _(
                    "The preview makes the link; copy it into your mail. To revoke or to renew it, tick the proposal "
                    "in the list and choose the action."
                ),
            },
        ),
    ]

    def has_add_permission(self, request):
        return self.may(request, "add", Proposal())

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def response_post_save_add(self, request, obj):
        """Redirect “Save and preview” to the preview."""
        if "_preview" in request.POST:
            return HttpResponseRedirect(self.url_of("preview", obj.pk))
        return super().response_post_save_add(request, obj)

    response_post_save_change = response_post_save_add

    def change_view(self, request, object_id, form_url="", extra_context=None):
        preview = {"preview_url": self.url_of("preview", object_id)}
        return super().change_view(request, object_id, form_url, preview | (extra_context or {}))

    def view_on_site(self, proposal):
        return proposal.get_absolute_url()

    @admin.display(description=_("link"))
    def link(self, proposal):
        if not proposal.token:
            return _("There is no link yet: save, look at the preview and make it there.")
        return format_html(
            '<input class="vLargeTextField" readonly value="{}" aria-label="{}">',
            settings.SITE_URL + proposal.get_absolute_url(),
            _("link"),
        )

    @admin.display(description=pgettext_lazy("proposal", "state"))
    def state(self, proposal):
        if proposal.revoked_at:
            return _("revoked")
        if not proposal.token:
            return _("not sent yet")
        return _("open") if proposal.expires_at > timezone.now() else _("expired")

    @admin.action(description=_("Revoke: the link shows nothing any more"), permissions=["change"])
    def revoke(self, request, queryset):
        self.apply_to_each(request, queryset, proposing.revoke, gettext_noop("Revoked."))

    @admin.action(description=_("Renew for a month"), permissions=["change"])
    def renew(self, request, queryset):
        self.apply_to_each(request, queryset, proposing.renew, gettext_noop("Renewed."))

    @admin.action(description=_("Duplicate"), permissions=["add"])
    def duplicate(self, request, queryset):
        for proposal in queryset:
            copy = proposing.duplicate(proposal, request.user)
            self.log_addition(
                request, copy, log_message(gettext_noop("Copied from “%(original)s”."), original=proposal)
            )
        self.report_count(request, queryset.count())

    def apply_to_each(self, request, queryset, action, note):
        for proposal in queryset:
            action(proposal)
            self.log_change(request, proposal, log_message(note))
        self.report_count(request, queryset.count())

    def report_count(self, request, count):
        message = ngettext("%(count)s proposal: done.", "%(count)s proposals: done.", count)
        self.message_user(request, message % {"count": count}, messages.SUCCESS)
