"""Read-only admin of import runs."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from importing.kinds import kinds_for
from importing.models import ImportRun

COUNTS = ("created", "changed", "unchanged", "removed", "refused")


class KindFilter(admin.SimpleListFilter):
    title = pgettext_lazy("import", "what")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return [
            (key, capfirst(model._meta.verbose_name_plural)) for key, model in kinds_for(request.user).items()
        ]

    def queryset(self, request, queryset):
        return queryset.filter(kind=self.value()) if self.value() else queryset


class OutcomeFilter(admin.SimpleListFilter):
    title = pgettext_lazy("import", "outcome")
    parameter_name = "outcome"

    def lookups(self, request, model_admin):
        return [
            ("unsettled", _("needs somebody: went wrong, and none since went well")),
            ("done", pgettext_lazy("import", "done")),
            ("failed", pgettext_lazy("import", "failed")),
            ("broken_off", pgettext_lazy("import", "not finished")),
            ("running", pgettext_lazy("import", "running")),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "done" | "failed":
                return getattr(queryset, self.value())()
            case "unsettled" | "broken_off" | "running":
                return getattr(queryset, self.value())(timezone.now())
        return queryset


@admin.register(ImportRun)
class ImportRunAdmin(admin.ModelAdmin):
    """Shows users the runs of the kinds they may import; model permissions on ImportRun do not count."""

    list_display = ["started_at", "kind_name", "file_name", "state", "rows", "who"]
    list_display_links = ["started_at", "file_name"]
    list_filter = [KindFilter, OutcomeFilter]
    date_hierarchy = "started_at"
    fieldsets = [
        (
            None,
            {"fields": ["kind_name", "file_name", "who", "started_at", "ended_at", "state", "fault_message"]},
        ),
        (_("What it did"), {"fields": [COUNTS, "report_html"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user).defer("report")

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        kinds = kinds_for(request.user)
        return bool(kinds) if obj is None else obj.kind in kinds

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission

    def get_object(self, request, object_id, from_field=None):
        """Answer 403, not 404, for an existing run that the user may not see."""
        run = super().get_object(request, object_id, from_field)
        is_key = object_id.isdecimal() and len(object_id) < 20
        if run is None and is_key and ImportRun.objects.filter(pk=object_id).exists():
            raise PermissionDenied
        return run

    @admin.display(description=pgettext_lazy("import", "what"), ordering="kind")
    def kind_name(self, run):
        return run.kind_name

    @admin.display(description=pgettext_lazy("import", "outcome"), ordering="outcome")
    def state(self, run):
        return pgettext_lazy("import", "running") if run.is_running() else run.get_outcome_display()

    @admin.display(description=_("rows"))
    def rows(self, run):
        """The counts that are not zero: “1,493 new, 2 refused”."""
        named = [(getattr(run, name), self.opts.get_field(name).verbose_name) for name in COUNTS]
        parts = [f"{number_format(count, force_grouping=True)} {name}" for count, name in named if count]
        return ", ".join(parts) or "–"

    @admin.display(description=pgettext_lazy("import", "by"), ordering="name")
    def who(self, run):
        return run.name or _("a command")

    @admin.display(description=_("what went wrong"))
    def fault_message(self, run):
        if run.outcome == ImportRun.Outcome.STARTED and not run.is_running():
            return _(
                "It never ended: the process was stopped from outside. An import writes all or nothing, so the same "
                "file can simply be imported again."
            )
        return run.fault or "–"

    @admin.display(description=_("report"))
    def report_html(self, run):
        if not run.report:
            return "–"
        return render_to_string("admin/importing/_report.html", {"sections": run.sections})
