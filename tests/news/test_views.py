from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from news.models import Article
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory, ArticlePhotoFactory, CategoryFactory
from tests.factories.publishing import PictureFactory
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LIST = "/aktuelles/"


@pytest.mark.parametrize("trait", ["draft", "in_review", "withdrawn"])
def test_only_published_articles_are_listed(client, trait):
    ArticleFactory(title_de="Sichtbar")
    ArticleFactory(title_de="Verborgen", **{trait: True})
    page = text_of(client.get(LIST))
    assert "Sichtbar" in page
    assert "Verborgen" not in page


def test_an_article_appears_at_its_hour(client):
    ArticleFactory(title_de="Morgen", published_from=timezone.now() + timedelta(days=1))
    assert "Morgen" not in text_of(client.get(LIST))


def test_newest_articles_come_first(client):
    ArticleFactory(title_de="Alt", date=date(2017, 6, 9))
    ArticleFactory(title_de="Neu", date=date(2018, 6, 9))
    page = text_of(client.get(LIST))
    assert page.index("Neu</a>") < page.index("Alt</a>")


def test_an_invented_article_is_marked_in_the_list(client):
    article = ArticleFactory()
    assert "Beispiel" not in text_of(client.get(LIST))
    Article.objects.filter(pk=article.pk).update(is_sample=True)
    assert "Beispiel" in text_of(client.get(LIST))


def test_a_teaser_that_stands_in_for_a_translation_says_its_language(client):
    ArticleFactory(title_en="In English", teaser_de="Auf Deutsch.", teaser_en="")
    page = client.get("/en/news/").content.decode()
    assert '<p class="card__text" lang="de">Auf Deutsch.</p>' in page
    Article.objects.update(teaser_en="Said in English.")
    page = client.get("/en/news/").content.decode()
    assert '<p class="card__text">Said in English.</p>' in page


def test_a_category_lists_its_articles_only(client):
    ArticleFactory(title_de="Vom Standort")
    energy = CategoryFactory(slug="energie", name_de="Energie")
    ArticleFactory(title_de="Vom Strom", category=energy)
    page = text_of(client.get("/aktuelles/kategorie/energie/"))
    assert "Vom Strom" in page
    assert "Vom Standort" not in page


def test_a_category_without_published_articles_is_not_offered(client):
    ArticleFactory(category=CategoryFactory(slug="energie", name_de="Energie"), draft=True)
    assert "Energie" not in text_of(client.get(LIST))


def test_the_archive_of_a_year_lists_its_articles_only(client):
    ArticleFactory(title_de="Von damals", date=date(2017, 6, 9))
    ArticleFactory(title_de="Von heute", date=date(2026, 6, 9))
    page = text_of(client.get("/aktuelles/archiv/2017/"))
    assert "Von damals" in page
    assert "Von heute" not in page


def test_a_year_of_drafts_has_no_archive_and_none_is_offered(client):
    ArticleFactory(date=date(2017, 6, 9), draft=True)
    ArticleFactory(date=date(2018, 6, 9))
    assert client.get("/aktuelles/archiv/2017/").status_code == 404
    page = text_of(client.get(LIST))
    assert "/aktuelles/archiv/2018/" in page
    assert "/aktuelles/archiv/2017/" not in page


def test_an_article_is_dated_by_the_clock_of_berlin(monkeypatch):
    """Half past midnight in Berlin is yesterday in UTC."""
    night = datetime(2026, 6, 9, 22, 30, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: night)
    assert Article().date == date(2026, 6, 10)


@pytest.mark.parametrize(
    "path",
    [
        "/aktuelles/?page=9999",
        "/aktuelles/?page=x",
        "/aktuelles/archiv/1900/",
        "/aktuelles/archiv/99999999999/",
        "/aktuelles/kategorie/nirgends/",
        "/aktuelles/nie-gewesen/",
    ],
)
def test_what_is_not_there_is_a_404_that_helps(client, path):
    ArticleFactory()
    answer = client.get(path)
    assert answer.status_code == 404
    assert 'role="search"' in answer.content.decode()


