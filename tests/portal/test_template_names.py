"""Names are looked up in fewer steps than Django's, and mean the same."""

import gc
from collections import namedtuple
from weakref import ref

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.template import Context, Engine, Template
from django.template.base import FilterExpression, Variable, VariableDoesNotExist
from django.utils.functional import SimpleLazyObject

from portal.template_constants import fold
from portal.template_names import Name, NameAlone


class Thing:
    class_value = "class"
    nothing = None

    def __init__(self):
        self.name, self.inner = "<Halle>", {"key": "item", "items": "own", "list": [1, {"deep": "down"}]}
        self.other = namedtuple("Pair", "left right")("l", "r")
        self.asked = 0

    def method(self):
        return self

    def wants(self, argument):
        return argument

    def deletes(self):
        raise AssertionError("A template must not.")

    deletes.alters_data = True

    @property
    def counted(self):
        self.asked += 1
        return self

    @property
    def absent(self):
        raise ObjectDoesNotExist  # silent in templates

    @property
    def broken(self):
        raise AttributeError("of a property")

    @property
    def fails(self):
        raise ZeroDivisionError

    def __getattr__(self, name):
        if name == "made_up":
            return "made up"
        raise AttributeError(name)


class Kind:
    do_not_call_in_templates = True
    label = "kind"


NAMES = [
    "thing.name",
    "thing.inner.key",
    "thing.inner.items",
    "thing.inner.list.0",
    "thing.inner.list.1.deep",
    "thing.inner.list.7",
    "thing.inner.missing",
    "thing.other.right",
    "thing.other.0",
    "thing.method",
    "thing.method.name",
    "thing.wants",
    "thing.deletes",
    "thing.class_value",
    "thing.nothing",
    "thing.nothing.more",
    "thing.absent",
    "thing.absent.more",
    "thing.made_up",
    "thing.missing",
    "thing.counted.counted.name",
    "thing.method.inner.key",
    "missing",
    "missing.more",
    "text",
    "text.0",
    "text.upper",
    "text.missing",
    "number",
    "function",
    "function.name",
    "Kind.label",
    "Kind",
    "lazy.name",
    "lazy.inner.key",
    "items",
    "keys",
    "True",
    "None",
    "pop",
    "dicts",
    "template",
    "thing.0",
]
FAULTS = ["thing.broken", "thing.fails", "thing.broken.more", "thing.counted.fails"]
WAYS = [
    "{{{{ {} }}}}",
    "{{{{ {}|default:'–' }}}}",
    "{{{{ text|default_if_none:{} }}}}{{{{ nothing|default_if_none:{} }}}}",
    "{{% if {} %}}yes{{% else %}}no{{% endif %}}",
    "{{% if not {} or {} == 'item' and {} in text %}}yes{{% else %}}no{{% endif %}}",
    "{{% with a={} %}}{{{{ a }}}}{{% endwith %}}",
    "{{% for each in {} %}}[{{{{ each }}}}]{{% empty %}}none{{% endfor %}}",
    "{{% firstof {} text %}}",
    "{{% with thing=text %}}{{{{ {} }}}}{{% endwith %}}{{{{ {} }}}}",
]


def values():
    return {
        "thing": Thing(),
        "text": "abc",
        "number": 12,
        "function": Thing,
        "Kind": Kind,
        "lazy": SimpleLazyObject(Thing),
        "nothing": None,
    }


def said(template):
    try:
        return template.render(Context(values()))
    except Exception as fault:
        return type(fault), str(fault)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("invalid", ["", "invalid", "no %s"])
def test_names_mean_what_django_says(way, invalid):
    engine = Engine(string_if_invalid=invalid)
    for name in [*NAMES, *FAULTS]:
        text = way.format(*[name] * way.count("{}"))
        plain, quick = Template(text, engine=engine), Template(text, engine=engine)
        fold(quick.nodelist)
        without_addresses = [str(each).partition(" at 0x")[0] for each in (said(quick), said(plain))]
        assert without_addresses[0] == without_addresses[1], text


def names_in(text):
    template = Template(text)
    fold(template.nodelist)
    expression = template.nodelist[0].filter_expression
    return type(expression), type(expression.var)


def test_names_are_looked_up_so_and_words_and_filters_are_not():
    assert names_in("{{ thing.name }}") == (NameAlone, Name)
    assert names_in("{{ thing.name|upper }}") == (FilterExpression, Name)
    assert names_in("{{ 12 }}") == (FilterExpression, Variable)


def test_a_property_is_asked_once_whatever_comes_after_it():
    template = Template(
        "{{ thing.counted.inner.key }}{{ thing.counted.method }}{{ thing.counted.other.right }}"
        "{{ thing.counted.missing }}{{ thing.counted.inner.list.0 }}"
    )
    fold(template.nodelist)
    thing = Thing()
    template.render(Context({"thing": thing}))
    assert thing.asked == 5


def test_classes_of_things_are_not_held():
    """Each page of a filtered list has a class of form of its own."""
    template = Template("{{ thing.name }}{{ thing.fields.area }}")
    fold(template.nodelist)
    kind = type("Form", (), {"name": "Form", "fields": {"area": 1}})
    assert template.render(Context({"thing": kind()})) == "Form1"
    held = ref(kind)
    del kind
    gc.collect()
    assert held() is None


def test_what_a_method_gives_is_asked_for_once():
    calls = []
    template = Template("{{ ask }}{{ thing.ask.name }}")
    fold(template.nodelist)
    thing = Thing()
    thing.ask = lambda: calls.append(1) or thing
    template.render(Context({"ask": lambda: calls.append(1), "thing": thing}))
    assert len(calls) == 2


def test_a_name_that_is_nowhere_is_told_with_it():
    template = Template("{{ nowhere }}")
    fold(template.nodelist)
    with pytest.raises(VariableDoesNotExist, match="nowhere"):
        template.nodelist[0].filter_expression.var.resolve(Context({}))
