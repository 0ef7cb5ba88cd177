"""One copy or many, asked for on a page that shows their names."""

import pytest
from django.urls import reverse
from reversion.models import Version

from editing.admin.forms import duplicates
from editing.duplicating import duplicate
from news.models import Article
from quotes.models import Quote
from sites.models import Plot, Space
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.quotes import QuoteFactory
from tests.factories.sites import SpaceFactory
from tests.pressing import pressed
from tests.reading import markup_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def editor(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def page_of(obj, view="change"):
    kind = getattr(obj, "kind", "") or obj._meta.model_name
    return reverse(f"admin:{obj._meta.app_label}_{kind}_{view}", args=[obj.pk])


def copied(client, original, copies):
    return client.post(page_of(original, "duplicate"), {"copies": str(copies)})


def names(original, field="name_de"):
    rows = Space.objects.exclude(pk=original.pk).order_by("pk")
    return list(rows.values_list(field, flat=True))


def test_many_copies_get_numbers_in_both_languages_and_lead_to_a_list_of_them(client):
    original = SpaceFactory(name="Nordfeld", name_en="North field", price_m2=35)
    SpaceFactory(name="Südfeld")
    answer = copied(client, original, 3)
    made = Plot.objects.filter(name_de__startswith="Nordfeld ").order_by("pk")
    assert [(one.name_de, one.name_en) for one in made] == [
        ("Nordfeld 2", "North field 2"),
        ("Nordfeld 3", "North field 3"),
        ("Nordfeld 4", "North field 4"),
    ]
    assert {one.workflow_state for one in made} == {"draft"}
    assert [one.offers.count() for one in made] == [1, 1, 1]
    assert len({one.slug for one in made} | {original.slug}) == 4
    listed = client.get(answer.url)
    assert set(listed.context_data["cl"].queryset) == set(made)
    assert "3 Kopien sind als Entwürfe angelegt. Diese Liste zeigt nur sie." in markup_of(listed)


def test_a_single_copy_leads_to_its_form(client):
    original = SpaceFactory(name="Nordfeld")
    answer = copied(client, original, 1)
    copy = Plot.objects.exclude(pk=original.pk).get()
    assert copy.name_de == "Nordfeld 2"
    assert answer.url == page_of(copy)


@pytest.mark.parametrize(
    ("name", "second", "third"),
    [
        ("Halle 7", "Halle 8", "Halle 9"),
        ("Parzelle 09", "Parzelle 10", "Parzelle 11"),
        ("Baufeld A3", "Baufeld A4", "Baufeld A5"),
        ("Flurstück 12345678901", "Flurstück 12345678901 2", "Flurstück 12345678901 3"),
        ("4", "5", "6"),
        ("Halle 1899", "Halle 1900", "Halle 1901"),
        ("Halle 02025", "Halle 02026", "Halle 02027"),
    ],
)
def test_a_number_at_the_end_is_counted_on(client, name, second, third):
    original = SpaceFactory(name=name)
    copied(client, original, 2)
    assert names(original) == [second, third]


@pytest.mark.parametrize(
    ("name", "second", "third"),
    [
        ("Gewerbegebiet 2025", "Gewerbegebiet 2025 2", "Gewerbegebiet 2025 3"),
        ("Gewerbegebiet 2025 2", "Gewerbegebiet 2025 3", "Gewerbegebiet 2025 4"),
        ("Umbau 1900", "Umbau 1900 2", "Umbau 1900 3"),
        ("Masterplan 2100", "Masterplan 2100 2", "Masterplan 2100 3"),
        ("Masterplan 2101", "Masterplan 2102", "Masterplan 2103"),
    ],
)
def test_a_year_at_the_end_stays(client, name, second, third):
    original = SpaceFactory(name=name)
    copied(client, original, 2)
    assert names(original) == [second, third]


def test_a_number_that_is_taken_is_left_out(client):
    original = SpaceFactory(name="Nordfeld")
    SpaceFactory(name="Nordfeld 3")
    copied(client, original, 2)
    assert names(original) == ["Nordfeld 3", "Nordfeld 2", "Nordfeld 4"]


def test_the_longest_name_stays_within_its_field(client):
    longest = Space._meta.get_field("name").max_length
    original = SpaceFactory(name="N" * longest)
    copied(client, original, 1)
    [name] = names(original)
    assert len(name) == longest
    assert name.endswith("N 2")


def test_the_addresses_of_articles_follow_their_titles(client):
    original = ArticleFactory(title_de="Messe 2026", slug="messe-2026")
    copied(client, original, 2)
    slugs = Article.objects.exclude(pk=original.pk).order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["messe-2026-2", "messe-2026-3"]


def test_the_address_of_a_copy_is_made_of_its_title_whatever_the_original_has(client):
    original = ArticleFactory(title_de="Messe", slug="von-hand")
    copied(client, original, 2)
    slugs = Article.objects.exclude(pk=original.pk).order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["messe-2", "messe-3"]


def test_without_a_german_title_the_address_gets_a_number(client):
    copied(client, ArticleFactory(title_de="", title_en="Fair", slug="von-hand"), 2)
    assert set(Article.objects.values_list("slug", flat=True)) == {"von-hand", "von-hand-2", "von-hand-3"}


def test_words_of_a_quote_are_copied_as_well(client):
    original = QuoteFactory()
    copied(client, original, 2)
    assert Quote.objects.count() == 3


def test_each_copy_has_a_history_of_its_own(client):
    original = SpaceFactory()
    copied(client, original, 2)
    versions = [Version.objects.get_for_object(one).get() for one in Plot.objects.exclude(pk=original.pk)]
    assert len({version.revision_id for version in versions}) == 2


def test_the_page_names_the_copies_in_both_languages(client):
    page = client.get(page_of(SpaceFactory(name="Nordfeld", name_en="North field"), "duplicate"))
    text = markup_of(page)
    assert '<span lang="de">Nordfeld 2</span> · <span lang="en">North field 2</span>' in text
    assert "Nordfeld 31" in text
    assert "Nordfeld 32" not in text


@pytest.mark.parametrize("number", ["0", "31", "-1", "viele", "", "2.5", "9" * 5000])
def test_a_number_that_cannot_be_is_told_beside_the_field(client, number):
    original = SpaceFactory()
    answer = copied(client, original, number)
    assert answer.status_code == 200
    assert list(answer.context_data["form"].errors) == ["copies"]
    assert "errorlist" in markup_of(answer)
    assert Space.objects.count() == 1


def test_of_many_copies_none_is_made_when_one_cannot_be(client, monkeypatch):
    made = []

    def fails_the_third_time(*args):
        made.append(duplicate(*args))
        if len(made) == 3:
            raise RuntimeError
        return made[-1]

    original = SpaceFactory()
    monkeypatch.setattr(duplicates, "duplicate", fails_the_third_time)
    with pytest.raises(RuntimeError):
        copied(client, original, 3)
    assert Space.objects.count() == 1


def test_a_second_press_makes_no_more(client):
    original = SpaceFactory()
    typed = pressed(client.get(page_of(original, "duplicate"))) | {"copies": "2"}
    for _press in range(2):
        answer = client.post(page_of(original, "duplicate"), typed, follow=True)
    assert Space.objects.count() == 3
    assert "ist schon gesichert" in markup_of(answer)


def test_the_form_leads_to_the_page(client):
    original = SpaceFactory()
    assert f'href="{reverse("admin:sites_plot_duplicate", args=[original.pk])}"' in markup_of(
        client.get(page_of(original))
    )
