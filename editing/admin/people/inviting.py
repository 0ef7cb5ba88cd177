"""Invite people with their roles on the form of a new organisation."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.invitation import invite
from accounts.models import Contact, Membership, User
from accounts.rights import rights_of
from editing.admin.forms.release_checks import EditedRows
from editing.admin.forms.rights import DeskInlineMixin

EMPTY_ROWS, MAX_PEOPLE = 4, 10
"""A form with more people is rejected."""

TOO_MANY_LINKS = _("These had several links within the hour already and get no more for now: %(names)s.")


def language_field():
    return forms.ChoiceField(
        label=_("language of the invitation"),
        choices=settings.LANGUAGES,
        initial=get_language,
        help_text=_("When you save, a mail with a link goes out; it works for three days."),
    )


def invite_new(request, user, language):
    if invite(user, language):
        messages.success(request, _("An invitation goes to %(email)s.") % {"email": user.email})
    else:
        messages.warning(request, TOO_MANY_LINKS % {"names": user})


class PersonForm(forms.ModelForm):
    """A membership with a new account."""

    name = forms.CharField(label=_("name"), max_length=150)
    email = forms.EmailField(label=_("e-mail address"))
    is_contact = forms.BooleanField(label=_("contact for visitors"), required=False)
    phone = forms.CharField(label=_("telephone"), max_length=50, required=False)
    language = language_field()

    class Meta:
        model = Membership
        fields = ["role"]
        labels = {"role": _("what this person may do")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        roles = rights_of(self.user).assignable_roles()
        self.fields["role"].choices = [(role, Membership.Role(role).label) for role in roles]

    def clean_email(self):
        """Reject existing accounts: only administrators, who see their roles, add further ones."""
        email = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exists():
            raise ValidationError(
                _("Somebody with this address has an account already. An administrator gives them the role.")
            )
        return email

    def save(self, commit=True):
        name, email = self.cleaned_data["name"], self.cleaned_data["email"]
        self.instance.user = User.objects.create_user(email, name=name, is_staff=True)
        membership = super().save(commit)
        if self.cleaned_data["is_contact"]:
            phone = self.cleaned_data["phone"]
            Contact.objects.create(name=name, email=email, phone=phone, organisation=membership.organisation)
        invite_new(self.request, membership.user, self.cleaned_data["language"])
        return membership


class PeopleRows(EditedRows):
    def clean(self):
        super().clean()
        emails = set()
        for form in self.forms:
            email = form.cleaned_data.get("email", "").lower()
            if email in emails:
                form.add_error("email", _("Somebody above has this address already."))
            emails |= {email} - {""}


class PeopleInline(DeskInlineMixin, admin.StackedInline):
    model = Membership
    form = PersonForm
    formset = PeopleRows
    extra, max_num = EMPTY_ROWS, MAX_PEOPLE
    verbose_name = _("Person")
    verbose_name_plural = _("People")
    fieldsets = [(None, {"fields": [("name", "email", "role"), ("is_contact", "phone", "language")]})]

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, validate_max=True, absolute_max=2 * MAX_PEOPLE, **kwargs)

    def has_add_permission(self, request, obj=None):
        return bool(rights_of(request.user).assignable_roles())
