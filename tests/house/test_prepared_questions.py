"""No question whose SQL is worked out once has the moment in it at which that was done."""

import gc
from datetime import timedelta

import pytest
from django.urls import get_resolver

from caching.versions import as_of_now, reading_now
from database.prepared import Compiled, Question, Things, fixed
from publishing.cards import with_card
from sites.models import Space


def questions():
    get_resolver().url_patterns  # noqa: B018 (reads all views)
    with_card(Space)
    found = [each for each in gc.get_objects() if isinstance(each, Question | Things) and is_ours(each.make)]
    return [each.of_keys.question(1) if isinstance(each, Things) else each for each in found]


def is_ours(make):
    return not getattr(make, "func", make).__module__.startswith("tests.")


def at_the_moment(question, later):
    with as_of_now():
        reading_now().at += later
        compiled = Compiled(question.make, question.fields)
        return compiled.sql, fixed(compiled.parameters)


@pytest.mark.django_db
def test_questions_hang_on_no_moment_but_the_one_they_are_asked_about():
    asked = questions()
    assert len(asked) > 20
    hang = [
        question.make
        for question in asked
        if at_the_moment(question, timedelta()) != at_the_moment(question, timedelta(days=400))
    ]
    assert hang == []


@pytest.mark.django_db
def test_one_that_hangs_on_the_moment_is_noticed():
    question = Question(lambda key: Space.objects.published().filter(pk=key), key=Space._meta.pk)
    assert at_the_moment(question, timedelta()) != at_the_moment(question, timedelta(days=400))
