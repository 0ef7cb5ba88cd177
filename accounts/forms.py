from django import forms
from django.conf import settings
from django.contrib.auth.forms import PasswordResetForm
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.invitation import is_full, offer_new_password
from accounts.models import User
from publishing.admin import ConstraintFormMixin


class StoredPasswordResetForm(PasswordResetForm):
    """Queues the mail instead of sending it. Somebody who never used their invitation gets one as well."""

    def save(self, **options):
        email = self.cleaned_data["email"]
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if not is_full(email):
            offer_new_password(user, get_language())


class UserForm(ConstraintFormMixin, forms.ModelForm):
    constraint_fields = {"user_email_unique_whatever_case": "email"}

    class Meta:
        model = User
        fields = ["email", "name", "is_active", "is_staff", "is_superuser", "groups"]

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and self.instance in User.objects.last_administrator():
            for name in ("is_superuser", "is_active", "is_staff"):
                if name in cleaned and not cleaned[name]:
                    self.add_error(
                        name,
                        _("This is the last administrator. Make somebody else an administrator before."),
                    )
        return cleaned


class InvitationForm(UserForm):
    """A new user gets no password from us but a link to set their own."""

    language = forms.ChoiceField(
        label=_("language of the invitation"),
        choices=settings.LANGUAGES,
        help_text=_("When you save, a mail with a link goes out; it works for three days."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()

    def save(self, commit=True):
        self.instance.set_unusable_password()
        return super().save(commit)
