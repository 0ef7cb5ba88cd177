"""Long lists of what is wrong stay readable: what many rows have in common is told of the first, the others folded."""

import pytest
from django.urls import reverse

from editing.grouping import group_similar
from publishing.checks import Problem
from publishing.models import Picture
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.filling import filled
from tests.pressing import pressed
from tests.reading import markup_of


def problem(field, words="Es fehlt etwas."):
    return Problem(field, words, "missing", is_error=True)


def test_of_many_rows_the_first_is_told_for_each_field():
    found = [problem(f"photos-{row}-{name}") for row in range(30) for name in ("alt_de", "credit")]
    lines = group_similar([problem("title_en"), *found])
    assert [(one.field, len(others)) for one, others in lines] == [
        ("title_en", 0),
        ("photos-0-alt_de", 29),
        ("photos-0-credit", 29),
    ]


def test_sentences_may_differ_in_their_numbers_and_in_nothing_else():
    found = [
        problem(f"photos-{row}-upload", f"Foto {row} ist {row * 100} Pixel breit.") for row in range(1, 9)
    ]
    other = problem("photos-9-upload", "Foto 9 ist kein Bild.")
    assert [one for one, _others in group_similar([*found, other])] == [found[0], other]


def test_other_fields_are_never_folded_though_they_say_the_same():
    found = [problem(name) for name in ("title_de", "title_en", "teaser_de", "teaser_en", "", "")]
    assert len(group_similar(found)) == len(found)


@pytest.fixture
def article(db):
    article = ArticleFactory(draft=True)
    for _number in range(5):
        ArticlePhotoFactory(article=article, alt_de="")
    Picture.objects.update(credit="")
    return article


@pytest.fixture
def form(client, article):
    client.force_login(UserFactory(administrator=True))
    return reverse("admin:news_article_change", args=[article.pk])


def test_the_panel_of_a_draft_and_what_is_said_after_handing_in_fold_them(client, form, article):
    page = markup_of(client.post(form, pressed(client.get(form), "_review"), follow=True))
    article.refresh_from_db()
    assert article.workflow_state == "draft"
    assert page.count("4 weitere Stellen dieser Art</summary>") == 3  # they are small as well
    assert page.count("(4 weitere Stellen dieser Art)") == 2
    for row in range(5):
        assert f'href="#id_photos-{row}-alt_de"' in page
        assert f'href="#id_photos-{row}-credit"' in page


def test_a_refused_release_folds_the_faults_too(client, form):
    answer = client.post(form, filled(client.get(form), workflow_state="published"))
    summary = markup_of(answer).partition('id="form-faults"')[2].partition("</section>")[0]
    assert "10 Fehler" in summary
    assert summary.count("4 weitere Stellen dieser Art</summary>") == 2
    assert summary.count('data-target="id_photos-') == 10
