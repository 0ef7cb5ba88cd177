"""Read-only admin of the outbox, with an action to retry failed mails.

Body and headers are hidden, from administrators too: they hold visitors' messages and one-click links (docs/adr/0017).
"""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from mailing.models import OutgoingMail


class MailStateFilter(admin.SimpleListFilter):
    title = pgettext_lazy("mail", "state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("waiting", pgettext_lazy("mail", "waiting")),
            ("sent", pgettext_lazy("mail", "sent")),
            ("failed", pgettext_lazy("mail", "failed")),
        ]

    def queryset(self, request, queryset):
        if self.value() in {"waiting", "sent", "failed"}:
            return getattr(queryset, self.value())()
        return queryset


@admin.register(OutgoingMail)
class OutgoingMailAdmin(admin.ModelAdmin):
    list_display = ["subject", "to", "state", "created_at", "sent_at", "next_attempt_at", "attempts"]
    list_filter = [MailStateFilter]
    search_fields = ["to", "subject", "message_id"]
    date_hierarchy = "created_at"
    actions = ["send_again"]
    fields = readonly_fields = [
        "subject",
        "to",
        "state",
        "created_at",
        "sent_at",
        "next_attempt_at",
        "attempts",
        "last_error",
    ]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        """Mails are read-only; the change permission allows sending them again."""
        return obj is None and super().has_change_permission(request)

    @admin.display(description=pgettext_lazy("mail", "state"))
    def state(self, mail):
        if mail.sent_at:
            return pgettext_lazy("mail", "sent")
        return pgettext_lazy("mail", "failed") if mail.is_failed else pgettext_lazy("mail", "waiting")

    @admin.action(description=_("Send again what failed"), permissions=["change"])
    def send_again(self, request, queryset):
        count = OutgoingMail.objects.filter(pk__in=queryset.values("pk")).requeue_failed()
        message = ngettext("%(count)s mail goes out.", "%(count)s mails go out.", count)
        self.message_user(request, message % {"count": count}, messages.SUCCESS)
