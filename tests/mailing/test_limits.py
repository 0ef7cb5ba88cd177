"""Mails and shares of the hour at their very limits: each condition by itself, without a database."""

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace as Given

import pytest
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import OperationalError
from django.utils import timezone

from mailing import message, opening, outbox, querysets, rate_limit, spam_guard
from mailing.models import OutgoingMail, RateLimit, validate_headers, validate_one_line

pytestmark = pytest.mark.usefixtures("english")

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ONE_LINE = "Line breaks and control characters"


@pytest.mark.parametrize("sign", ["\0", "\t", "\n", "\r", "\x1f", "\x7f"])
def test_a_header_has_no_sign_that_controls(sign):
    for text in (f"a{sign}", f"{sign}a"):
        with pytest.raises(ValidationError, match=ONE_LINE):
            validate_one_line(text)
        with pytest.raises(ValidationError, match=ONE_LINE):
            validate_headers({"X-A": text})
        with pytest.raises(ValidationError, match=ONE_LINE):
            validate_headers({text: "a"})


@pytest.mark.parametrize("text", ["", " ", "~", "\x80", "ä", "€"])
def test_a_header_has_any_other_sign(text):
    validate_one_line(text)
    validate_headers({"X-A": text})


@pytest.mark.parametrize("name", ["Message-ID", "From", "to", "CC", "Bcc", "Reply-To", "SUBJECT"])
def test_what_has_a_field_is_no_header(name):
    with pytest.raises(ValidationError, match="has a field of its own"):
        validate_headers({name: "a"})


@pytest.mark.parametrize("headers", [[], "To: a", None, 1])
def test_headers_are_names_and_values(headers):
    with pytest.raises(ValidationError, match=ONE_LINE):
        validate_headers(headers)
    validate_headers({})


@pytest.mark.parametrize(
    ("sent_at", "next_attempt_at", "is_failed"),
    [(None, None, True), (NOW, None, False), (None, NOW, False)],
)
def test_a_mail_has_failed_that_is_neither_sent_nor_tried_again(sent_at, next_attempt_at, is_failed):
    mail = OutgoingMail(
        sent_at=sent_at, next_attempt_at=next_attempt_at, subject="Halle", to="vera@example.org"
    )
    assert mail.is_failed is is_failed
    assert str(mail) == "Halle → vera@example.org"
    assert str(RateLimit(key="enquiry-1")) == "enquiry-1"


@pytest.mark.parametrize(("reply_to", "goes_to"), [("", []), ("otto@example.org", ["otto@example.org"])])
def test_a_mail_says_whom_to_answer_where_that_is_somebody(settings, reply_to, goes_to):
    settings.DEFAULT_FROM_EMAIL = "Portal <portal@example.org>"
    headers = {"X-A": "a", "Message-ID": "another"}
    mail = OutgoingMail(
        message_id="<1@b>", to="vera@example.org", reply_to=reply_to, subject="A", body="B", headers=headers
    )
    made = mail.as_message()
    assert isinstance(made, EmailMessage)
    assert (made.to, made.reply_to) == (["vera@example.org"], goes_to)
    assert (made.subject, made.extra_headers["X-A"]) == ("A", "a")
    assert made.extra_headers["Message-ID"] == "<1@b>"


