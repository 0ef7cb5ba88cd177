"""A form that takes people's data says why it is closed, and takes nothing."""

import pytest
from django.http import HttpResponse
from django.views import View

from mailing.opening import OpenFormMixin


class FormView(OpenFormMixin, View):
    def get(self, request):
        return HttpResponse("form")

    post = get


@pytest.mark.parametrize(("method", "status"), [("get", 200), ("head", 200), ("post", 403)])
def test_a_closed_form_is_told_of_and_never_kept(rf, monkeypatch, method, status):
    monkeypatch.setattr("mailing.opening.import_string", lambda name: lambda: False)
    response = FormView.as_view()(getattr(rf, method)("/"))
    assert (response.status_code, response.template_name) == (status, "mailing/form_closed.html")
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


def test_an_open_form_is_answered_by_its_view(rf, monkeypatch):
    monkeypatch.setattr("mailing.opening.import_string", lambda name: lambda: True)
    for method in (rf.get, rf.post):
        assert FormView.as_view()(method("/")).content == b"form"
