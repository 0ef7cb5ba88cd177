"""Links to set a password: a share for each network and each mailbox, and no word on who has an account."""

from datetime import timedelta

import pytest
from django.db import connection
from django.tasks import default_task_backend
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.invitation import MAX_LINKS_PER_HOUR
from accounts.tasks import compose_mail, mail_link
from mailing.models import RateLimit
from tests.factories.accounts import UserFactory
from tests.factories.portal import SiteProfileFactory
from tests.logging_in import events, is_in, log_in, with_app

pytestmark = pytest.mark.django_db

ASK = "/admin/password_reset/"
NEW = {"new_password1": "ein-neues-langes-wort", "new_password2": "ein-neues-langes-wort"}


@pytest.fixture(autouse=True)
def queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    default_task_backend.clear()


def links():
    return [result for result in default_task_backend.results if result.args[0] is not None]


def ask(client, email, network=1):
    return client.post(ASK, {"email": email}, REMOTE_ADDR=f"192.0.2.{network}")


def test_sixty_requests_for_one_mailbox_are_three_mails(client):
    user = UserFactory()
    answers = {ask(client, user.email, network=number).status_code for number in range(60)}
    assert len(links()) == 3
    assert answers == {302}  # the same answer, whether a mail goes out or not


@pytest.mark.parametrize(("page", "language"), [(ASK, "de"), (f"/en{ASK}", "en")])
def test_the_link_comes_in_the_language_in_which_it_was_asked_for(client, page, language):
    user = UserFactory()
    client.post(page, {"email": user.email})
    [link] = links()
    assert list(link.args[:3]) == [user.pk, "password_reset", language]


def test_upper_and_lower_case_are_one_mailbox(client):
    user = UserFactory(email="anna@example.org")
    for number in range(10):
        ask(client, user.email.upper() if number % 2 else user.email, network=number)
    assert len(links()) == MAX_LINKS_PER_HOUR


def test_an_address_without_its_dots_is_the_same_mailbox(client):
    UserFactory(email="niels.ibing@example.org")
    for number, email in enumerate(("niels.ibing@example.org", "nıels.ibing@example.org") * 3):
        ask(client, email, network=number)
    assert len(default_task_backend.results) == MAX_LINKS_PER_HOUR


def test_the_network_that_asks_too_often_is_told(client):
    statuses = [ask(client, f"person{number}@example.org").status_code for number in range(10)]
    assert statuses == [302] * 10
    answer = ask(client, "person10@example.org")
    assert answer.status_code == 200
    assert "in einer Stunde" in answer.content.decode()


def test_no_answer_tells_whether_there_is_an_account(client):
    there, found = UserFactory(email="da@example.org").email, []
    for network, email in enumerate((there, "weg@example.org")):
        with CaptureQueriesContext(connection) as asked:
            answer = ask(client, email, network=network)
        found.append((answer.status_code, answer.url, len(asked), len(default_task_backend.results)))
        default_task_backend.clear()
    assert found[0] == found[1]


@pytest.mark.parametrize(("attempt", "minutes"), [(0, 1), (1, 5), (2, 30), (3, 120), (4, 720), (5, None)])
def test_a_link_that_no_server_takes_is_tried_again_later_and_given_up_in_the_end(
    monkeypatch, attempt, minutes
):
    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    now, link = timezone.now(), (UserFactory().pk, "password_reset", "de", "7")
    monkeypatch.setattr("accounts.tasks.timezone.now", lambda: now)
    if minutes is None:
        with pytest.raises(ConnectionRefusedError):
            mail_link.call(*link, attempt)
        return
    mail_link.call(*link, attempt)
    [again] = default_task_backend.results
    assert list(again.args) == [*link, attempt + 1]
    assert again.task.run_after == now + timedelta(minutes=minutes)


def refuse(message):
    raise ConnectionRefusedError


def test_who_may_not_log_in_any_more_gets_no_link(mailoutbox):
    mail_link.call(UserFactory(is_active=False).pk, "password_reset", "de", "7")
    assert mailoutbox == []


def test_the_mail_says_who_writes_and_that_nobody_typed_it():
    SiteProfileFactory(organisation="Trägerverein")
    mail = compose_mail(UserFactory(), "password_reset", "de", "1")
    assert mail.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "\n-- \nTrägerverein" in mail.body


def link_of(user):
    mail = compose_mail(user, "password_reset", "de", "1")
    return next(line for line in mail.body.splitlines() if "/reset/" in line).partition("/admin/")[2]


def set_password(client, user):
    page = client.get(f"/admin/{link_of(user)}", follow=True)
    return client.post(page.request["PATH_INFO"], NEW)


def test_a_new_password_frees_an_account_that_strangers_locked(client):
    user = UserFactory()
    for _number in range(12):
        log_in(type(client)(), user, "falsch", REMOTE_ADDR="198.51.100.7")
    set_password(client, user)
    elsewhere = type(client)()  # a browser that does not know the account yet
    log_in(elsewhere, user, NEW["new_password1"], REMOTE_ADDR="203.0.113.9")
    assert is_in(elsewhere)
    assert "password_reset" in events(user=user)


def test_a_mailed_link_alone_makes_no_browser_known_where_a_second_step_is_asked(client):
    """Each known browser may guess apart: links would buy more and more guesses at the code."""
    user = UserFactory()
    with_app(user)
    set_password(client, user)
    assert "known_browser" not in client.cookies


def test_without_a_second_step_the_browser_is_known_by_the_mailed_link(client):
    set_password(client, UserFactory())
    assert "known_browser" in client.cookies


def test_invitations_share_the_limit_of_the_mailbox(client):
    user, administrator = UserFactory(), UserFactory(administrator=True)
    client.force_login(administrator)
    for _number in range(5):
        answer = client.post(
            reverse("admin:accounts_user_changelist"),
            {"action": "invite_again", "_selected_action": user.pk},
            follow=True,
        )
    assert len(links()) == MAX_LINKS_PER_HOUR
    assert str(user) in "".join(map(str, answer.context["messages"]))
    assert RateLimit.objects.count() == 1
