"""Who changed what, when: the list of states, the comparison of any two, and in which language they are told."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override
from reversion.models import Version

from news.models import Article
from sites.models import Plot
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.news import ArticleFactory, CategoryFactory
from tests.factories.sites import SpaceFactory
from tests.filling import filled, unrendered
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]


@pytest.fixture
def editor(client):
    user = UserFactory(administrator=True, name="Anna Berg")
    client.force_login(user)
    return user


def address(obj, view, language="de"):
    room = f"{obj._meta.app_label}_{obj._meta.model_name}"
    with override(language):
        return reverse(f"admin:{room}_{view}", args=[obj.pk])


def change(client, obj, language="de", **values):
    form = address(obj, "change", language)
    answer = client.post(form, filled(unrendered(client, form), **values))
    assert answer.status_code == 302


def states(obj):
    return list(Version.objects.get_for_object(obj).order_by("pk"))


def test_the_history_says_who_changed_what_in_the_language_of_the_reader(client, editor):
    article = ArticleFactory(title_de="Alt")
    change(client, article, title_de="Neu", title_en="New")
    german, english = (text_of(client.get(address(article, "history", code))) for code in ("de", "en"))
    assert "Anna Berg" in german
    assert "Überschrift (Deutsch)" in german
    assert "Überschrift (Englisch)" in german
    assert "Headline (German)" in english
    assert "[de]" not in german
    assert "[de]" not in english


def test_the_language_of_the_editor_does_not_decide(client, editor):
    plot = Plot.objects.get(pk=SpaceFactory(name="Feld").pk)
    change(client, plot, language="en", area="12000", offers__TOTAL_FORMS=1, offers__0__disposal="sale")
    page = text_of(client.get(address(plot, "history", "de")))
    assert re.search(r"\bFläche\b", page)
    assert "Angebot" in page
    assert "Area" not in page
    assert "State before" not in page


def test_the_last_change_is_compared_by_itself(client, editor):
    article = ArticleFactory(title_de="Alt")
    change(client, article, title_de="Neu")
    answer = client.get(address(article, "compare", "en"))
    [difference] = answer.context["comparison"].fields
    assert (difference.label, difference.before, difference.after) == ("Headline (German)", "Alt", "Neu")
    assert re.search(r"<td[^>]*>Alt</td>\s*<td[^>]*>Neu</td>", text_of(answer))


def test_any_two_states_are_compared_the_earlier_one_first(client, editor):
    article = ArticleFactory(title_de="Eins")
    for title in ("Zwei", "Drei", "Vier"):
        change(client, article, title_de=title)
    first, second, third, _last = states(article)
    page = address(article, "compare")

    def said(**query):
        [difference] = client.get(page, query).context["comparison"].fields
        return difference.before, difference.after

    assert said(**{"from": first.pk, "to": third.pk}) == ("Eins", "Drei")
    assert said(**{"from": third.pk, "to": first.pk}) == ("Eins", "Drei")
    assert said(**{"from": second.pk, "to": "now"}) == ("Zwei", "Vier")
    assert said(to=second.pk) == ("Eins", "Zwei")


def test_what_was_changed_elsewhere_since_is_seen_against_today(client, editor):
    article = ArticleFactory(title_de="Alt")
    change(client, article, title_de="Neu")
    Article.objects.filter(pk=article.pk).update(author_name="Der Import")
    answer = client.get(address(article, "compare", "en"), {"from": states(article)[-1].pk, "to": "now"})
    assert [difference.label for difference in answer.context["comparison"].fields] == ["Author"]


def test_rows_are_compared_with_their_object(client, editor):
    plot = Plot.objects.get(pk=SpaceFactory(name="Feld").pk)
    change(client, plot, offers__TOTAL_FORMS=1, offers__0__disposal="sale", offers__0__price_m2="35")
    answer = client.get(address(plot, "compare", "en"))
    assert [row.label for row in answer.context["comparison"].rows] == ["Offer: sale"]
    assert "35\N{NO-BREAK SPACE}EUR/m²" in text_of(answer)


def test_one_goes_from_change_to_change(client, editor):
    article = ArticleFactory(title_de="Eins")
    for title in ("Zwei", "Drei"):
        change(client, article, title_de=title)
    first, second, third = (state.pk for state in states(article))
    context = client.get(address(article, "compare")).context
    assert (context["previous"], context["next"]) == ({"from": str(first), "to": str(second)}, None)
    context = client.get(address(article, "compare"), context["previous"]).context
    assert (context["previous"], context["next"]) == (None, {"from": str(second), "to": str(third)})


def test_a_state_of_another_object_is_not_compared(client, editor):
    article, other = ArticleFactory(), ArticleFactory()
    change(client, other, title_de="Neu")
    for query in ({"from": states(other)[0].pk}, {"to": "x"}, {"from": "-1"}):
        assert client.get(address(article, "compare"), query).status_code == 404


def test_without_a_history_the_page_says_that_nothing_differs(client, editor):
    answer = client.get(address(ArticleFactory(), "compare"))
    assert answer.status_code == 200
    assert not answer.context["comparison"]


def test_things_that_are_no_pages_have_a_comparison_too(client, editor):
    category = CategoryFactory()
    change(client, category, name_de="Wirtschaft")
    [difference] = client.get(address(category, "compare", "en")).context["comparison"].fields
    assert difference.after == "Wirtschaft"


def test_only_whoever_may_look_today_compares(client):
    space = SpaceFactory(steward=OrganisationFactory())
    plot = Plot.objects.get(pk=space.pk)
    client.force_login(MembershipFactory(role="editor").user)
    assert client.get(address(plot, "compare")).status_code == 403
    assert client.get(address(plot, "history")).status_code == 403
    client.force_login(MembershipFactory(role="reader", organisation=space.steward).user)
    page = client.get(address(plot, "compare"))
    assert page.status_code == 200
    assert not page.context["may_change"]


@pytest.mark.parametrize("view", ["history", "compare"])
def test_a_long_history_costs_no_more_queries_than_a_short_one(
    client, editor, view, django_assert_max_num_queries
):
    article = ArticleFactory(title_de="0")
    counts = []
    for title in range(1, 6):
        change(client, article, title_de=str(title))
        with django_assert_max_num_queries(30) as queries:
            client.get(address(article, view))
        counts.append(len(queries))
    assert counts[1] == counts[-1]
