"""Users: invited by a link, and never without an administrator. Organisations: one for an area."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from editing.admin.inviting import language_field
from editing.admin.versions import ConstraintFormMixin


class UserForm(ConstraintFormMixin, forms.ModelForm):
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

    language = language_field()

    def save(self, commit=True):
        self.instance.set_unusable_password()
        return super().save(commit)


class OrganisationForm(forms.ModelForm):
    def clean(self):
        """An area has one administration; others may work for it as well."""
        cleaned = super().clean()
        kind, area = cleaned.get("kind"), cleaned.get("area")
        if self.instance.pk is None and kind in {Organisation.Kind.MUNICIPALITY, Organisation.Kind.DISTRICT}:
            there = area and Organisation.objects.filter(kind=kind, area=area).first()
            if there:
                words = _("%(organisation)s works for this area already.")
                self.add_error("area", words % {"organisation": there})
        return cleaned
