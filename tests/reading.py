"""Reads a page for what is on it and for what is not.

A page that is not there, or refuses, says nothing of anything: its status is asserted before its absence of words.
"""


def text_of(answer, status=200):
    assert answer.status_code == status, f"{answer.status_code} instead of {status}"
    return answer.content.decode()


def markup_of(answer, status=200):
    """The page with single blanks for all white space, so that a template may break its lines between attributes."""
    return " ".join(text_of(answer, status).split())


def cookies_of(answer, status=200):
    assert answer.status_code == status, f"{answer.status_code} instead of {status}"
    return answer.cookies


def headers_of(answer, status=200):
    assert answer.status_code == status, f"{answer.status_code} instead of {status}"
    return answer.headers
