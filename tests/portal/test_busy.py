"""While somebody else holds the database's lock nothing is lost and nothing false is said; readers notice nothing."""

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models.session import SessionStore
from investors.forms.enquiry import EnquiryForm
from investors.forms.saved_search import SavedSearchForm
from investors.models import Enquiry, SavedSearch
from investors.recipients import recipients_of
from mailing.models import OutgoingMail
from mailing.rate_limit import exceeds_rate_limit
from portal.forms import FeedbackForm
from portal.models import Feedback
from sites.freshness.forms import NewLinkForm
from sites.freshness.links import sign_request
from sites.models import Space, SpaceCheck
from tests.factories.accounts import ContactFactory, UserFactory
from tests.factories.checking import CheckRequestFactory, DueSpaceFactory
from tests.factories.publishing import RedirectFactory
from tests.factories.sites import SpaceFactory
from tests.holding import assert_busy, lock_held, text_of
from tests.pressing import forms_of, pressed
from tests.working import page_of

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = 'Vom "Zweiten" <b>&\nZeile'


@pytest.fixture
def editor(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def opened(form):
    """A form that was opened a minute ago."""
    return signing.dumps(timezone.now().timestamp() - 60, salt=form.SALT)


def test_an_enquiry_comes_back_as_typed_and_is_stored_with_its_mails_when_sent_again(client):
    space = SpaceFactory()
    address = f"{reverse('investors:enquiry')}?ids={space.number}"
    typed = {
        "message": WORDS,
        "name": "Jana",
        "email": "jana@example.org",
        "consent": "on",
        "told": recipients_of([Space.objects.get()]).fingerprint,
        "opened": opened(EnquiryForm),
    }
    with lock_held():
        answer = client.post(address, typed)
    assert_busy(answer)
    assert not Enquiry.objects.exists()
    assert not OutgoingMail.objects.exists()
    again = pressed(answer)
    assert {name: again[name][0] for name in typed} == typed | {"message": WORDS}
    assert client.post(address, again).status_code == 302
    assert Enquiry.objects.get().message.replace("\r\n", "\n") == WORDS
    assert OutgoingMail.objects.count() == 2


def test_a_search_to_be_saved_comes_back_with_its_filters(client):
    address = f"{reverse('investors:saved_search')}?kind=hall"
    typed = {
        "email": "jana@example.org",
        "frequency": "weekly",
        "consent": "on",
        "opened": opened(SavedSearchForm),
    }
    with lock_held():
        answer = client.post(address, typed)
    assert_busy(answer)
    assert not SavedSearch.objects.exists()
    assert client.post(address, pressed(answer)).status_code == 302
    saved = SavedSearch.objects.get()
    assert (saved.kind, saved.email, saved.frequency) == ("hall", "jana@example.org", "weekly")


def test_feedback_comes_back_with_the_page_it_is_about(client):
    address = reverse("portal:feedback")
    typed = {"topic": "mistake", "message": WORDS, "page": "/aktuelles/", "opened": opened(FeedbackForm)}
    with lock_held():
        answer = client.post(address, typed)
    assert_busy(answer)
    assert not Feedback.objects.exists()
    assert client.post(address, pressed(answer)).status_code == 302
    assert Feedback.objects.get().page == "/aktuelles/"


def test_an_answer_to_a_check_is_asked_for_once_more_of_the_same_object(client):
    contact = ContactFactory()
    spaces = [DueSpaceFactory(contact=contact), DueSpaceFactory(contact=contact)]
    token = sign_request(CheckRequestFactory(recipient=contact, spaces=spaces))
    address = reverse("sites:check", kwargs={"token": token})
    with lock_held():
        answer = client.post(address, {"number": spaces[1].number, "answer": "correct"})
    assert_busy(answer)
    assert not SpaceCheck.objects.exists()
    client.post(address, pressed(answer))
    assert SpaceCheck.objects.get().space == spaces[1]


def test_changes_told_by_a_mail_link_come_back_as_typed(client):
    contact = ContactFactory()
    space = DueSpaceFactory(contact=contact)
    token = sign_request(CheckRequestFactory(recipient=contact, spaces=[space]))
    address = reverse("sites:check_changes", kwargs={"token": token, "number": space.number})
    typed = pressed(client.get(address)) | {"remark": [WORDS]}
    with lock_held():
        answer = client.post(address, typed)
    assert_busy(answer)
    assert pressed(answer) == typed
    assert not SpaceCheck.objects.exists()
    assert client.post(address, pressed(answer)).status_code == 302
    assert SpaceCheck.objects.exists()


def test_the_login_keeps_the_address_and_no_password(client):
    user = UserFactory(administrator=True)
    address = reverse("admin:login") + "?next=/admin/news/"
    typed = {"username": user.email, "password": "ein-langes-passwort", "next": "/admin/news/"}
    with lock_held():
        answer = client.post(address, typed)
    assert_busy(answer)
    again = pressed(answer)
    assert (again["username"], again["password"], again["next"]) == ([user.email], [""], ["/admin/news/"])
    assert client.post(address, again | {"password": typed["password"]})["Location"] == "/admin/news/"


def test_a_script_gets_a_sentence(client):
    typed = {"answer": "new_link", "email": "jana@example.org", "opened": opened(NewLinkForm)}
    with lock_held():
        answer = client.post(reverse("sites:check_new_link"), typed, headers={"Accept": "*/*"})
    assert_busy(answer)
    assert answer["Content-Type"].startswith("text/plain")


def test_readers_notice_nothing(client, editor):
    space = SpaceFactory()
    pages = ["/", reverse("sites:list"), space.get_absolute_url(), reverse("sites:geojson")]
    pages += [reverse("admin:index"), page_of(space), reverse("admin:sites_plot_add")]
    with lock_held():
        assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)