@pytest.mark.parametrize(
    ("setting", "name", "from_"),
    [
        ("Portal <portal@example.org>", "Vera", "Portal <portal@example.org>"),
        ("portal@example.org", "Vera", "Vera <portal@example.org>"),
        ("portal@example.org", "", "Region <portal@example.org>"),
        ("portal", "Vera", "portal"),
    ],
)
def test_a_mail_bears_the_first_name_that_there_is(settings, monkeypatch, setting, name, from_):
    monkeypatch.setattr(message, "render_to_string", lambda template: " Region\n")
    settings.DEFAULT_FROM_EMAIL = setting
    assert message.sender(name) == from_


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(1, 1), (2, 5), (3, 30), (4, 120), (5, 720), (6, 1440), (9, 1440), (10, None)]
)
def test_a_mail_is_tried_nine_times_more(attempts, minutes):
    after = outbox.next_attempt(attempts, NOW)
    assert after == (None if minutes is None else NOW + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("is_new", "at", "is_queued"),
    [(True, None, True), (False, None, False), (True, NOW, False), (False, NOW, False)],
)
def test_a_new_mail_is_sent_at_once_unless_it_has_a_time(monkeypatch, is_new, at, is_queued):
    asked, queued = [], []

    def get_or_create(**row):
        asked.append(row)
        return Given(pk=7), is_new

    monkeypatch.setattr(OutgoingMail, "objects", Given(get_or_create=get_or_create))
    monkeypatch.setattr(outbox, "send_mail", Given(enqueue=queued.append))
    monkeypatch.setattr(timezone, "now", lambda: NOW - timedelta(days=1))
    outbox.post(to="vera@example.org", subject="A", body="B", key="enquiry-1", at=at)
    assert queued == ([7] if is_queued else [])
    (row,) = asked
    assert row["message_id"].startswith("<enquiry-1@")
    assert row["defaults"] == {
        "to": "vera@example.org",
        "reply_to": "",
        "subject": "A",
        "body": "B",
        "headers": {},
        "next_attempt_at": at or NOW - timedelta(days=1),
    }


@pytest.mark.parametrize(
    ("error", "sent", "tried"),
    [
        (None, 3, 3),
        (ValueError(), 2, 3),
        (outbox.SMTPException(), 2, 3),
        (ConnectionRefusedError(), 1, 2),
    ],
)
def test_a_server_that_is_away_ends_the_round(monkeypatch, error, sent, tried):
    asked = []

    def send(mail, at):
        asked.append(mail)
        return error if mail == 2 else None

    monkeypatch.setattr(OutgoingMail, "objects", Given(due=lambda at: [1, 2, 3]))
    monkeypatch.setattr(outbox, "send", send)
    assert outbox.send_due(NOW) == sent
    assert len(asked) == tried


@pytest.mark.parametrize(
    ("claimed", "error", "noted"),
    [
        (False, None, []),
        (True, None, [{"sent_at": NOW, "next_attempt_at": None, "last_error": ""}]),
        (
            True,
            ValueError("no"),
            [{"next_attempt_at": NOW + timedelta(minutes=5), "last_error": "ValueError: no"}],
        ),
    ],
)
def test_what_became_of_a_mail_is_noted(monkeypatch, claimed, error, noted):
    written = []

    def claim(mail, until):
        assert until == NOW + outbox.CLAIMED_FOR
        return claimed

    def go():
        if error:
            raise error

    rows = Given(claim=claim, filter=lambda pk: Given(update=lambda **values: written.append(values)))
    monkeypatch.setattr(OutgoingMail, "objects", rows)
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    mail = Given(pk=7, attempts=1, as_message=lambda: Given(send=go))
    assert outbox.send(mail, NOW - timedelta(hours=1)) is error
    assert written == noted
    assert mail.attempts == (2 if claimed else 1)


