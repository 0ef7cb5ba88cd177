"""Widgets of Django are rendered by its Jinja2 templates, and a browser sees no difference."""

from functools import partial
from pathlib import Path

import django.forms
import html5lib
import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer

SHIPPED = Path(django.forms.__file__).parent
HOSTILE = "\"><script>alert('&')</script>"


class EveryWidget(forms.Form):
    required_css_class = "required"

    text = forms.CharField(label=HOSTILE, help_text="In <em>words</em>", initial=HOSTILE)
    long_text = forms.CharField(widget=forms.Textarea, initial=HOSTILE)
    password = forms.CharField(widget=forms.PasswordInput)
    number = forms.DecimalField(initial="12.5", min_value=0, localize=True)
    email = forms.EmailField(disabled=True)
    address = forms.URLField(assume_scheme="https")
    is_rail = forms.BooleanField(initial=True)
    is_known = forms.NullBooleanField()
    kind = forms.ChoiceField(
        choices=[("", "-"), ("Group & co", [("plot", HOSTILE), ("hall", "Hall")])], initial="hall"
    )
    kinds = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], initial=["b"])
    radio = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, initial="a")
    boxes = forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)
    day = forms.DateField(widget=forms.SelectDateWidget(years=[2026]))
    moment = forms.SplitDateTimeField()
    file = forms.FileField(widget=forms.ClearableFileInput)
    hidden = forms.CharField(widget=forms.HiddenInput, initial=HOSTILE)
    several = forms.CharField(widget=forms.MultipleHiddenInput, initial=["1", "2"])


def rows(renderer):
    return forms.formset_factory(EveryWidget, extra=2, can_delete=True, renderer=renderer)()


STATES = {
    "unbound": EveryWidget,
    "faulty": partial(EveryWidget, {"text": "", "number": HOSTILE, "kind": "x"}),
    "rows": rows,
}


@pytest.mark.parametrize("form", STATES.values(), ids=STATES)
def test_a_browser_sees_no_difference_between_the_two_engines(form):
    ours, theirs = (str(form(renderer=renderer)) for renderer in (get_default_renderer(), DjangoTemplates()))
    assert "&lt;script&gt;" in ours
    assert "<script>" not in ours
    assert seen(ours) == seen(theirs)


def test_every_template_of_djangos_forms_has_its_twin():
    names = {path.relative_to(SHIPPED / "templates") for path in SHIPPED.glob("templates/**/*.html")}
    assert len(names) > 40
    assert names == {path.relative_to(SHIPPED / "jinja2") for path in SHIPPED.glob("jinja2/**/*.html")}


def test_widgets_of_the_administration_stay_django_templates():
    template = get_default_renderer().get_template("admin/widgets/split_datetime.html")
    assert template.backend.app_dirname == "templates"


def seen(markup):
    """(tag, attributes, texts) of each element, in order; white space aside."""
    document = html5lib.parse(markup, namespaceHTMLElements=False)
    return [
        (
            element.tag,
            dict(element.attrib),
            *(" ".join((text or "").split()) for text in (element.text, element.tail)),
        )
        for element in document.iter()
    ]
