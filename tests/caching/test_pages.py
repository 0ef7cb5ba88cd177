"""Which answers may be kept, and what a browser is told about its own copy."""

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.template.response import SimpleTemplateResponse

from caching.pages import make_cacheable, set_etag


def shared(rf, *, method="get", query="", response=None, known=()):
    request = getattr(rf, method)("/" + query)
    return make_cacheable(request, response or HttpResponse("page"), lambda: known)


@pytest.mark.parametrize(
    ("case", "is_shared"),
    [
        ({}, True),
        ({"method": "head"}, True),
        ({"query": "?page=2", "known": {"page", "sort"}}, True),
        ({"query": "?page=2"}, False),
        ({"query": "?page=2&utm=x", "known": {"page"}}, False),
        ({"method": "post"}, None),
        ({"response": HttpResponse(status=404)}, None),
        ({"response": HttpResponse(status=201)}, None),
        ({"response": StreamingHttpResponse(["a"])}, None),
    ],
)
def test_an_answer_is_for_all_that_depends_on_the_address_alone(rf, case, is_shared):
    response = shared(rf, **case)
    assert getattr(response, "is_shared", None) is is_shared
    assert response.has_header("ETag") is (is_shared is not None)


def test_a_page_that_is_still_to_be_written_gets_its_mark_when_it_is(rf, monkeypatch):
    response = shared(rf, response=SimpleTemplateResponse("404.html"))
    assert not response.has_header("ETag")
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "page")
    assert response.render()["ETag"] == shared(rf)["ETag"]


def test_the_mark_goes_by_the_content():
    marks = [HttpResponse(text) for text in ("a", "b", "a")]
    for response in marks:
        set_etag(response)
    one, other, again = [response["ETag"] for response in marks]
    assert one == again != other
    assert len(one) == len('""') + 32


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, "no-cache"),
        ({"Cache-Control": "max-age=60"}, "max-age=60"),
        ({"Cache-Control": "private, no-store"}, "private, no-store"),
    ],
)
def test_a_browser_asks_before_it_shows_a_page_again_unless_the_view_says_more(before, after):
    response = HttpResponse("page", headers=before)
    set_etag(response)
    assert response["Cache-Control"] == after
    assert response.has_header("ETag") is ("no-store" not in after)


def test_a_view_that_marks_its_answer_itself_is_left_alone():
    response = HttpResponse("page", headers={"ETag": '"own"'})
    set_etag(response)
    assert response["ETag"] == '"own"'
