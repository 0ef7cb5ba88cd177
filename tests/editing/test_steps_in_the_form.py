"""Steps of the work flow taken in the form of an entry: what becomes of a comment, what is said, what is marked."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from editing.models import ReleaseStep
from news.models import Article
from publishing.models import Picture
from sites.models import Hall
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.sites import SpaceFactory
from tests.filling import as_shown, filled, unrendered
from tests.reading import markup_of
from tests.two_editors import choose, page_of, two_save
from tests.working import said

pytestmark = [pytest.mark.django_db, pytest.mark.once]

COMMENT = "Bitte mit <Foto>."


@pytest.fixture(autouse=True)
def reviewer(client):
    user = UserFactory(administrator=True, name="Rolf Prüfer")
    client.force_login(user)
    return user


def in_review(client, name="Erika Muster", **fields):
    """An article that somebody has handed in."""
    article = ArticleFactory(draft=True, **fields)
    other = type(client)()
    other.force_login(UserFactory(administrator=True, name=name))
    press(other, article, "_review")
    return article


def press(client, article, button, **changes):
    page = page_of(article)
    return client.post(page, filled(unrendered(client, page), **changes) | {button: "1"}, follow=True)


def tag_of(answer, name):
    """The tag of the field of this name."""
    return re.search(rf'<(?:input|textarea|select)[^>]*\bname="{name}"[^>]*>', markup_of(answer))[0]


def is_marked(answer, name):
    """Whether the field of this name, the first one, is told to be wrong, with the id of the words that say why."""
    tag, sentence = tag_of(answer, name), f"id_{name}_error"
    described = re.search(r'aria-describedby="([^"]*)"', tag)
    is_told = described is not None and sentence in described[1].split()
    return 'aria-invalid="true"' in tag and is_told and f'id="{sentence}"' in markup_of(answer)


def steps_offered(answer):
    return [name for name, _label in answer.context["workflow_buttons"]]


class TestConflict:
    """The reviewer asks for changes, and somebody else has saved meanwhile."""

    @pytest.fixture
    def met(self, client):
        article = in_review(client, title_de="Alt")
        step = {"title_de": "Vom Prüfer", "_return": "1", "step_comment": COMMENT}
        return article, two_save(client, article, {"title_de": "Von Anna"}, step)

    def test_the_page_offers_no_step_back_to_who_has_written_the_change(self, met):
        _article, answer = met
        assert answer.context["conflicts"]
        assert 'name="_approve"' in markup_of(answer)
        assert 'name="_return"' not in markup_of(answer)

    def test_a_change_by_somebody_else_is_still_returned(self, client, met):
        article, _answer = met
        client.force_login(UserFactory(administrator=True))
        assert 'name="_return"' in markup_of(client.get(page_of(article, "review")))

    @pytest.mark.parametrize("query", ["", "?change=1"])
    def test_the_form_offers_the_step_again_with_the_comment(self, client, met, query):
        article, _answer = met
        answer = client.get(page_of(article) + query)
        assert "_return" in steps_offered(answer)
        assert answer.context["adminform"].form["step_comment"].value() == COMMENT

    @pytest.mark.parametrize("side", ["change", "public"])
    def test_once_the_conflict_is_settled_the_step_can_be_taken_without_typing_it_again(
        self, client, met, side
    ):
        article, answer = met
        answer = choose(client, answer, side)
        assert answer.context["adminform"].form["step_comment"].value() == COMMENT
        client.post(page_of(article), as_shown(answer, "_return"))
        article.refresh_from_db()
        assert article.workflow_state == "draft"
        assert article.release_steps.latest("pk").comment == COMMENT

    def test_nor_once_ones_own_change_is_discarded(self, client, met):
        article, answer = met
        client.post(page_of(article, "review"), as_shown(answer, "_takeback"))
        form = client.get(page_of(article)).context["adminform"].form
        assert form["step_comment"].value() == COMMENT

    def test_nobody_else_finds_it_in_the_form(self, client, met):
        article, _answer = met
        client.force_login(UserFactory(administrator=True))
        assert not client.get(page_of(article)).context["adminform"].form["step_comment"].value()

    def test_it_is_offered_once(self, client, met):
        article, answer = met
        press(client, article, "_return")
        press(client, article, "_review")
        assert not client.get(page_of(article)).context["adminform"].form["step_comment"].value()


def test_who_has_handed_an_entry_in_is_offered_to_go_on_with_it_and_no_step_back_to_the_author(
    client, reviewer
):
    article = ArticleFactory(draft=True)
    press(client, article, "_review")
    answer = client.get(page_of(article))
    assert steps_offered(answer) == ["_save", "_release", "_draft"]
    assert not answer.context["asks_comment"]


def test_asking_for_changes_is_confirmed_in_words(client):
    article = in_review(client, title_de="Halle")
    answer = press(client, article, "_return", step_comment=COMMENT)
    assert said(answer) == [
        "Bei „Halle“ ist um Nachbesserung gebeten; wer den Eintrag eingereicht hat, erfährt es per E-Mail."
    ]


def test_taking_ones_own_entry_back_is_confirmed_in_other_words(client):
    article = ArticleFactory(draft=True, title_de="Halle")
    press(client, article, "_review")
    answer = press(client, article, "_draft")
    assert said(answer) == ["„Halle“ ist wieder ein Entwurf und wartet nicht mehr auf die Freigabe."]


def test_asking_for_changes_without_a_word_marks_the_comment(client):
    article = in_review(client)
    answer = press(client, article, "_return")
    assert is_marked(answer, "step_comment")
    assert 'class="workflow-row__comment errors"' in markup_of(answer)
    assert 'href="#id_step_comment"' in markup_of(answer)


@pytest.fixture
def page(client):
    """The page of comparison, of a change by somebody else that meets a conflict."""
    article = ArticleFactory(title_de="Alt", draft=True)
    two_save(client, article, {"title_de": "Erste"}, {"title_de": "Zweiter"})
    client.force_login(UserFactory(administrator=True))
    return page_of(article, "review")


def test_on_the_page_of_comparison_as_well(client, page):
    shown = client.get(page)
    assert not is_marked(shown, "comment")
    answer = client.post(page, as_shown(shown, "_return"))
    assert is_marked(answer, "comment")
    assert 'class="review__decision errors"' in markup_of(answer)
    assert 'href="#id_comment" data-target="id_comment"' in markup_of(answer)


def test_another_fault_of_that_page_is_none_of_the_comment(client, page):
    answer = client.post(page, as_shown(client.get(page), "_approve"))
    assert answer.context["faults"]
    assert not is_marked(answer, "comment")


class TestMissingAtHandIn:
    @pytest.fixture
    def article(self):
        article = ArticlePhotoFactory(alt_de="", article=ArticleFactory(draft=True)).article
        Picture.objects.update(credit="")
        return article

    def test_what_is_missing_is_marked_beside_its_field(self, client, article):
        answer = press(client, article, "_review")
        assert answer.status_code == 200
        assert is_marked(answer, "photos-0-alt_de")
        assert is_marked(answer, "photos-0-credit")
        assert not is_marked(answer, "title_de")

    def test_of_something_new_as_well(self, client):
        page = reverse("admin:sites_hall_add")
        sent = filled(unrendered(client, page), name_de="Halle", energy_certificate="") | {"_review": "1"}
        answer = client.post(page, sent, follow=True)
        assert Hall.objects.get().workflow_state == "draft"
        assert is_marked(answer, "energy_certificate")

    def test_it_is_saved_so_nothing_is_called_an_error(self, client, article):
        answer = press(client, article, "_review")
        assert 'id="form-faults"' not in markup_of(answer)
        assert "<title>Fehler:" not in markup_of(answer)

    def test_a_draft_that_is_opened_later_begins_without_marks(self, client, article):
        press(client, article, "_review")
        assert not is_marked(client.get(page_of(article)), "photos-0-alt_de")

    def test_what_is_put_right_is_handed_in(self, client, article):
        answer = press(client, article, "_review")
        typed = {"photos__0__alt_de": "Ein Feld", "photos__0__credit": "Foto: Anna Berg"}
        client.post(page_of(article), as_shown(answer, "_review", **typed))
        article.refresh_from_db()
        assert article.workflow_state == "in_review"

    def test_in_a_topic_of_a_long_form_it_is_marked_too(self, client):
        space = SpaceFactory(draft=True, hall=True, energy_certificate="not_required")
        answer = press(client, Hall.objects.get(pk=space.pk), "_review", energy_certificate="")
        assert is_marked(answer, "energy_certificate")

    def test_a_closed_topic_that_lacks_something_is_opened_with_its_mark(self, client):
        space = SpaceFactory(draft=True, hall=True, energy_certificate="")
        page = page_of(Hall.objects.get(pk=space.pk))
        sent = as_shown(client.get(page), "_review")
        assert "energy_certificate" not in sent
        assert is_marked(client.post(page, sent, follow=True), "energy_certificate")


def test_a_note_that_was_told_is_not_offered_again(client, reviewer):
    article = ArticleFactory(title_de="Alt")
    author = MembershipFactory(role="editor", organisation__kind="region").user
    client.force_login(author)
    press(client, article, "_save", title_de="Neu", step_comment="Bis Freitag")
    ReleaseStep.objects.update(told_at=timezone.now())
    Article.objects.filter(pk=article.pk).update(workflow_state="withdrawn")
    client.force_login(reviewer)
    review = page_of(article, "review")
    client.post(review, as_shown(client.get(review), "_approve"))
    article.refresh_from_db()
    assert article.title_de == "Neu"
    client.force_login(author)
    assert not client.get(page_of(article)).context["adminform"].form["step_comment"].value()


@pytest.mark.parametrize("button", ["_save", "_continue"])
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "„Halle“ ist veröffentlicht und seit … so auf der Website zu sehen. Seite ansehen"),
        (
            {"draft": True},
            "„Halle“ ist als Entwurf gesichert; Besucher sehen davon noch nichts. Als Nächstes: „Freigeben“.",
        ),
        (
            {"workflow_state": "in_review"},
            "„Halle“ ist gesichert und wartet auf die Freigabe; Besucher sehen davon noch nichts.",
        ),
        (
            {"workflow_state": "withdrawn"},
            "„Halle“ ist gesichert. Von der Website genommen.",
        ),
        (
            {"published_from": datetime(2031, 12, 24, 7, tzinfo=UTC)},
            "„Halle“ ist gesichert. Sichtbar ab 24. Dezember 2031, 08:00 Uhr.",
        ),
    ],
    ids=["public", "draft", "in review", "withdrawn", "later"],
)
def test_whoever_saves_reads_what_visitors_see_of_it_now(client, fields, words, button):
    article = ArticleFactory(title_de="Alt", **fields)
    answer = press(client, article, button, title_de="Halle")
    [text] = texts_of(answer)
    assert re.sub(r"(?<=seit ).+ Uhr", "…", text.replace("\xa0", " ")) == words


def test_what_is_added_is_said_to_be_a_draft(client):
    add = reverse("admin:news_article_add")
    answer = client.post(add, filled(unrendered(client, add), title_de="Halle") | {"_save": "1"}, follow=True)
    words = "„Halle“ ist als Entwurf gesichert; Besucher sehen davon noch nichts. Als Nächstes: „Freigeben“."
    assert texts_of(answer) == [words]
    assert f'href="{page_of(Article.objects.get())}"' in said(answer)[0]


def texts_of(answer):
    return [re.sub("<[^>]*>", "", message) for message in said(answer)]
