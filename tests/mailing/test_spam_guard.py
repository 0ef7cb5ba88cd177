"""Machines are kept out of forms by a field that nobody sees, and by how fast they are."""

from datetime import UTC, datetime, timedelta

import pytest
from django import forms
from django.utils import timezone

from mailing.spam_guard import SpamGuardMixin

OPENED = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)


class Form(SpamGuardMixin):
    SALT = "tests.form"
    name = forms.CharField()


class OtherForm(Form):
    SALT = "tests.other_form"


@pytest.fixture
def clock(monkeypatch):
    """Moves the clock so many seconds behind the opening of the form."""

    def move(seconds):
        monkeypatch.setattr(timezone, "now", lambda: OPENED + timedelta(seconds=seconds))

    move(0)
    return move


def sent(opened, **more):
    return Form({"name": "Anna", "opened": opened} | more)


def codes(form):
    return {field: [error.code for error in errors.as_data()] for field, errors in form.errors.items()}


@pytest.mark.parametrize(("seconds", "is_taken"), [(0, False), (2.9, False), (3, True), (86_400, True)])
def test_a_form_takes_three_seconds_at_least(clock, seconds, is_taken):
    opened = Form().fields["opened"].initial
    clock(seconds)
    form = sent(opened)
    assert form.is_valid() is is_taken
    assert codes(form) == ({} if is_taken else {"__all__": ["too_fast"]})


def test_a_time_that_was_not_given_by_this_form_is_none(clock):
    clock(60)
    for opened in ("", "1", OtherForm().fields["opened"].initial):
        form = sent(opened)
        assert list(form.errors) == ["__all__"]
        assert codes(form) != {"__all__": ["too_fast"]}


def test_what_people_do_not_see_stays_empty(clock):
    opened = Form().fields["opened"].initial
    clock(60)
    assert list(sent(opened, homepage="https://example.org").errors) == ["homepage"]
    assert sent(opened, homepage="").is_valid()
    attributes = Form().fields["homepage"].widget.attrs
    assert (attributes["autocomplete"], attributes["tabindex"]) == ("off", "-1")


def test_a_form_with_another_fault_is_not_told_that_it_was_fast(clock):
    assert list(sent(Form().fields["opened"].initial, name="").errors) == ["name"]
