"""Proposals: spaces put together for one investor, unpublished ones included."""

from django.conf import settings
from django.contrib import admin, messages
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext, pgettext_lazy

from editing.admin import DeskAdminMixin, DeskInlineMixin
from investors import proposing
from investors.models import Proposal, ProposalSpace
from publishing.log_messages import log_message


class ProposalSpaceInline(DeskInlineMixin, admin.TabularInline):
    model = ProposalSpace
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
    fieldsets = [
        (None, {"fields": ["title", "addressee", "language", "greeting", "expires_at"]}),
        (
            _("Link"),
            {
                "fields": ["link", "state", ("opens", "last_opened_on"), ("created_by", "created_at")],
                "description": _(
                    "Copy the link into your mail. To revoke or to renew it, tick the proposal in the list and "
                    "choose the action."
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

    def view_on_site(self, proposal):
        return proposal.get_absolute_url()

    @admin.display(description=_("link"))
    def link(self, proposal):
        if proposal.pk is None:
            return _("There is a link as soon as you have saved.")
        return format_html(
            '<input class="vLargeTextField" readonly value="{}" aria-label="{}">',
            settings.SITE_URL + proposal.get_absolute_url(),
            _("link"),
        )

    @admin.display(description=pgettext_lazy("proposal", "state"))
    def state(self, proposal):
        if proposal.revoked_at:
            return _("revoked")
        return _("open") if proposal.expires_at > timezone.now() else _("expired")

    @admin.action(description=_("Revoke: the link shows nothing any more"), permissions=["change"])
    def revoke(self, request, queryset):
        self.each(request, queryset, proposing.revoke, gettext_noop("Revoked."))

    @admin.action(description=_("Renew for a month"), permissions=["change"])
    def renew(self, request, queryset):
        self.each(request, queryset, proposing.renew, gettext_noop("Renewed."))

    @admin.action(description=_("Duplicate"), permissions=["add"])
    def duplicate(self, request, queryset):
        for proposal in queryset:
            copy = proposing.duplicate(proposal, request.user)
            self.log_addition(
                request, copy, log_message(gettext_noop("Copied from “%(original)s”."), original=proposal)
            )
        self.tell(request, queryset.count())

    def each(self, request, queryset, deed, note):
        for proposal in queryset:
            deed(proposal)
            self.log_change(request, proposal, log_message(note))
        self.tell(request, queryset.count())

    def tell(self, request, count):
        message = ngettext("%(count)s proposal: done.", "%(count)s proposals: done.", count)
        self.message_user(request, message % {"count": count}, messages.SUCCESS)
