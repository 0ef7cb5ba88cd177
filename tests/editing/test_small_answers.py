"""What small functions of the desk answer, asked by themselves."""

from datetime import date, datetime, time
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.http import HttpResponse, StreamingHttpResponse

from editing.admin.groups import name_of_right
from editing.admin.previews import framed
from editing.admin.scheduling import BerlinTimeField
from editing.form_faults import faults_of, id_of


class Form(forms.Form):
    name = forms.CharField(label="name of it")
    hidden = forms.CharField(widget=forms.HiddenInput)
    moment = forms.SplitDateTimeField(widget=AdminSplitDateTime)
    choice = forms.ChoiceField(widget=forms.RadioSelect, choices=[("a", "A")])

    def clean(self):
        for code in ("change_conflict", "change_kept", "other"):
            self.add_error(None, ValidationError(f"<{code}>", code=code))
        self.add_error(None, ValidationError("far", params={"field": "topic"}))


def test_a_fault_leads_to_its_field_or_to_where_it_is_decided():
    form = Form({})
    assert {name: id_of(form[name]) for name in form.fields} == {
        "name": "id_name",
        "hidden": "",
        "moment": "id_moment_0",
        "choice": "id_choice",
    }
    found = [(fault.label, fault.target) for fault in faults_of(form, ["choice", "name", "gone"])]
    assert found == [
        ("", "change-conflict"),
        ("", "id_overwrite_change"),
        ("", ""),
        ("", "id_topic"),
        ("Choice", "id_choice"),
        ("Name of it", "id_name"),
        ("Hidden", ""),
        ("Moment", "id_moment_0"),
    ]
    assert faults_of(Form()) == []


@pytest.mark.parametrize(
    ("day", "hour", "code"),
    [
        ((2027, 3, 28), time(2, 30), "ambiguous_timezone"),
        ((2027, 10, 31), time(2, 30), "ambiguous_timezone"),
        ((2027, 10, 31), None, "invalid_time"),
        ((2027, 10, 31), time(3, 0), None),
    ],
)
def test_an_hour_that_is_left_out_or_comes_twice_is_refused_in_words_of_its_own(day, hour, code):
    field = BerlinTimeField()
    if code is None:
        assert field.compress([date(*day), hour]).replace(tzinfo=None) == datetime(*day, hour.hour)
        return
    with pytest.raises(ValidationError) as refused:
        field.compress([date(*day), hour])
    assert refused.value.code == code
    words = str(refused.value.messages[0])
    assert ("Umstellung" in words or "umgestellt" in words) is (code == "ambiguous_timezone")


@pytest.mark.parametrize(
    ("codename", "name"),
    [("add_x", "Hinzufügen"), ("view_x", "Ansehen"), ("release_x", "Freigeben"), ("other_x", "Own name")],
)
def test_a_right_is_named_by_what_and_whereof(codename, name):
    kind = ContentType(app_label="news", model="article")
    right = name_of_right(Permission(codename=codename, name="Own name", content_type=kind))
    assert right.endswith(f": {name}")
    assert not right.startswith(":")


@pytest.mark.parametrize(
    ("response", "is_changed"),
    [
        (HttpResponse("<html><head><title>a", content_type="text/html; charset=utf-8"), True),
        (HttpResponse("<head>", content_type="application/json"), False),
        (StreamingHttpResponse(["<head>"], content_type="text/html"), False),
    ],
)
def test_links_of_a_framed_page_open_outside_of_it(response, is_changed):
    answer = framed(response)
    content = b"".join(answer) if answer.streaming else answer.content
    assert (b'<head><base target="_blank">' in content) is is_changed
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer._csp_config["frame-ancestors"] == ["'self'"]


def test_only_the_first_head_of_a_framed_page_gets_the_rule():
    assert framed(HttpResponse("<head></head><pre><head>")).content.count(b"<base") == 1


@pytest.mark.parametrize(
    ("version", "words"),
    [
        (SimpleNamespace(user=None), "after you had opened it"),
        (SimpleNamespace(user="me"), "You saved this entry yourself"),
        (SimpleNamespace(user="Rolf"), "Rolf"),
    ],
)
def test_who_saved_meanwhile_is_said(monkeypatch, version, words):
    from django.utils import translation

    from editing.admin import settling

    version.date_created = datetime(2026, 11, 18, 9, 30)
    found = SimpleNamespace(revision=version)
    versions = SimpleNamespace(select_related=lambda *_names: SimpleNamespace(first=lambda: found))
    monkeypatch.setattr(
        settling, "Version", SimpleNamespace(objects=SimpleNamespace(get_for_object=lambda obj: versions))
    )
    monkeypatch.setattr(settling, "moment", str)
    with translation.override("en"):
        said = settling.said_of_other("entry", "me")
    assert words in said
    assert ("yourself" in said) is (version.user == "me")