def test_pages_follow_each_other_through_the_years_of_a_category(client, monkeypatch):
    monkeypatch.setattr("news.views.CategoryView.paginate_by", 2)
    category = CategoryFactory(slug="energie")
    for year in (2017, 2017, 2017, 2019, 2020):
        ArticleFactory(category=category, date=date(year, 6, 9))
        ArticleFactory(date=date(year, 6, 10))
    pages = [client.get(f"/aktuelles/kategorie/energie/?page={page}").context for page in (1, 2, 3)]
    years = [[article.date.year for article in page["object_list"]] for page in pages]
    assert years == [[2020, 2019], [2017, 2017], [2017]]
    assert len({article.pk for page in pages for article in page["object_list"]}) == 5


def test_the_canonical_address_of_a_later_page_is_its_own(client):
    for _ in range(13):
        ArticleFactory()
    assert '/aktuelles/?page=2">' in text_of(client.get("/aktuelles/?page=2&x=1")).split("canonical")[1][:80]


def test_an_article_shows_all_its_parts(client):
    article = ArticleFactory(
        title_de="Gut vernetzt",
        teaser_de="Kurz gesagt.",
        author_name="Jana Richter",
        author_role_de="Pressesprecherin",
        date=date(2017, 6, 9),
        body_de="<p>Der Text.</p><blockquote><p>Ein Wort.</p></blockquote><ul><li>Eins</li></ul>",
    )
    ArticlePhotoFactory(
        article=article,
        alt_de="Der Markt",
        caption_de="Am Markt",
        picture=PictureFactory(credit="Foto: A. Berg"),
    )
    page = text_of(client.get(article.get_absolute_url()))
    for part in (
        "Gut vernetzt",
        "Kurz gesagt.",
        "Standort",
        "Jana Richter",
        "Pressesprecherin",
        "9.\u00a0Juni 2017",
        "<blockquote><p>Ein Wort.</p></blockquote>",
        "<li>Eins</li>",
        'alt="Der Markt"',
        "Am Markt",
        "Foto: A. Berg",
    ):
        assert part in page


def test_a_script_in_the_text_never_reaches_the_page(client):
    article = ArticleFactory(body_de="<p>Text</p><script>alert(1)</script><p onclick='x()'>mehr</p>")
    page = text_of(client.get(article.get_absolute_url()))
    assert "alert(1)" not in page
    assert "onclick" not in page


def test_a_picture_whose_rights_have_ended_is_not_shown(client):
    photo = ArticlePhotoFactory(
        picture=PictureFactory(rights_until=timezone.localdate() - timedelta(days=1)), alt_de="Abgelaufen"
    )
    assert "Abgelaufen" not in text_of(client.get(photo.article.get_absolute_url()))


def test_an_article_leads_to_its_neighbours_in_time(client):
    ArticleFactory(title_de="Davor", date=date(2026, 1, 1))
    ArticleFactory(title_de="Entwurf davor", date=date(2026, 1, 2), draft=True)
    article = ArticleFactory(date=date(2026, 1, 2))
    ArticleFactory(title_de="Entwurf danach", date=date(2026, 1, 2), draft=True)
    ArticleFactory(title_de="Danach", date=date(2026, 1, 3))
    context = client.get(article.get_absolute_url()).context
    assert context["previous"].title == "Davor"
    assert context["next"].title == "Danach"


def test_articles_of_one_day_follow_each_other_as_they_were_entered(client):
    first, second, third = ArticleFactory.create_batch(3, date=date(2026, 1, 2))
    for article, neighbours in ((first, (None, second)), (second, (first, third)), (third, (second, None))):
        context = client.get(article.get_absolute_url()).context
        assert (context["previous"], context["next"]) == neighbours


def akin(client, article):
    return [card.thing for card in client.get(article.get_absolute_url()).context["akin"]]


def test_of_related_articles_and_of_the_category_the_newest_fill_three_places(client):
    category = CategoryFactory(slug="energie")
    article = ArticleFactory(date=date(2017, 1, 1), category=category)
    of_category = [ArticleFactory(date=date(2018, 1, day), category=category) for day in range(1, 6)]
    related = [ArticleFactory(date=date(2016, 1, day)) for day in range(1, 5)]
    article.related.add(of_category[4])
    assert akin(client, article) == [
        of_category[4],
        of_category[3],
        of_category[2],
    ]
    article.related.add(*related)
    assert akin(client, article) == [
        of_category[4],
        related[3],
        related[2],
    ]