def test_an_old_address_leads_on_and_a_paper_is_made_without_being_counted(client, rf):
    RedirectFactory(old_path="/alt/", new_path="/neu/")
    with lock_held():
        assert client.get("/alt/")["Location"] == "/neu/"
        assert not exceeds_rate_limit(rf.get("/"), "pdf", 0)
    assert exceeds_rate_limit(rf.get("/"), "pdf", 0)


def test_a_login_whose_session_cannot_be_kept_is_refused(client, monkeypatch):
    def busy(self, must_create=False):
        if must_create:
            return save(self, must_create)
        raise OperationalError("database is locked")

    save = SessionStore.save
    user = UserFactory(administrator=True)
    monkeypatch.setattr(SessionStore, "save", busy)
    typed = {"username": user.email, "password": "ein-langes-passwort"}
    answer = client.post(reverse("admin:login"), typed)
    assert_busy(answer)
    assert pressed(answer)["username"] == [user.email]


def away(execute, sql, params, many, context):
    raise OperationalError("connection refused")


@pytest.mark.parametrize("address", ["/", "/?page_id=12"])  # the second fails before any view
def test_without_a_database_readers_hear_that_it_is_back_in_a_moment(client, address):
    client.raise_request_exception = False
    with connection.execute_wrapper(away):
        answer = client.get(address)
    assert_busy(answer)
    assert "Back in a moment" in text_of(answer)
    assert not forms_of(answer)


def test_without_a_database_the_page_carries_what_was_typed(client):
    typed = {"topic": "mistake", "message": WORDS, "page": "/aktuelles/", "opened": opened(FeedbackForm)}
    with connection.execute_wrapper(away):
        answer = client.post(reverse("portal:feedback"), typed)
    assert_busy(answer)
    assert client.post(reverse("portal:feedback"), pressed(answer)).status_code == 302
    assert Feedback.objects.get().message.replace("\r\n", "\n") == WORDS


def test_without_a_database_no_page_carries_a_password(client):
    with connection.execute_wrapper(away):
        answer = client.post(reverse("admin:login"), {"username": "jana@example.org", "password": "geheim"})
    assert_busy(answer)
    assert pressed(answer)["password"] == [""]
    assert "geheim" not in text_of(answer)


def test_without_a_database_a_password_is_typed_again(client, editor):
    typed = {"old_password": "geheim", "new_password1": "geheimer", "new_password2": "geheimer"}
    with connection.execute_wrapper(away):
        answer = client.post(reverse("admin:password_change"), typed)
    assert_busy(answer)
    assert "geheim" not in text_of(answer)


def test_without_a_database_no_page_says_that_it_carries_a_file(client):
    file = SimpleUploadedFile("rathaus.jpg", b"-")
    with connection.execute_wrapper(away):
        answer = client.post(reverse("portal:feedback"), {"message": WORDS, "photo": file})
    assert_busy(answer)
    assert not forms_of(answer)
    assert "Gehen Sie in Ihrem Browser zurück" in text_of(answer)


def test_a_wrong_statement_stays_a_fault(client, monkeypatch):
    def wrong(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM nowhere")

    monkeypatch.setattr(Feedback, "save", wrong)
    client.raise_request_exception = False
    typed = {"topic": "mistake", "message": WORDS, "opened": opened(FeedbackForm)}
    assert client.post(reverse("portal:feedback"), typed).status_code == 500


@pytest.mark.once
def test_another_sites_words_come_back_in_no_form(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    with lock_held():
        answer = client.post(reverse("portal:feedback"), {"message": WORDS})
    assert answer.status_code == 403
    assert WORDS not in text_of(answer)
