import smtplib
import socket
import ssl
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from django.core.management import call_command
from django.core.management.base import CommandError

from mailing import outbox
from mailing.models import OutgoingMail

pytestmark = pytest.mark.django_db


class Mailbox:
    """Takes mails, but answers what it was told to."""

    def __init__(self, sender="250 OK", recipient="250 OK"):
        self.answers = sender, recipient
        self.mails = []

    async def handle_MAIL(self, server, session, envelope, address, options):
        envelope.mail_from = address
        return self.answers[0]

    async def handle_RCPT(self, server, session, envelope, address, options):
        envelope.rcpt_tos.append(address)
        return self.answers[1]

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(envelope)
        return "250 OK"


@pytest.fixture
def server(settings):
    """Starts a mail server with these answers and lets the portal use it; it stops with the test."""
    started = []

    def start(mailbox, username="", password="", **options):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        controller = Controller(mailbox, hostname="127.0.0.1", port=port, ready_timeout=30, **options)
        controller.start()
        started.append(controller)
        use(settings, port, username=username, password=password)
        return mailbox

    yield start
    for controller in started:
        controller.stop()


def use(settings, port, **changes):
    options = {"host": "127.0.0.1", "port": port, "use_tls": False, "use_ssl": False, "timeout": 10}
    options |= {"username": "", "password": ""} | changes
    settings.MAILERS = {
        "default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}
    }


def fault():
    with pytest.raises(CommandError) as error:
        call_command("send_test_mail", "anna@example.org")
    return str(error.value)


def test_a_mail_the_server_takes_is_told(server, settings, capsys):
    settings.SITE_URL = "https://portal.example.org"
    mailbox = server(Mailbox())
    call_command("send_test_mail", "anna@example.org")
    (mail,) = mailbox.mails
    assert (mail.mail_from, mail.rcpt_tos) == (settings.DEFAULT_FROM_EMAIL, ["anna@example.org"])
    sent = message_from_bytes(mail.content, policy=policy.default)
    assert sent["Subject"] == "Test: https://portal.example.org"
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent.get_content().splitlines() == [
        "https://portal.example.org can send mails.",
        "",
        "https://portal.example.org kann E-Mails versenden.",
    ]
    said = capsys.readouterr().out
    assert "The server has taken the mail" in said
    assert f"for {sent['Message-ID']} in the server's log" in said
    assert "without encryption, without login" in said
    assert "Outbox: 0 waiting, 0 given up" in said


def test_mails_that_were_given_up_are_told(server, capsys):
    outbox.post(to="bert@example.org", subject="Frage", body="?")
    OutgoingMail.objects.update(next_attempt_at=None)
    server(Mailbox())
    call_command("send_test_mail", "anna@example.org")
    assert "0 waiting, 1 given up" in capsys.readouterr().out


def test_without_a_server_it_says_that_nobody_receives_it(settings, capsys, tmp_path):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": tmp_path},
        }
    }
    call_command("send_test_mail", "anna@example.org")
    assert "nobody receives it" in capsys.readouterr().out
    (file,) = tmp_path.iterdir()
    assert "anna@example.org" in file.read_text()


def test_a_server_that_does_not_listen_is_named_as_that(settings):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        use(settings, probe.getsockname()[1])
        assert "cannot be reached" in fault()


@pytest.mark.parametrize(
    ("answers", "hint"),
    [({"sender": "550 who are you"}, "DEFAULT_FROM_EMAIL"), ({"recipient": "550 no such user"}, "recipient")],
)
def test_what_the_server_refuses_is_told_in_its_words(server, answers, hint):
    server(Mailbox(**answers))
    said = fault()
    assert hint in said
    assert next(iter(answers.values())) in said


def test_a_wrong_password_is_named_as_that_and_never_shown(server, capsys):
    server(
        Mailbox(),
        username="portal",
        password="Geheimnis",
        authenticator=lambda *_: AuthResult(success=False, handled=False),
        auth_require_tls=False,
    )
    said = fault() + capsys.readouterr().out
    assert "user and password" in said
    assert "as portal" in said
    assert "Geheimnis" not in said


def test_encryption_the_server_does_not_offer_is_named(server, settings):
    server(Mailbox())
    use(settings, settings.MAILERS["default"]["OPTIONS"]["port"], use_tls=True)
    assert "does not offer" in fault()


def test_no_address_is_no_crash():
    with pytest.raises(CommandError, match="is no e-mail address"):
        call_command("send_test_mail", "")


@pytest.mark.parametrize(
    ("error", "words", "hint"),
    [
        (
            smtplib.SMTPRecipientsRefused({"a": (550, b"unknown"), "b": (450, "busy")}),
            "550 unknown; 450 busy",
            "to this recipient",
        ),
        (smtplib.SMTPServerDisconnected("bye"), "bye", "hung up"),
        (smtplib.SMTPDataError(554, b"spam \xff"), "554 spam \ufffd", "its words stand above"),
        (ssl.SSLCertVerificationError("expired"), "expired", "certificate is not valid"),
        (ssl.SSLError("wrong version"), "wrong version", "No encrypted connection"),
        (TimeoutError(), "no answer", "cannot be reached"),
    ],
)
def test_what_went_wrong_is_told_with_what_is_most_likely_the_reason(
    settings, monkeypatch, error, words, hint
):
    def fail(self):
        raise error

    use(settings, 25)
    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    said = fault()
    assert words in said
    assert hint in said
