"""Words in templates are looked up once a language, and said as Django says them."""

import pytest
from django.template import Context, Template
from django.utils import translation

from formats.templatetags.words import Words


def words_of(text):
    return Template(text).nodelist.get_nodes_by_type(Words)


def test_a_page_says_each_language_its_own_words_again_and_again():
    page = Template('{% translate "News" %}')
    for _time in range(2):
        for language, word in [("de", "Aktuelles"), ("en", "News")]:
            with translation.override(language):
                assert page.render(Context()) == word


def test_words_are_looked_up_once_a_language(monkeypatch):
    page, asked = Template('{% translate "News" %}'), []
    monkeypatch.setattr("django.template.base.gettext_lazy", lambda words: asked.append(words) or words)
    with translation.override("de"):
        page.render(Context())
        page.render(Context())
    assert asked == ["News"]


@pytest.mark.parametrize("tag", ["translate", "trans"])
def test_words_stand_in_the_page_as_they_stand_in_the_Template(tag):
    page = Template("{% " + tag + ' "<b>a & b</b>, 5%" %}')
    assert [page.render(Context()) for _time in range(2)] == ["<b>a & b</b>, 5%"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "{% translate word %}",
        '{% translate "News" as word %}',
        '{% translate "May" context "month" %}',
        '{% translate "News"|upper %}',
    ],
)
def test_words_that_hang_on_the_page_are_looked_up_each_time(text):
    assert words_of(text) == []
    assert words_of('{% translate "News" %}')


def test_a_word_of_the_page_is_the_word_of_that_page():
    page = Template("{% translate word %}")
    with translation.override("de"):
        assert [page.render(Context({"word": word})) for word in ("News", "Projects")] == [
            "Aktuelles",
            "Projekte",
        ]


def test_djangos_other_tags_are_there():
    with translation.override("de"):
        assert Template("{% get_current_language as code %}{{ code }}").render(Context()) == "de"
        assert Template('{{ "de"|language_name }}').render(Context()) == "German"
