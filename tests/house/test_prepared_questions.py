"""No question whose SQL is worked out once has the moment in it at which that was done."""

import inspect
import sys
from datetime import timedelta

import pytest
from django.urls import get_resolver

from caching.versions import as_of_now, reading_now
from database.prepared import Compiled, Prepared, Question, Things, fixed
from news.models import Article
from publishing.cards import with_card
from sites.models import Space
from tests.house.test_inheritance import ROOMS


def questions():
    """Those of modules, of their classes, and of what finds the things of cards."""
    get_resolver().url_patterns  # noqa: B018 (reads all views)
    modules = [module for name, module in sys.modules.items() if name.partition(".")[0] in ROOMS]
    held = [each for module in modules for each in vars(module).values()]
    held += [each for one in held if inspect.isclass(one) for each in vars(one).values()]
    held += [with_card(model) for model in (Space, Article)]
    held += [
        each
        for one in held
        if inspect.isfunction(one)
        for each in inspect.getclosurevars(one).nonlocals.values()
    ]
    found = [each for each in held if isinstance(each, Question)]
    found += [each.of_keys.question(1) for each in held if isinstance(each, Things)]
    return {*found, *(each.question for each in held if isinstance(each, Prepared))}


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
