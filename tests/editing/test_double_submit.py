"""A form that adds something adds it once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Contact
from editing.admin.forms.double_submit import FORM_KEY
from editing.models import SentForm
from sites.models import Plot
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.sites import MunicipalityFactory
from tests.filling import filled

pytestmark = pytest.mark.django_db

ADD = "admin:sites_plot_add"


@pytest.fixture(autouse=True)
def user(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


@pytest.fixture
def form(client):
    """What the browser of somebody sends who has filled in the form for a new plot."""
    page = client.get(reverse(ADD))
    key = page.context[FORM_KEY]
    assert f'name="{FORM_KEY}" value="{key}"' in page.content.decode()
    chosen = {
        "name_de": "Doppelt",
        "steward": OrganisationFactory().pk,
        "municipality": MunicipalityFactory().pk,
    }
    return filled(page, **chosen, municipality_is_fixed="on") | {FORM_KEY: key}


def test_a_second_press_leads_to_what_the_first_made(client, form):
    client.post(reverse(ADD), form)
    again = client.post(reverse(ADD), form, follow=True)
    plot = Plot.objects.get()
    assert again.redirect_chain == [(reverse("admin:sites_plot_change", args=[plot.pk]), 302)]
    assert "wurde zweimal abgeschickt" in str(list(again.context["messages"])[-1])


def test_a_form_that_came_back_with_errors_can_be_sent_again(client, form):
    refused = client.post(reverse(ADD), form | {"name_de": ""})
    assert refused.status_code == 200
    assert refused.context[FORM_KEY] == form[FORM_KEY]
    assert client.post(reverse(ADD), form).status_code == 302
    assert Plot.objects.count() == 1


def test_each_form_that_is_opened_adds_its_own(client, form):
    client.post(reverse(ADD), form)
    other = client.get(reverse(ADD)).context[FORM_KEY]
    client.post(reverse(ADD), form | {FORM_KEY: other})
    assert Plot.objects.count() == 2


def test_somebody_elses_key_leads_nowhere(client, form):
    client.post(reverse(ADD), form)
    client.force_login(UserFactory(administrator=True))
    client.post(reverse(ADD), form)
    assert Plot.objects.count() == 2


def test_what_was_deleted_meanwhile_can_be_added_again(client, form):
    client.post(reverse(ADD), form)
    Plot.objects.all().delete()
    client.post(reverse(ADD), form)
    assert Plot.objects.count() == 1


@pytest.mark.parametrize("key", ["", "x" * 65])
def test_a_form_without_a_sound_key_adds_as_ever(client, form, key):
    client.post(reverse(ADD), form | {FORM_KEY: key})
    assert Plot.objects.count() == 1
    assert not SentForm.objects.exists()


def test_keys_are_forgotten_after_an_hour(user):
    now = timezone.now()
    SentForm.claim(user, "first", at=now - timedelta(minutes=61))
    _sent, is_first = SentForm.claim(user, "second", at=now)
    assert is_first
    assert [sent.key for sent in SentForm.objects.all()] == ["second"]


def test_a_contact_is_added_once_as_well(client):
    address = reverse("admin:accounts_contact_add")
    page = client.get(address)
    form = filled(page, name="Anna Berg", email="anna@example.org", organisation=OrganisationFactory().pk)
    form |= {FORM_KEY: page.context[FORM_KEY]}
    assert [client.post(address, form).status_code for _press in range(2)] == [302, 302]
    assert Contact.objects.filter(name="Anna Berg").count() == 1


def test_the_key_of_another_form_tells_nothing_of_what_it_made(client, form):
    client.post(reverse(ADD), form)
    page = reverse("admin:accounts_contact_add")
    answer = client.post(page, {FORM_KEY: form[FORM_KEY]})
    assert answer.status_code == 200  # the empty form with its errors
    assert answer.context["adminform"].form.errors
