"""Nodes that take fewer steps than Django's say the same."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Engine, RequestContext, Template, TemplateDoesNotExist
from django.template.base import VariableNode
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from portal.template_constants import fold
from portal.template_nodes import Include, NamedWords, Value

VALUES = [
    "Halle & <Saale> \"'",
    mark_safe("<b>Halle</b>"),
    "",
    None,
    True,
    0,
    7,
    999,
    1000,
    -5,
    18200,
    1234.5,
    Decimal("1234.50"),
    date(2017, 6, 9),
    datetime(2017, 6, 9, 22, 30, tzinfo=UTC),
    gettext_lazy("News"),
    ["<a>", 1],
    lambda: "<called>",
    type("Said", (str,), {"__html__": lambda self: "<i>said</i>"})("said"),
]


def both(text, engine=None):
    """A template as Django would compile it, and one with quicker nodes."""
    plain, quick = Template(text, engine=engine), Template(text, engine=engine)
    fold(quick.nodelist)
    return plain, quick


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_a_value_is_escaped_and_written_as_django_does(value, language):
    text = "{{ value }}|{{ value|default:'–' }}|{% autoescape off %}{{ value }}{% endautoescape %}|{{ value|safe }}"
    plain, quick = both(text + "|{{ none.at.all }}|{{ 'a<b' }}|{{ value|escape }}")
    with translation.override(language):
        assert quick.render(Context({"value": value})) == plain.render(Context({"value": value}))


def test_every_value_has_the_quicker_node_and_others_have_not():
    _plain, quick = both("{% if a %}{{ a }}{% else %}{% for b in a %}{{ b }}{% endfor %}{% endif %}")
    found = quick.nodelist.get_nodes_by_type(VariableNode)
    assert [type(node) for node in found] == [Value, Value]


@pytest.fixture
def engine():
    pieces = {
        "piece.html": "[{{ a }}{{ b }}{{ request.path }}{{ c }}]{% with a=7 %}{{ a }}{% endwith %}",
        "tree.html": "{{ n }}{% if more %}{% include 'tree.html' with n=more.0 more=more.1 only %}{% endif %}",
        "folder/one.html": "{% include './two.html' %}",
        "folder/two.html": "two {{ a }}",
    }
    return Engine(
        loaders=[("django.template.loaders.locmem.Loader", pieces)],
        context_processors=["django.template.context_processors.request"],
    )


@pytest.mark.parametrize(
    "text",
    [
        "{% include 'piece.html' %}{{ a }}",
        "{% include 'piece.html' only %}{{ a }}",
        "{% include 'piece.html' with b='<' c=a|upper only %}{{ b }}",
        "{% include 'piece.html' with a='other' %}{{ a }}",
        "{% for a in many %}{% include 'piece.html' with b=a only %}{{ a }}{% endfor %}",
        "{% include 'tree.html' with n=1 more=nested only %}",
        "{% include name with a=a only %}",
        "{% include 'piece'|add:'.html' %}",
        "{% include 'folder/one.html' %}",
        "{% autoescape off %}{% include 'piece.html' with a='<' only %}{% endautoescape %}",
    ],
)
def test_a_piece_sees_what_it_is_given(text, engine):
    request = RequestFactory().get("/here/")
    request.user = AnonymousUser()
    values = {"a": "ä", "name": "piece.html", "many": [1, "<2>"], "nested": (2, (3, ()))}
    said = []
    for template in both(text, engine):
        context = RequestContext(request, values)
        said += [template.render(context), template.render(Context(values)), template.render(context)]
    assert said[:3] == said[3:]


def test_a_piece_with_a_literal_name_is_found_once(engine, monkeypatch):
    asked = []
    find = Engine.get_template
    monkeypatch.setattr(Engine, "get_template", lambda self, name: asked.append(name) or find(self, name))
    _plain, quick = both("{% include 'piece.html' with a=1 only %}", engine)
    [node] = quick.nodelist.get_nodes_by_type(Include)
    assert quick.render(Context()) == quick.render(Context())
    assert (type(node), asked) == (Include, ["piece.html"])


def test_what_is_not_there_is_told(engine):
    _plain, quick = both("{% include 'never.html' only %}", engine)
    with pytest.raises(TemplateDoesNotExist, match=r"never\.html"):
        quick.render(Context())


def test_a_piece_leaves_the_context_around_it_as_it_was(engine):
    _plain, quick = both("{% include 'piece.html' with a=1 only %}{{ a }}", engine)
    context = Context({"a": 5})
    before = [dict(each) for each in context.dicts]
    assert quick.render(context).endswith("5")
    assert [dict(each) for each in context.dicts] == before
    assert len(context.render_context.dicts) == 1


def test_words_with_a_name_are_those_of_the_language_and_of_the_place():
    text = (
        '{% load i18n %}{% translate "News" as words %}{% with 1 as words %}{% translate "Projects" as words %}'
        "{{ words }}{% endwith %}{{ words }}"
    )
    plain, quick = both(text)
    assert len(quick.nodelist.get_nodes_by_type(NamedWords)) == 2
    for language in ("de", "en", "de"):
        with translation.override(language):
            assert quick.render(Context()) == plain.render(Context())
