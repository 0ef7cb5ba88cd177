"""The region's profile, its pages and visitors' messages in the administration: what may be done, and what follows."""

import pytest
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from portal.models import Feedback, Page, SiteProfile
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.portal import FeedbackFactory, PageFactory, SiteProfileFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def admin_of(model):
    return admin.site.get_model_admin(model)


@pytest.fixture
def asked():
    """A request of an administrator."""
    request = RequestFactory().get("/")
    request.user = UserFactory(administrator=True)
    return request


# --- The profile


def test_the_profile_is_made_once_and_never_deleted(asked):
    of_profiles = admin_of(SiteProfile)
    assert of_profiles.changelist_view(asked).url == reverse("admin:portal_siteprofile_add")
    assert of_profiles.has_add_permission(asked)
    profile = SiteProfileFactory()
    assert not of_profiles.has_add_permission(asked)
    assert not of_profiles.has_delete_permission(asked, profile)
    assert of_profiles.changelist_view(asked).url == reverse("admin:portal_siteprofile_change", args=[1])


def test_who_may_not_see_the_profile_is_not_led_to_it(asked):
    SiteProfileFactory()
    asked.user = MembershipFactory(role="editor").user
    with pytest.raises(PermissionDenied):
        admin_of(SiteProfile).changelist_view(asked)


def test_what_a_public_page_shows_of_the_profile_is_not_emptied(client, asked):
    profile = SiteProfileFactory(phone="0341 1", press_email="presse@example.org", street="Weg 1")
    PageFactory(key="imprint", title_de="Impressum", body_de="<p>Telefon: [Wert: Telefon]</p>")
    PageFactory(key="press", draft=True, body_de="<p>[Wert: Presse-E-Mail], [Wert: Anschrift]</p>")
    client.force_login(asked.user)
    url = reverse("admin:portal_siteprofile_change", args=[profile.pk])
    form = client.get(url).context["adminform"].form
    typed = {name: value for name in form.fields if (value := form[name].value()) not in (None, False, [])}
    typed |= {"figures-TOTAL_FORMS": 0, "figures-INITIAL_FORMS": 0}
    typed.pop("phone")
    answer = client.post(url, typed)
    assert "Die Seite „Impressum“ zeigt das" in answer.context["adminform"].form.errors["phone"][0]
    typed.pop("press_email")
    assert client.post(url, typed | {"phone": "0341 2"}).status_code == 302
    profile.refresh_from_db()
    assert (profile.phone, profile.press_email) == ("0341 2", "")


# --- Pages


def test_a_page_keeps_its_address_and_one_that_is_missing_may_be_added(asked):
    of_pages = admin_of(Page)
    pages = [PageFactory(key=key) for key in Page.Key.values[1:]]
    assert "key" not in of_pages.get_readonly_fields(asked)
    assert "key" in of_pages.get_readonly_fields(asked, pages[0])
    assert of_pages.has_add_permission(asked)
    PageFactory(key=Page.Key.values[0])
    assert not of_pages.has_add_permission(asked)
    assert not of_pages.has_delete_permission(asked, pages[0])


# --- Messages of visitors


@pytest.fixture
def administrator(client):
    client.force_login(UserFactory(administrator=True))
    return client


def test_a_message_ticked_off_is_done_from_then_on_until_it_is_opened_again(administrator):
    message = FeedbackFactory(name="Jana")
    address = reverse("admin:portal_feedback_change", args=[message.pk])
    assert administrator.post(address, {"name": "Anders"}).status_code == 302
    assert administrator.post(address, {"is_done": "on"}).status_code == 302
    message.refresh_from_db()
    assert (message.is_done, message.done_at is not None, message.name) == (True, True, "Jana")
    done_at = message.done_at
    assert administrator.post(address, {"is_done": "on"}).status_code == 302
    message.refresh_from_db()
    assert message.done_at == done_at
    assert administrator.post(address, {}).status_code == 302
    message.refresh_from_db()
    assert not message.is_done


def test_of_the_messages_that_are_chosen_those_still_open_are_ticked_off_and_counted(administrator):
    done = FeedbackFactory(is_done=True)
    waiting = FeedbackFactory.create_batch(2)
    FeedbackFactory()
    chosen = {"action": "mark_done", "_selected_action": [one.pk for one in (done, *waiting)]}
    address = "/en/admin/portal/feedback/"
    answer = administrator.post(address, chosen, follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["2 messages are done."]
    assert not Feedback.objects.filter(pk__in=[one.pk for one in waiting], done_at=None).exists()
    assert Feedback.objects.filter(is_done=False).count() == 1


@pytest.mark.parametrize(("length", "shown"), [(80, "x" * 80), (81, f"{'x' * 80}…")])
def test_of_a_message_the_list_shows_the_first_eighty_letters(length, shown):
    assert admin_of(Feedback).excerpt(Feedback(message="x" * length)) == shown


def test_a_message_that_waits_in_the_outbox_has_no_day_yet_and_none_is_written_here(asked):
    of_messages = admin_of(Feedback)
    assert of_messages.mailed_at(FeedbackFactory()) is None
    assert not of_messages.has_add_permission(asked)


def test_the_newest_message_and_the_figures_in_their_order_come_first():
    first, second = FeedbackFactory.create_batch(2)
    assert list(Feedback.objects.all()) == [second, first]
    profile = SiteProfileFactory()
    for order, value in ((2, "c"), (0, "a"), (1, "b")):
        profile.figures.create(value_de=value, label_de="x", order=order)
    with translation.override("de"):
        assert [figure.value for figure in profile.figures.all()] == ["a", "b", "c"]
