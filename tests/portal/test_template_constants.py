"""What no page changes is put together once a language, and says what it says node by node."""

from datetime import date

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, get_script_prefix, reverse, set_script_prefix
from django.utils import translation

from portal.template_constants import Constants, fold

ADDRESS = '{% url "news:list" %}'
ALIKE = [
    '{% translate "News" %}',
    '{% trans "News" %}',
    "{% blocktranslate %}News{% endblocktranslate %}",
    ADDRESS,
    '{% load static %}{% static "css/site.css" %}',
    '{% icon "arrow" %}',
    '{% icon name="arrow" css="wide" %}',
]
HANG_ON_THE_PAGE = [
    "{% translate word %}",
    '{% translate _("News") %}',
    '{% translate "News" as word %}{{ word }}',
    '{% translate "May" context "month" %}',
    '{% translate "News"|upper %}',
    "{% blocktranslate %}{{ word }} on the map{% endblocktranslate %}",
    "{% blocktranslate with name=word %}{{ name }} on the map{% endblocktranslate %}",
    "{% blocktranslate count n=number %}{{ n }} picture{% plural %}{{ n }} pictures{% endblocktranslate %}",
    '{% blocktranslate context "month" %}May{% endblocktranslate %}',
    "{% blocktranslate asvar word %}News{% endblocktranslate %}{{ word }}",
    "{% url name %}",
    '{% url "sites:area" slug %}',
    '{% url "sites:area" slug=slug %}',
    '{% url "news:list"|add:suffix %}',
    '{% url "news:list" as link %}{{ link }}',
    '{% url "admin:index" %}',
    "{% load static %}{% static file %}",
    '{% load static %}{% static "css/site.css"|add:suffix %}',
    '{% load static %}{% static "css/site.css" as file %}{{ file }}',
    "{% icon name %}",
    '{% icon "arrow" css=word %}',
    '{% icon "arrow"|add:suffix %}',
    "{% load typography %}{% day date %}",
    "{% load structured_data %}{% structured_breadcrumb %}",
    '{% icon "arrow" as drawn %}{{ drawn }}',
]
PAGES = [
    {
        "word": "Projects",
        "name": "quotes:list",
        "file": "css/site.css",
        "number": 2,
        "slug": "halle",
        "date": date(2017, 6, 9),
    },
    {
        "word": "<News>",
        "name": "news:list",
        "file": "js/site.js",
        "number": 1,
        "slug": "jena",
        "date": date(2026, 1, 2),
    },
]


def compiled(text):
    template = Template(text)
    fold(template.nodelist)
    return template


def constants_of(text):
    return compiled(text).nodelist.get_nodes_by_type(Constants)


def said(template, page=PAGES[0], **how):
    return template.render(Context(page | {"suffix": ""}, **how))


@pytest.mark.parametrize("text", ALIKE)
def test_what_no_page_changes_is_put_together(text):
    [one] = compiled(f"<b>{text}</b>, {text}").nodelist
    assert isinstance(one, Constants)


@pytest.mark.parametrize("text", HANG_ON_THE_PAGE)
def test_what_hangs_on_the_page_is_asked_each_time(text):
    assert constants_of(text) == []


@pytest.mark.parametrize("text", [*ALIKE, *HANG_ON_THE_PAGE])
def test_a_page_says_each_language_what_it_would_say_node_by_node(text):
    text = f"{{% comment %}}no{{% endcomment %}}<p>{text} {{{{ word }}}} {text}</p>"
    folded, plain = compiled(text), Template(text)
    for page in [*PAGES, *PAGES]:
        for language in ("de", "en"):
            with translation.override(language):
                assert said(folded, page) == said(plain, page)


def test_words_are_looked_up_once_a_language(monkeypatch):
    page, asked = compiled('{% translate "News" %}'), []
    monkeypatch.setattr("django.template.base.gettext_lazy", lambda words: asked.append(words) or words)
    for _time in range(2):
        for language in ("de", "en"):
            with translation.override(language):
                said(page)
    assert asked == ["News", "News"]


def test_words_stand_in_the_page_as_they_stand_in_the_template():
    page = compiled('{% translate "<b>a & b</b>, 5%" %}')
    assert [said(page) for _time in range(2)] == ["<b>a & b</b>, 5%"] * 2


def test_another_prefix_of_the_server_is_another_address():
    page = compiled(ADDRESS)
    plain, before = said(page), get_script_prefix()
    set_script_prefix("/portal/")
    try:
        assert said(page) == f"/portal{plain}"
    finally:
        set_script_prefix(before)
    assert said(page) == plain == reverse("news:list")


def test_an_unknown_page_is_an_error_each_time():
    page = compiled('{% url "nothing:there" %}')
    for _time in range(2):
        with pytest.raises(NoReverseMatch):
            said(page)


def test_words_are_of_the_language_around_them():
    page = compiled('{% translate "News" %} {% language "en" %}{% translate "News" %}{% endlanguage %}')
    with translation.override("de"):
        assert [said(page) for _time in range(2)] == ["Aktuelles News"] * 2


@pytest.mark.parametrize(
    "around",
    [
        "{% if word %}#{% endif %}",
        "{% if not word %}{% else %}#{% endif %}",
        "{% for each in word %}#{% endfor %}",
        "{% for each in none %}{% empty %}#{% endfor %}",
        "{% with a=word %}#{% endwith %}",
        "{% block content %}#{% endblock %}",
        "{% ifchanged word %}#{% endifchanged %}",
    ],
)
def test_it_is_found_within_what_hangs_on_the_page(around):
    text = around.replace("#", '<b>{% translate "News" %}</b>')
    folded = compiled(text)
    assert len(folded.nodelist.get_nodes_by_type(Constants)) == 1
    assert said(folded) == said(Template(text))


def test_comments_and_libraries_leave_nothing_behind():
    [text] = compiled("<p>{% comment %}no{% endcomment %}{% load static %}</p>").nodelist
    assert text.s == "<p></p>"


def test_addresses_are_marked_up_where_the_page_marks_up(settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    page = compiled('{% load static %}{% static "a\'b.css" %}')
    assert [said(page, autoescape=is_marked_up) for is_marked_up in (False, True, False)] == [
        "/static/a'b.css",
        "/static/a&#x27;b.css",
        "/static/a'b.css",
    ]
