"""What visitors may type into the roof's own forms."""

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.models import Feedback


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Search term"), max_length=100, required=False)


class FeedbackForm(forms.ModelForm):
    """A message to the region's office. Names nobody who does not name himself.

    Machines are told by a field that people do not see and by sending faster than anybody types; both say so beside
    the form, so that nobody loses words to a suspicion.
    """

    MINIMUM_SECONDS = 3
    SALT = "portal.feedback"

    homepage = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

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
        help_texts = {
            "email": _("Only if you would like an answer."),
        }
        error_messages = {
            "message": {"required": _("Please write what we should know.")},
            "email": {
                "invalid": _("This e-mail address is not complete. An example: name@example.org."),
            },
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["opened"].initial = signing.dumps(timezone.now().timestamp(), salt=self.SALT)

    def clean_page(self):
        """A path of this site, or nothing."""
        page = self.cleaned_data["page"]
        return page if page.startswith("/") and not page.startswith("//") else ""

    def clean_homepage(self):
        if self.cleaned_data["homepage"]:
            raise forms.ValidationError(_("Please leave this field empty: only machines fill it in."))
        return ""

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        try:
            opened = signing.loads(cleaned.get("opened", ""), salt=self.SALT)
        except signing.BadSignature:
            raise forms.ValidationError(_("The form was incomplete. Please send it once more.")) from None
        if timezone.now().timestamp() - opened < self.MINIMUM_SECONDS:
            raise forms.ValidationError(
                _("That was very fast. Please wait a few seconds and send it once more."), code="too_fast"
            )
        return cleaned