def test_related_articles_come_before_others_of_the_category(client):
    related = ArticleFactory(date=date(2017, 1, 1), category=CategoryFactory(slug="energie"))
    newer = ArticleFactory(date=date(2026, 1, 3))
    article = ArticleFactory(date=date(2026, 1, 2))
    article.related.add(related)
    hidden = ArticleFactory(draft=True)
    article.related.add(hidden)
    assert akin(client, article) == [related, newer]


def test_a_draft_is_hidden_from_visitors(client):
    assert client.get(ArticleFactory(draft=True).get_absolute_url()).status_code == 404


def test_staff_see_a_draft_marked_as_a_preview(client):
    client.force_login(UserFactory(region_staff=True))
    answer = client.get(ArticleFactory(draft=True).get_absolute_url())
    assert answer.status_code == 200
    assert "Vorschau" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("language", "said"), [("de", "nicht mehr verfügbar"), ("en", "no longer available")]
)
def test_a_withdrawn_article_is_gone_and_names_others_of_its_category(client, language, said):
    article = ArticleFactory(title_de="Zurückgenommen")
    article.workflow_state = article.WorkflowState.WITHDRAWN
    article.save()
    ArticleFactory(title_de="Verwandt", category=article.category)
    with translation.override(language):
        answer = client.get(article.get_absolute_url())
    assert answer.status_code == 410
    text = answer.content.decode()
    assert said in text
    assert "Verwandt" in text
    assert "Zurückgenommen" not in text
    assert 'role="search"' in text
    assert '<meta name="robots" content="noindex">' in text


def test_an_article_planned_and_called_off_was_never_there(client):
    article = ArticleFactory(published_from=timezone.now() + timedelta(days=1))
    assert client.get(article.get_absolute_url()).status_code == 404


def test_an_untranslated_article_stands_in_german_on_the_english_page(client, settings):
    ArticleFactory(title_de="Nur auf Deutsch", slug="nur-deutsch")
    page = text_of(client.get("/en/news/nur-deutsch/"))
    assert '<h1 lang="de">Nur auf Deutsch</h1>' in page
    assert "not been translated" in page
    assert f'rel="canonical" href="{settings.SITE_URL}/aktuelles/nur-deutsch/"' in page
    assert 'rel="alternate" hreflang="en"' not in page


def test_what_alone_is_untranslated_says_its_language(client):
    ArticleFactory(title_en="In English", teaser_en="Short.", body_de="<p>Langer Text.</p>", slug="halb")
    page = text_of(client.get("/en/news/halb/"))
    assert "<h1>In English</h1>" in page
    assert '<div class="prose" lang="de"><p>Langer Text.</p>' in page


def test_a_translated_article_is_tied_to_its_twin(client, settings):
    ArticleFactory(title_de="Auf Deutsch", title_en="In English", teaser_en="Short.", slug="beides")
    page = text_of(client.get("/en/news/beides/"))
    assert "<h1>In English</h1>" in page
    assert f'rel="canonical" href="{settings.SITE_URL}/en/news/beides/"' in page
    assert f'hreflang="de" href="{settings.SITE_URL}/aktuelles/beides/"' in page
    assert "not been translated" not in page


def test_a_sample_says_so(client):
    assert "Beispielinhalt" in text_of(client.get(ArticleFactory(is_sample=True).get_absolute_url()))


def test_a_changed_slug_leaves_a_redirect_in_both_languages(client):
    article = ArticleFactory(slug="alt")
    article.slug = "neu"
    article.save()
    for code in ("de", "en"):
        with translation.override(code):
            old, new = (reverse("news:detail", args=[slug]) for slug in ("alt", "neu"))
        answer = client.get(old + "?x=1")
        assert (answer.status_code, answer["Location"]) == (301, new + "?x=1")


@pytest.mark.parametrize("number", [7, 40])
def test_an_article_costs_at_most_twelve_queries(client, django_assert_max_num_queries, number):
    articles = [ArticleFactory() for _ in range(number)]
    ArticlePhotoFactory(article=articles[5])
    ArticlePhotoFactory(article=articles[5])
    ArticlePhotoFactory(article=articles[6])
    with django_assert_max_num_queries(12):  # two for cards, of which none is remembered here
        client.get(articles[5].get_absolute_url())


@pytest.mark.parametrize("number", [2, 40])
def test_the_list_costs_the_same_whatever_its_length(client, django_assert_max_num_queries, number):
    for _ in range(number):
        ArticleFactory()
    with django_assert_max_num_queries(10):
        client.get(LIST)
