"""Users: invited by a link, and never without an administrator."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from editing.admin.versions import ConstraintFormMixin
from formats.unseen import SeenTexts


class UserForm(SeenTexts, ConstraintFormMixin, forms.ModelForm):
    constraint_fields = {"user_email_unique_whatever_case": "email"}

    class Meta:
        model = User
        fields = ["email", "name", "is_active", "is_staff", "is_superuser", "groups"]

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and self.instance in User.objects.last_administrator():
            words = _("This is the last administrator. Make somebody else an administrator before.")
            for name in ("is_superuser", "is_active", "is_staff"):
                if name in cleaned and not cleaned[name]:
                    self.add_error(name, words)
        return cleaned


class InvitationForm(UserForm):
    """A new user gets no password from us but a link to set their own."""

    language = forms.ChoiceField(
        label=_("language of the invitation"),
        choices=settings.LANGUAGES,
        initial=get_language,
        help_text=_("When you save, a mail with a link goes out; it works for three days."),
    )

    def save(self, commit=True):
        self.instance.set_unusable_password()
        return super().save(commit)
