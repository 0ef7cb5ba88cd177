"""Enquiries as a pipeline of states. Without history, because the data are private."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from accounts.models import Organisation
from editing.admin.forms.cells import state_badge, two_lines
from editing.admin.forms.desk import DeskAdminMixin
from formats.templatetags.typography import moment, tel
from investors.enquiring import send_reply
from investors.models import Enquiry, EnquiryReply, EnquirySpace
from investors.models.enquiry import REMINDER_AFTER
from publishing import permissions_filter
from publishing.dashboard_notices import Notice, Urgency, register_notices
from publishing.log_messages import log_message


class StateFilter(admin.SimpleListFilter):
    """The states, with the number of enquiries visible to the user."""

    title = pgettext_lazy("enquiry", "state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        visible = Enquiry.objects.filter(pk__in=model_admin.get_queryset(request).values("pk"))
        counts = dict(visible.order_by().values_list("state").annotate(Count("pk")))
        return [(value, f"{label} ({counts.get(value, 0)})") for value, label in Enquiry.State.choices]

    def queryset(self, request, queryset):
        return queryset.filter(state=self.value()) if self.value() else queryset


class StewardFilter(admin.SimpleListFilter):
    title = _("responsible office")
    parameter_name = "steward"

    def lookups(self, request, model_admin):
        visible = EnquirySpace.objects.filter(enquiry__in=model_admin.get_queryset(request).values("pk"))
        return list(Organisation.objects.filter(pk__in=visible.values("steward")).values_list("pk", "name"))

    def queryset(self, request, queryset):
        if not str(self.value() or "").isdecimal():  # an int when Django counts facets
            return queryset
        rows = EnquirySpace.objects.filter(steward=self.value())
        return queryset.filter(pk__in=rows.values("enquiry"))


REPLY_BUTTON = "_reply"
STATE_BUTTONS = {"_viewing": Enquiry.State.VIEWING, "_won": Enquiry.State.WON}
"""Buttons that set the outcome at once."""


class EnquiryAdminForm(forms.ModelForm):
    reply = forms.CharField(
        label=_("reply"),
        required=False,
        max_length=EnquiryReply.MAX_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 8, "class": "vLargeTextField"}),
    )

    class Meta:
        model = Enquiry
        fields = ["state", "lost_reason", "lost_note", "notes"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "reply" not in self.fields or not self.instance.pk:  # for those who may only look
            return
        if self.instance.anonymised_at:
            self.fields["reply"].disabled = True
            return
        words = _("Goes to %(to)s, in %(language)s as written here; answers go to %(office)s.")
        self.fields["reply"].help_text = words % {
            "to": self.instance.email,
            "language": self.instance.get_language_display(),
            "office": self.instance.reply_address(),
        }

    def clean(self):
        cleaned = super().clean()
        self.check_reply(cleaned)
        if button := next((name for name in STATE_BUTTONS if name in self.data), None):
            cleaned["state"] = STATE_BUTTONS[button]
        is_lost = cleaned.get("state") == Enquiry.State.LOST
        if is_lost and not cleaned.get("lost_reason"):
            self.add_error("lost_reason", _("Say why it was lost; “another reason, or unknown” will do."))
        if not is_lost:
            cleaned["lost_reason"] = cleaned["lost_note"] = ""
        return cleaned

    def check_reply(self, cleaned):
        if REPLY_BUTTON in self.data and not cleaned.get("reply"):
            self.add_error("reply", _("Write a reply first."))
        elif REPLY_BUTTON not in self.data and cleaned.get("reply"):
            self.add_error("reply", _("This is not sent yet: press “Send reply”, or take it away."))


def space_link(row):
    """The name of a property of an enquiry, with a link to its page while it is public."""
    if row.space is None or not row.space.is_published():
        return row
    return format_html('<a href="{}">{}</a>', row.space.get_absolute_url(), row)


@admin.register(Enquiry)
class EnquiryAdmin(DeskAdminMixin, admin.ModelAdmin):
    form = EnquiryAdminForm
    list_display = ["case", "objects_and_stewards", "sender", "stage", "age"]
    list_filter = [StateFilter, StewardFilter, "language", "lost_reason"]
    search_fields = ["reference", "name", "company", "email", "=spaces__number", "spaces__name"]
    search_help_text = _("Reference, name, company, e-mail address, number or name of a property.")
    date_hierarchy = "received_at"
    actions = ["mark_answered", "mark_viewing", "mark_won", "mark_lost"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("reference", "received_at"),
                    "message",
                    ("name", "company"),
                    ("email_link", "phone_link", "language"),
                    "requested_spaces",
                ]
            },
        ),
        (_("Reply"), {"fields": ["sent_replies", "reply"]}),
        (_("Outcome"), {"fields": ["state", ("lost_reason", "lost_note"), "notes", "answer_time"]}),
        (_("Recipients"), {"fields": ["recipient_list", "copy_to"]}),
        (
            _("Dates"),
            {
                "fields": [
                    ("answered_at", "state_changed_at"),
                    ("reminded_at", "region_reminded_at", "anonymised_at"),
                ]
            },
        ),
        (_("Consent"), {"fields": ["consent_version", "consent_text"], "classes": ["collapse"]}),
    ]
    readonly_fields = [
        name for name in flatten_fieldsets(fieldsets) if name not in {*EnquiryAdminForm.Meta.fields, "reply"}
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("spaces__steward")

    def has_add_permission(self, request):
        return False

    def save_model(self, request, obj, form, change):
        values = form.cleaned_data
        # From the database: the form has set the new state on `obj` already.
        stored = Enquiry.objects.get(pk=obj.pk)
        stored.notes = values["notes"]
        stored.set_state(values["state"], values["lost_reason"], values["lost_note"])
        if REPLY_BUTTON in request.POST:
            send_reply(stored, values["reply"], request.user)
        stored.save()

    def response_change(self, request, obj):
        """Stay with the enquiry after a reply or an outcome."""
        if REPLY_BUTTON in request.POST:
            self.message_user(request, _("Your reply is on its way."), messages.SUCCESS)
        elif STATE_BUTTONS.keys() & request.POST.keys():
            words = _("%(enquiry)s: %(state)s.") % {"enquiry": obj, "state": obj.get_state_display()}
            self.message_user(request, words, messages.SUCCESS)
        else:
            return super().response_change(request, obj)
        return HttpResponseRedirect(request.path)

    def set_states(self, request, queryset, state, lost_reason=""):
        count = 0
        for enquiry in queryset.exclude(state=state):
            enquiry.set_state(state, lost_reason)
            enquiry.save()
            self.log_change(request, enquiry, log_message("%(state)s", state=Enquiry.State(state).label))
            count += 1
        message = ngettext("%(count)s enquiry is changed.", "%(count)s enquiries are changed.", count)
        self.message_user(request, message % {"count": count}, messages.SUCCESS)

    @admin.action(description=_("Mark as answered"), permissions=["change"])
    def mark_answered(self, request, queryset):
        self.set_states(request, queryset, Enquiry.State.ANSWERED)

    @admin.action(description=_("Mark as viewing"), permissions=["change"])
    def mark_viewing(self, request, queryset):
        self.set_states(request, queryset, Enquiry.State.VIEWING)

    @admin.action(description=_("Mark as won"), permissions=["change"])
    def mark_won(self, request, queryset):
        self.set_states(request, queryset, Enquiry.State.WON)

    @admin.action(description=_("Mark as lost (state the reason on its page)"), permissions=["change"])
    def mark_lost(self, request, queryset):
        self.set_states(request, queryset, Enquiry.State.LOST, Enquiry.LostReason.OTHER)

    @admin.display(description=_("properties"))
    def requested_spaces(self, enquiry):
        rows = [(space_link(row),) for row in enquiry.spaces.select_related("space")]
        return format_html_join(mark_safe("<br>"), "{}", rows) or _("general enquiry")

    @admin.display(description=_("e-mail address"))
    def email_link(self, enquiry):
        return format_html('<a href="mailto:{0}">{0}</a>', enquiry.email) if enquiry.email else "–"

    @admin.display(description=_("telephone"))
    def phone_link(self, enquiry):
        return (
            format_html('<a href="tel:{}">{}</a>', tel(enquiry.phone), enquiry.phone)
            if enquiry.phone
            else "–"
        )

    @admin.display(description=_("replies"))
    def sent_replies(self, enquiry):
        rows = [
            (reply.author_name, moment(reply.sent_at), linebreaksbr(reply.text))
            for reply in enquiry.replies.all()
        ]
        return format_html_join("", "<p>{}, {}</p><blockquote>{}</blockquote>", rows) or "–"

    @admin.display(description=_("answer time in working days"))
    def answer_time(self, enquiry):
        days, usual = enquiry.age_in_working_days(), enquiry.usual_answer_time()
        if usual is None:
            return days
        words = _("%(days)s; usually %(usual)s in this office")
        return words % {"days": days, "usual": number_format(usual)}

    @admin.display(description=_("recipients, as the sender was told"))
    def recipient_list(self, enquiry):
        rows = [(recipient, recipient.email) for recipient in enquiry.recipients.all()]
        return format_html_join(mark_safe("<br>"), "{} &lt;{}&gt;", rows)

    @admin.display(description=_("enquiry"), ordering="received_at")
    def case(self, enquiry):
        received = date_format(timezone.localtime(enquiry.received_at), "SHORT_DATETIME_FORMAT")
        return two_lines(enquiry.reference, received)

    @admin.display(description=_("properties"))
    def objects_and_stewards(self, enquiry):
        lines = [(two_lines(row, row.steward),) for row in enquiry.spaces.all()]
        return format_html_join("", "<div>{}</div>", lines) or _("general enquiry")

    @admin.display(description=_("from"), ordering="company")
    def sender(self, enquiry):
        if enquiry.anonymised_at:
            return _("anonymised")
        return two_lines(enquiry.name, enquiry.company)

    @admin.display(description=pgettext_lazy("enquiry", "state"), ordering="state")
    def stage(self, enquiry):
        return state_badge(enquiry.state, enquiry.get_state_display())

    @admin.display(description=_("age in working days"), ordering="-received_at")
    def age(self, enquiry):
        days = enquiry.age_in_working_days(timezone.now())
        is_late = enquiry.state == Enquiry.State.NEW and days >= REMINDER_AFTER
        return format_html("<strong>{} – {}</strong>", days, _("overdue")) if is_late else days


@register_notices
def enquiries_waiting(user, at):
    count = permissions_filter.editable(Enquiry.objects.all(), user).waiting().count()
    words = ngettext(
        "%(count)s enquiry waits for an answer.", "%(count)s enquiries wait for an answer.", count
    )
    query = f"?state={Enquiry.State.NEW}&anonymised_at__isnull=1"
    yield Notice(count, words, reverse("admin:investors_enquiry_changelist") + query, Urgency.ASKED)