# --- Shares of the hour


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT"])
@pytest.mark.parametrize(("count", "is_too_much"), [(2, False), (3, False), (4, True), (None, None)])
def test_a_share_is_used_up_after_the_last_time(monkeypatch, method, count, is_too_much):
    def count_one_more(key, at, cost):
        assert key.startswith("paper-")
        assert (at, cost) == (NOW, 2)
        if count is None:
            raise OperationalError("busy")
        return count

    monkeypatch.setattr(RateLimit, "objects", Given(count_one_more=count_one_more))
    monkeypatch.setattr(rate_limit, "at_once", nullcontext)
    request = Given(method=method, META={"REMOTE_ADDR": "192.0.2.1"})
    if count is None and method in {"POST", "PUT"}:
        with pytest.raises(OperationalError, match="busy"):
            rate_limit.is_too_much(request, "paper", 3, NOW, 2)
    else:
        assert rate_limit.is_too_much(request, "paper", 3, NOW, 2) is bool(is_too_much)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.77"),
        ("2001:db8:1:2:3::7", "2001:db8:1:2::"),
        ("::ffff:192.0.2.77", "192.0.2.77"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_a_household_counts_as_one(address, network):
    assert rate_limit.client_network(Given(META={"REMOTE_ADDR": address})) == network


@pytest.mark.parametrize(
    ("is_behind", "forwarded", "address"),
    [
        (False, "192.0.2.1", "192.0.2.9"),
        (True, "192.0.2.1", "192.0.2.1"),
        (True, "10.0.0.1, 192.0.2.1 ", "192.0.2.1"),
        (True, "", "192.0.2.9"),
        (True, "192.0.2.1, ", "192.0.2.9"),
    ],
)
def test_only_our_own_proxy_says_who_asks(settings, is_behind, forwarded, address):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if is_behind else None
    meta = {"REMOTE_ADDR": "192.0.2.9", "HTTP_X_FORWARDED_FOR": forwarded}
    assert rate_limit.client_address(Given(META=meta)) == address
    assert rate_limit.client_address(Given(META={})) == ""


def test_each_purpose_has_a_mark_of_its_own():
    request = Given(META={"REMOTE_ADDR": "192.0.2.1"})
    assert rate_limit.client_mark(request, "paper") != rate_limit.client_mark(request, "enquiry")


# --- How long things are kept


def parts_of(rows):
    """{lookup: value} of every condition of the query."""
    found, waiting = set(), [rows.query.where]
    while waiting:
        node = waiting.pop()
        if hasattr(node, "children"):
            waiting += node.children
        else:
            found.add((node.lhs.target.name, node.lookup_name, node.rhs))
    return found


def test_mails_are_kept_as_long_as_is_promised():
    assert parts_of(OutgoingMail.objects.outdated(NOW)) == {
        ("sent_at", "lte", NOW - timedelta(days=30)),
        ("sent_at", "isnull", True),
        ("next_attempt_at", "isnull", True),
        ("created_at", "lte", NOW - timedelta(days=90)),
    }
    assert parts_of(OutgoingMail.objects.due(NOW)) == {("next_attempt_at", "lte", NOW)}
    assert parts_of(RateLimit.objects.over(NOW)) == {("began_at", "lte", NOW - querysets.HOUR)}


# --- Forms of visitors


@pytest.mark.parametrize(
    ("homepage", "opened", "reason"),
    [
        ("", 3, ""),
        ("", 2.9, "That was very fast"),
        ("", 600, ""),
        ("", None, "The form was incomplete"),
        ("http://a.example", 600, "only machines"),
        ("http://a.example", 1, "only machines"),
    ],
)
def test_a_form_is_taken_from_the_third_second_on(monkeypatch, homepage, opened, reason):
    class Form(spam_guard.SpamGuardMixin):
        SALT = "test"

    clock = [NOW]
    monkeypatch.setattr(timezone, "now", lambda: clock[0])
    at = Form().fields["opened"].initial if opened is not None else "forged"
    clock[0] = NOW + timedelta(seconds=opened or 600)
    form = Form({"homepage": homepage, "opened": at})
    assert form.is_valid() is (not reason)
    assert reason in str(form.errors)


@pytest.mark.parametrize(
    ("is_open", "method", "status"),
    [
        (True, "GET", 200),
        (True, "POST", 200),
        (False, "GET", 200),
        (False, "HEAD", 200),
        (False, "POST", 403),
    ],
)
def test_a_closed_form_refuses_what_is_sent(monkeypatch, is_open, method, status):
    class View:
        def dispatch(self, request):
            return Given(status_code=200, template_name="open")

    class Page(opening.OpenFormMixin, View):
        pass

    monkeypatch.setattr(opening, "are_forms_open", lambda: is_open)
    answer = Page().dispatch(Given(method=method))
    assert answer.status_code == status
    assert (answer.template_name == "open") is is_open
    if not is_open:
        assert "no-store" in answer["Cache-Control"]
