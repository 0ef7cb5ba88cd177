"""Addresses without arguments are looked up once a language, and written as Django writes them."""

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, get_script_prefix, reverse, set_script_prefix
from django.utils import translation

from publishing.templatetags.addresses import Address

PAGE = '{% url "news:list" %}'


def addresses_of(text):
    return Template(text).nodelist.get_nodes_by_type(Address)


def test_each_language_has_its_own_address_again_and_again():
    page, found = Template(PAGE), []
    for _time in range(2):
        for language in ("de", "en"):
            with translation.override(language):
                assert page.render(Context()) == reverse("news:list")
                found.append(reverse("news:list"))
    assert len(set(found)) == 2


def test_an_address_is_looked_up_once_a_language(monkeypatch):
    page, asked = Template(PAGE), []
    monkeypatch.setattr("django.urls.reverse", lambda name, **named: asked.append(name) or f"/{name}/")
    assert [page.render(Context()) for _time in range(2)] == ["/news:list/", "/news:list/"]
    assert asked == ["news:list"]


def test_another_prefix_of_the_server_is_another_address():
    page = Template(PAGE)
    plain, before = page.render(Context()), get_script_prefix()
    set_script_prefix("/portal/")
    try:
        assert page.render(Context()) == f"/portal{plain}"
    finally:
        set_script_prefix(before)
    assert page.render(Context()) == plain


@pytest.mark.parametrize(
    "text", ["{% url name %}", '{% url "sites:area" slug=slug %}', '{% url "news:list" as link %}']
)
def test_an_address_that_hangs_on_the_page_is_looked_up_each_time(text):
    assert addresses_of(text) == []
    assert addresses_of(PAGE)


def test_an_unknown_page_is_an_error_each_time():
    page = Template('{% url "nothing:there" %}')
    for _time in range(2):
        with pytest.raises(NoReverseMatch):
            page.render(Context())
