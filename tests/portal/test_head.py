"""Who asks with HEAD is told all that GET tells, without the body: the web server would warn of each that it drops."""

from wsgiref.util import FileWrapper

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from django.urls import reverse

from tests.factories.news import ArticlePhotoFactory
from tests.factories.sites import SpaceFactory
from tests.portal.test_page_cache import pages_are_kept  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


def answered(method, path, **more):
    """(status, headers, body) as the web server gets it."""
    told = []
    environ = RequestFactory()._base_environ(REQUEST_METHOD=method, PATH_INFO=path, **more)
    environ["wsgi.file_wrapper"] = FileWrapper
    response = WSGIHandler()(environ, lambda status, headers: told.append((status, dict(headers))))
    body = b"".join(response)
    response.close()
    return *told[0], body


@pytest.mark.parametrize("encoding", ["", pytest.param("gzip, br", marks=pytest.mark.once)])
@pytest.mark.parametrize("name", ["page", "missing", "picture", "table", "health"])
def test_an_answer_to_head_has_the_headers_of_get_and_no_body(name, encoding):
    SpaceFactory()
    path = {
        "page": "/",
        "missing": "/nirgends/",
        "picture": ArticlePhotoFactory().picture.url,
        "table": reverse("sites:csv"),
        "health": "/gesundheit/",
    }[name]
    for _time in range(2):  # made, and kept
        status, headers, body = answered("HEAD", path, HTTP_ACCEPT_ENCODING=encoding)
        wanted_status, wanted, wanted_body = answered("GET", path, HTTP_ACCEPT_ENCODING=encoding)
        assert (status, body) == (wanted_status, b"")
        assert wanted_body
        assert headers.keys() == wanted.keys()
        # Of a page that is not to be kept: the second in which it was made.
        headers["Expires"] = wanted.get("Expires")
        assert headers == {"Expires": None} | wanted
        if "Content-Length" in wanted:
            assert int(headers["Content-Length"]) == len(wanted_body)
