"""Freshness checks in the administration of plots and halls."""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from editing.admin.forms.cells import two_lines
from editing.admin.forms.edit import get_edit
from publishing.log_messages import log_message
from sites.freshness.answering import confirm_space, record_check
from sites.models import SpaceCheck
from sites.models.freshness import CONFIRMED_MESSAGE

MAX_CHECKS_SHOWN = 10


class FreshnessAdminMixin:
    planned_fields = ["check_due", "confirm_until", "checked_by", "checked_by_user"]
    readonly_fields = ["checked_by", "check_plan", "check_history"]

    def write_model(self, request, obj, form, change):
        """Record a changed “data as of” as a check by the editor, unless never public. Restored versions need one."""
        if get_edit(request).restoring:
            obj.check_due = None
            super().write_model(request, obj, form, change)
            return
        is_checked = may_be_checked(obj) and (not change or "data_as_of" in form.changed_data)
        was_due = obj.check_due
        if is_checked:
            obj.checked_by, obj.checked_by_user = str(request.user)[:150], request.user
        super().write_model(request, obj, form, change)
        if is_checked:
            has_changed = set(form.changed_data) != {"data_as_of"}
            answer = SpaceCheck.Answer.CHANGED if has_changed else SpaceCheck.Answer.CORRECT
            record_check(obj, was_due, answer=answer, user=request.user)

    def apply_state(self, obj, state, author, author_name):
        """Record a changed “data as of” in a released change as a check by its author."""
        was_due, found = obj.check_due, obj.data_as_of
        is_checked = may_be_checked(obj) and state["fields"]["data_as_of"] != found.isoformat()
        if is_checked:
            obj.checked_by, obj.checked_by_user = author_name, author
        super().apply_state(obj, state, author, author_name)
        if is_checked:
            record_check(obj, was_due, answer=SpaceCheck.Answer.CHANGED, user=author)

    @admin.display(description=_("checked on"), ordering="data_as_of")
    def checked(self, space):
        if not space.has_been_public():
            return "–"
        return two_lines(date_format(space.data_as_of, "SHORT_DATE_FORMAT"), space.checked_by)

    @admin.display(description=_("next check due"), ordering="check_due")
    def next_check(self, space):
        if space.check_due is None or not space.is_on_offer:
            return "–"
        day = date_format(space.check_due, "SHORT_DATE_FORMAT")
        if space.is_stale():
            return two_lines(day, _("off the pages"))
        return two_lines(day, _("due") if space.is_check_due() else None)

    @admin.display(description=_("next check"))
    def check_plan(self, space):
        if space is None or space.check_due is None:
            return _("Planned when you save.")
        last = date_format(space.confirm_until, "SHORT_DATE_FORMAT")
        if not space.is_on_offer:
            return _("Sold or let: its page stays until %(last)s.") % {"last": last}
        words = _("Due on %(due)s. Without a check it is shown until %(last)s.")
        return words % {"due": date_format(space.check_due, "SHORT_DATE_FORMAT"), "last": last}

    @admin.display(description=_("last checks"))
    def check_history(self, space):
        checks = space.checks.all()[:MAX_CHECKS_SHOWN] if space and space.pk else []
        lines = (
            (
                date_format(timezone.localtime(check.answered_at), "SHORT_DATE_FORMAT"),
                check.get_answer_display(),
                check.name,
            )
            for check in checks
        )
        return format_html_join("", "<div>{}: {}, {}</div>", lines) or "–"

    @admin.action(description=_("Confirm: the details are still correct today"), permissions=["change"])
    def confirm(self, request, queryset):
        confirmed = unpublished = taken = 0
        # In a fixed order, to avoid deadlocks of concurrent confirmations.
        for key in sorted(found.pk for found in queryset):
            # Reloaded with a lock, to keep changes saved since the list was loaded.
            space = self.model._base_manager.select_for_update().filter(pk=key).first()
            if space is None:  # deleted since
                continue
            if not space.is_published_or_stale():
                unpublished += 1
            elif not space.is_on_offer:
                taken += 1
            else:
                confirm_space(space, name=str(request.user), user=request.user)
                self.log_change(request, space, log_message(CONFIRMED_MESSAGE))
                confirmed += 1
        for words, level in confirmation_messages(confirmed, unpublished, taken):
            self.message_user(request, words, level)


def may_be_checked(space):
    """Whether it is or was public (docs/freshness.md)."""
    return space.workflow_state == space.WorkflowState.PUBLISHED or space.has_been_public()


def confirmation_messages(confirmed, unpublished, taken):
    if confirmed:
        words = ngettext("%(count)s property is confirmed.", "%(count)s properties are confirmed.", confirmed)
        yield words % {"count": confirmed}, messages.SUCCESS
    if unpublished:
        words = ngettext(
            "%(count)s property is left out: it is not public.",
            "%(count)s properties are left out: they are not public.",
            unpublished,
        )
        yield words % {"count": unpublished}, messages.WARNING
    if taken:
        words = ngettext(
            "%(count)s property is left out: it is sold or let.",
            "%(count)s properties are left out: they are sold or let.",
            taken,
        )
        yield words % {"count": taken}, messages.WARNING
