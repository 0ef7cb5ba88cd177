"""Forms of search and feedback."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mailing.spam_guard import SpamGuardMixin
from portal.models import Feedback


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Search term"), max_length=100, required=False)


class FeedbackForm(SpamGuardMixin, forms.ModelForm):
    """A message to the region's office, anonymous unless a name is given."""

    SALT = "portal.feedback"

    class Meta:
        model = Feedback
        fields = ["topic", "message", "name", "email", "page"]
        widgets = {
            "topic": forms.Select,
            "message": forms.Textarea(attrs={"rows": 8}),
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "page": forms.HiddenInput,
        }
        labels = {"topic": _("What is it about?"), "message": _("Your message")}
        help_texts = {"email": _("Only if you would like an answer.")}
        error_messages = {
            "message": {"required": _("Please write what we should know.")},
            "email": {"invalid": _("This e-mail address is not complete. An example: name@example.org.")},
        }

    def clean_page(self):
        """A path of this site, or ""."""
        page = self.cleaned_data["page"]
        return page if page.startswith("/") and not page.startswith("//") else ""
