"""Spam protection of public forms: a honeypot field, and a minimum age of the form.

Both show an error in the form, so that false positives lose no input. See also mailing/rate_limit.py.
"""

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from formats.invisible_characters import ProhibitInvisibleMixin

MIN_FORM_SECONDS = 3


class SpamGuardMixin(ProhibitInvisibleMixin, forms.Form):
    """Adds a honeypot field, and a field with the signed time at which the form was opened.

    Each form has its own SALT, so that times cannot be reused across forms.
    Templates render both: `opened` as it is, `homepage` inside an element that is hidden unless it has errors.
    """

    SALT = None

    homepage = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["opened"].initial = signing.dumps(timezone.now().timestamp(), salt=self.SALT)

    def clean_homepage(self):
        if self.cleaned_data["homepage"]:
            raise forms.ValidationError(_("Please leave this field empty: only machines fill it in."))
        return ""

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        try:
            opened = signing.loads(self.cleaned_data.get("opened", ""), salt=self.SALT)
        except signing.BadSignature:
            raise forms.ValidationError(_("The form was incomplete. Please send it once more.")) from None
        if timezone.now().timestamp() - opened < MIN_FORM_SECONDS:
            raise forms.ValidationError(
                _("That was very fast. Please wait a few seconds and send it once more."), code="too_fast"
            )
        return cleaned
