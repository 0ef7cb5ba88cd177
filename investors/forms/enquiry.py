from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from investors.consent import ENQUIRY
from investors.models import Enquiry
from mailing.spam_guard import SpamGuardMixin

MAX_FORM_AGE_SECONDS = 24 * 60 * 60


class EnquiryForm(SpamGuardMixin, forms.ModelForm):
    """Sender and message. The spaces are in the URL.

    recipients: `investors.recipients.Recipients`. If they change while the form is open, it must be sent once more.
    """

    SALT = "investors.enquiry_form"

    told = forms.CharField(required=False, widget=forms.HiddenInput)
    consent = forms.BooleanField(
        label=_("I agree to this"),
        error_messages={"required": _("Without your consent we may not pass your enquiry on.")},
    )

    class Meta:
        model = Enquiry
        fields = ["message", "name", "company", "email", "phone"]
        labels = {"message": _("Your message"), "name": _("Your name"), "email": _("Your e-mail address")}
        help_texts = {
            "message": _("What are you planning, which size do you need, and by when?"),
            "phone": _("Only if you would like to be called."),
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "company": forms.TextInput(attrs={"autocomplete": "organization"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
            "message": forms.Textarea(attrs={"rows": 8}),
        }
        error_messages = {
            "name": {"required": _("Please say who asks.")},
            "email": {
                "required": _("Please type your e-mail address: the answer goes there."),
                "invalid": _("This e-mail address is not complete. An example: name@example.org."),
            },
            "message": {"required": _("Please write what you would like to know.")},
        }

    def __init__(self, *args, recipients, **kwargs):
        super().__init__(*args, **kwargs)
        self.recipients = recipients
        self.fields["told"].initial = recipients.fingerprint
        self.fields["consent"].help_text = ENQUIRY.text(get_language())

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("told") != self.recipients.fingerprint:
            self.replace_hidden("told", self.recipients.fingerprint)
            self.add_error(
                None,
                _("Who receives your enquiry has changed meanwhile. Please look below and send it again."),
            )
        elif not self.errors and self.is_stale():
            self.replace_hidden("opened", self.fields["opened"].initial)
            self.add_error(
                None, _("The form had been open for more than a day. Please check it and send it again.")
            )
        return cleaned

    def is_stale(self):
        opened = signing.loads(self.cleaned_data["opened"], salt=self.SALT)
        return timezone.now().timestamp() - opened > MAX_FORM_AGE_SECONDS

    def replace_hidden(self, name, value):
        """Replace the value of a hidden field in the bound data."""
        self.data = self.data.copy()
        self.data[name] = value
