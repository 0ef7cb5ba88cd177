from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from investors.consent import ALERT
from investors.models import SavedSearch
from mailing.spam_guard import SpamGuardMixin


class SavedSearchForm(SpamGuardMixin, forms.ModelForm):
    """Address, frequency and consent. The search itself is in the URL."""

    SALT = "investors.saved_search_form"

    consent = forms.BooleanField(
        error_messages={"required": _("Without your consent we may not write to you.")}
    )

    class Meta:
        model = SavedSearch
        fields = ["email", "frequency"]
        labels = {"email": _("Your e-mail address"), "frequency": _("How often?")}
        help_texts = {
            "email": _("You get a mail with a link first. Nothing else comes before you confirm it.")
        }
        widgets = {"email": forms.EmailInput(attrs={"autocomplete": "email"}), "frequency": forms.RadioSelect}
        error_messages = {
            "email": {
                "required": _("Please type your e-mail address."),
                "invalid": _("This e-mail address is not complete. An example: name@example.org."),
            }
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["consent"].label = ALERT.text(get_language())
        self.fields["consent"].short_label = _("I agree to this")


class FrequencyForm(forms.ModelForm):
    class Meta:
        model = SavedSearch
        fields = ["frequency"]
        labels = {"frequency": _("How often?")}
        widgets = {"frequency": forms.RadioSelect}
