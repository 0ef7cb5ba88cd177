"""Freshness: check intervals, history of checks, reported changes, and the report."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from editing.admin.forms.desk import DeskAdminMixin
from formats.templatetags.typography import area as spell_area
from formats.templatetags.typography import moment
from sites.freshness.answering import accept_report, close_report
from sites.freshness.report import freshness_report
from sites.models import CheckInterval, ReportedChange, SpaceCheck

ALL_LOCATIONS = [admin.ActionLocation.CHANGE_LIST, admin.ActionLocation.CHANGE_FORM]


@admin.register(CheckInterval)
class CheckIntervalAdmin(DeskAdminMixin, admin.ModelAdmin):
    list_display = ["marketing_status", "area", "days"]
    list_display_links = ["marketing_status", "area"]
    list_filter = ["marketing_status"]
    list_select_related = ["area"]
    search_fields = ["area__name", "area__key"]
    is_in_search = False  # they would come with every area
    autocomplete_fields = ["area"]
    fields = ["marketing_status", "area", "days"]


class SystemRowsAdmin(DeskAdminMixin, admin.ModelAdmin):
    """Rows written by the portal: not added or deleted here."""

    is_in_search = False

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def report_view(model_admin, request):
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    context = model_admin.admin_site.each_context(request) | {
        "title": _("How up to date the data are"),
        "opts": model_admin.opts,
        "report": freshness_report(),
    }
    return TemplateResponse(request, "admin/sites/spacecheck/report.html", context)


@admin.register(SpaceCheck)
class SpaceCheckAdmin(SystemRowsAdmin):
    pages = [("report/", report_view, "report")]
    change_list_template = "admin/sites/spacecheck/change_list.html"
    list_display = ["space", "answer", "changed_figures", "name", "was_due", "answered_at"]
    list_filter = ["answer"]
    list_select_related = ["space"]
    search_fields = ["=space__number", "space__name_de", "name"]
    date_hierarchy = "answered_at"
    fields = ["space", "answer", "changed_figures", "name", "user", "was_due", "answered_at"]
    readonly_fields = fields

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description=_("changes"))
    def changed_figures(self, check):
        lines = ((line["label"], line["before"], line["after"]) for line in check.changes)
        return format_html_join("", "<div>{}: {} → {}</div>", lines) or "–"


@admin.register(ReportedChange)
class ReportedChangeAdmin(SystemRowsAdmin):
    """Changes reported by contacts that need an editor."""

    list_display = ["space", "area_reported", "excerpt", "reported_by", "reported_at", "state"]
    list_filter = ["state"]
    list_select_related = ["space", "answer"]
    search_fields = ["=space__number", "space__name_de", "remark", "answer__name"]
    fields = ["space", "area_reported", "remark", "reported_by", "reported_at", "state", "decided"]
    readonly_fields = fields
    actions = ["take_over", "mark_done"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("decided_by")

    @admin.display(description=pgettext_lazy("size", "area"))
    def area_reported(self, reported):
        if reported.area is None:
            return "–"
        return f"{spell_area(reported.space.area) or '–'} → {spell_area(reported.area)}"

    @admin.display(description=_("remark"))
    def excerpt(self, reported):
        return f"{reported.remark[:80]}…" if len(reported.remark) > 80 else reported.remark or "–"

    @admin.display(description=_("reported by"), ordering="answer__name")
    def reported_by(self, reported):
        return reported.answer.name

    @admin.display(description=_("reported"), ordering="answer__answered_at")
    def reported_at(self, reported):
        return moment(reported.answer.answered_at)

    @admin.display(description=_("decided"))
    def decided(self, reported):
        if not reported.decided_at:
            return "–"
        return f"{reported.decided_by or '–'}, {timezone.localtime(reported.decided_at):%d.%m.%Y}"

    @admin.action(
        description=_("Take the reported area over, and close"),
        permissions=["change"],
        location=ALL_LOCATIONS,
    )
    def take_over(self, request, queryset):
        count = 0
        for reported in queryset.filter(state=ReportedChange.State.OPEN).select_related("space", "answer"):
            if reported.area is not None and not self.can_change(request, reported.space):
                self.message_user(
                    request,
                    _("%(space)s is public: somebody who may release has to take the area over.")
                    % {"space": reported.space},
                    messages.ERROR,
                )
                continue
            try:
                accept_report(reported, request.user)
            except ValidationError as error:
                self.message_user(request, f"{reported.space}: {' '.join(error.messages)}", messages.ERROR)
                continue
            count += 1
        self.report_closed(request, count)

    @admin.action(description=_("Close: it is dealt with"), permissions=["change"], location=ALL_LOCATIONS)
    def mark_done(self, request, queryset):
        count = 0
        for reported in queryset.filter(state=ReportedChange.State.OPEN):
            close_report(reported, ReportedChange.State.DONE, request.user)
            count += 1
        self.report_closed(request, count)

    def can_change(self, request, space):
        """Public spaces require the permission to release."""
        is_public = space.workflow_state == space.WorkflowState.PUBLISHED
        kind = "hall" if space.is_hall else "plot"
        return request.user.has_perm(f"sites.{'release' if is_public else 'change'}_{kind}", space)

    def report_closed(self, request, count):
        message = ngettext(
            "%(count)s reported change is closed.", "%(count)s reported changes are closed.", count
        )
        self.message_user(request, message % {"count": count}, messages.SUCCESS)
