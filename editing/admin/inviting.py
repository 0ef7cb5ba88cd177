"""One page that brings a municipality in: its organisation and area, its people with their roles, whom visitors ask."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseFormSet, formset_factory
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.invitation import invite_organisation
from accounts.models import Membership, Organisation, User
from accounts.rights import rights_of
from formats.unseen import SeenTexts

ROWS, MOST = 4, 10
"""So many people are asked for; a form with more is refused."""


class OrganisationForm(SeenTexts, forms.ModelForm):
    language = forms.ChoiceField(
        label=_("language of the invitation"), choices=settings.LANGUAGES, initial=get_language
    )

    class Meta:
        model = Organisation
        fields = ["area", "name", "kind", "website"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        area = self.fields["area"]
        area.required = True
        area.widget = AutocompleteSelect(Organisation._meta.get_field("area"), admin.site)
        area.widget.choices = area.choices
        kinds = [choice for choice in Organisation.Kind.choices if choice[0] != Organisation.Kind.REGION]
        self.fields["kind"].choices = kinds
        self.fields["kind"].initial = Organisation.Kind.MUNICIPALITY

    def clean_area(self):
        area = self.cleaned_data["area"]
        if there := Organisation.objects.filter(area=area).first():
            words = _("%(organisation)s works for this area already.")
            raise ValidationError(words % {"organisation": there})
        return area


class PersonForm(SeenTexts, forms.Form):
    name = forms.CharField(label=_("name"), max_length=150)
    email = forms.EmailField(label=_("e-mail address"))
    role = forms.ChoiceField(label=_("what this person may do"), initial=Membership.Role.EDITOR)
    is_contact = forms.BooleanField(label=_("contact for visitors"), required=False)
    phone = forms.CharField(label=_("telephone"), max_length=50, required=False)

    def __init__(self, *args, roles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role, Membership.Role(role).label) for role in roles]

    def clean_email(self):
        """Who works here already gets further roles from an administrator, who sees what they have."""
        email = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exists():
            raise ValidationError(
                _("Somebody with this address has an account already. An administrator gives them the role.")
            )
        return email


class PeopleFormSet(BaseFormSet):
    def clean(self):
        if not any(self.errors) and not any(form.has_changed() for form in self.forms):
            raise ValidationError(_("Please name one person at least."))
        emails = [email.lower() for form in self.forms if (email := form.cleaned_data.get("email"))]
        if len({*emails}) < len(emails):
            raise ValidationError(_("Two of these people have the same address."))


People = formset_factory(
    PersonForm,
    formset=PeopleFormSet,
    extra=ROWS - 1,
    min_num=1,
    max_num=MOST,
    validate_max=True,
    absolute_max=2 * MOST,
)


def invite_view(model_admin, request):
    roles = rights_of(request.user).roles_to_give()
    if not roles or not model_admin.has_add_permission(request):
        raise PermissionDenied
    form = OrganisationForm(request.POST or None)
    people = People(request.POST or None, prefix="people", form_kwargs={"roles": roles})
    if request.method == "POST" and all([form.is_valid(), people.is_valid()]):
        with model_admin.create_revision(request):
            organisation = form.save()
            model_admin.log_addition(request, organisation, [{"added": {}}])
            invited = [person for person in people.cleaned_data if person]
            count = invite_organisation(organisation, invited, form.cleaned_data["language"])
        words = ngettext(
            "%(organisation)s is there, and %(count)s invitation goes out.",
            "%(organisation)s is there, and %(count)s invitations go out.",
            count,
        )
        messages.success(request, words % {"organisation": organisation, "count": count})
        return HttpResponseRedirect(model_admin.url_of("changelist"))
    context = model_admin.page_context(request, None, _("Invite a municipality")) | {
        "form": form,
        "people": people,
        "media": model_admin.media + form.media,
    }
    return TemplateResponse(request, "admin/invite.html", context)
