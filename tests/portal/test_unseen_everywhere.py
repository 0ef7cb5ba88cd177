"""No form takes characters that nobody sees (formats.invisible_characters)."""

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.test import RequestFactory
from django.urls import get_resolver, reverse

from accounts import login_forms
from accounts.forms import StoredPasswordResetForm
from accounts.models import Organisation
from editing.admin.forms.desk_form import DeskForm
from editing.admin.people.inviting import PersonForm
from editing.admin.people.users import InvitationForm
from formats.invisible_characters import ProhibitInvisibleValidator
from investors.forms.enquiry import EnquiryForm
from investors.recipients import Recipient, Recipients
from portal import forms as portal_forms
from portal.administration import search as admin_search
from portal.style_samples import SampleForm
from sites.freshness.forms import ChangesForm
from tests.factories.accounts import UserFactory
from tests.factories.sites import MunicipalityFactory, SpaceFactory
from tests.pressing import pressed
from tests.reading import markup_of

pytestmark = pytest.mark.django_db

STORES_NOTHING = {
    login_forms.LoginForm: "finds an account",
    StoredPasswordResetForm: "finds an account",
    login_forms.CodeForm: "compares six digits",
    login_forms.NewAppForm: "compares six digits",
    admin_search.AdminSearchForm: "finds entries",
    portal_forms.SearchForm: "finds pages",
    SampleForm: "shows how a form looks",
}


@pytest.fixture
def request_of_an_administrator():
    request = RequestFactory().get("/admin/")
    request.user = UserFactory(administrator=True)
    request.resolver_match = None
    return request


def unasked(form):
    """The names of its fields for text that people type, and that nobody asks for unseen characters."""
    return [
        name
        for name, field in form.fields.items()
        if isinstance(field, forms.CharField)
        and not isinstance(field.widget, forms.PasswordInput | forms.HiddenInput)
        and not any(isinstance(validator, ProhibitInvisibleValidator) for validator in field.validators)
    ]


def own_forms():
    """All form classes of the portal that can stand on a page."""
    get_resolver().url_patterns  # noqa: B018  (reads all modules)
    own = {config.name for config in apps.get_app_configs() if (settings.BASE_DIR / config.name).is_dir()}
    waiting, found = [forms.BaseForm], set()
    while waiting:
        for form in waiting.pop().__subclasses__():
            waiting.append(form)
            if form.__module__.partition(".")[0] in own and not issubclass(form, DeskForm):
                found.add(form)
    return found


def of_the_desk():
    """Classes that the administration lays its own bases below (editing.admin.forms.desk_form.form_for_request)."""
    found = {*PersonForm.__mro__, *InvitationForm.__mro__}  # of new things alone
    for model_admin in admin.site._registry.values():
        found.update(model_admin.form.__mro__)
        for inline in model_admin.inlines:
            found.update(inline.form.__mro__)
    return found


def arguments_of(form):
    asked = {
        ChangesForm: lambda: {"space": SpaceFactory()},
        EnquiryForm: lambda: {"recipients": Recipients([], Recipient("", "Region", "office@example.org"))},
        login_forms.ConfirmPasswordForm: lambda: {"request": None},
        login_forms.NewPasswordForm: lambda: {"request": None, "user": UserFactory()},
    }
    return asked.get(form, dict)()


def test_each_form_of_the_administration_and_of_its_rows_is_asked(request_of_an_administrator):
    request, found = request_of_an_administrator, {}
    typed = (each for each in admin.site._registry.items() if each[1].has_change_permission(request))
    for model, model_admin in typed:
        model_forms = [model_admin.get_form(request)()]
        model_forms += [
            inline.get_formset(request)().empty_form for inline in model_admin.get_inline_instances(request)
        ]
        for form in model_forms:
            if names := unasked(form):
                found[model._meta.label, type(form).__name__] = names
    assert found == {}


def test_each_other_form_that_stores_or_sends_something_is_asked():
    checked = {form for form in own_forms() - of_the_desk() if form not in STORES_NOTHING}
    can_stand = {form for form in checked if hasattr(form, "_meta") is False or form._meta.model is not None}
    found = {form: unasked(form(**arguments_of(form))) for form in can_stand}
    assert len(found) > 10
    assert {form: names for form, names in found.items() if names} == {}


def test_the_page_that_brings_a_municipality_in_says_so(client):
    client.force_login(UserFactory(administrator=True))
    address = reverse("admin:accounts_organisation_add")
    sent = pressed(client.get(address))
    sent |= {
        "area": [MunicipalityFactory().pk],
        "name": ["Stadt\u202e Muster"],
        "memberships-0-name": ["Anna\u2066 Berg"],
        "memberships-0-email": ["anna@example.org"],
    }
    page = markup_of(client.post(address, sent))
    assert "U+202E" in page
    assert "U+2066" in page
    assert not Organisation.objects.filter(name__contains="Muster").exists()
