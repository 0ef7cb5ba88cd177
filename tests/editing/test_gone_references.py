"""Of an earlier state comes back what still can, and each thing that cannot is told."""

import json
from types import SimpleNamespace as Given

import pytest

from editing import history
from news.models import Article, ArticlePhoto, Category
from tests.factories.news import ArticleFactory, CategoryFactory

pytestmark = pytest.mark.usefixtures("english")


class State(Given):
    """A row of a revision."""

    def __init__(self, model, key, **fields):
        super().__init__(_model=model, object_id=str(key), pk=key, done=[])
        self.serialized_data = json.dumps([{"fields": fields}])

    def save(self, update_fields):
        self.done.append(("saved", update_fields, json.loads(self.serialized_data)[0]["fields"]))

    def delete(self):
        self.pk = None
        self.done.append(("deleted",))


def revision_of(*states):
    return Given(version_set=Given(all=lambda: states))


def lose(monkeypatch, *lost):
    """`lost`: the names of fields whose things are gone."""

    def gone(model, values, saved):
        for name in lost:
            if values.get(name):
                values[name] = None
                yield model._meta.get_field(name), model._meta.get_field(name).verbose_name

    monkeypatch.setattr(history, "gone_references", gone)


def test_a_reference_that_may_be_missing_becomes_empty_and_is_told(monkeypatch):
    lose(monkeypatch, "related")
    state, other = State(Article, 1, title_de="A", related=[7]), State(Article, 2, title_de="B", related=[])
    assert history.forget_what_is_gone(revision_of(state, other)) == [
        "Left out, because it was deleted since: related articles."
    ]
    assert state.done == [("saved", ["serialized_data"], {"title_de": "A", "related": None})]
    assert other.done == []


def test_a_photo_without_its_picture_is_left_out(monkeypatch):
    lose(monkeypatch, "picture")
    photo = State(ArticlePhoto, 3, picture=7)
    assert history.forget_what_is_gone(revision_of(photo)) == [
        "Left out, because it was deleted since: picture."
    ]
    assert photo.done == [("deleted",)]


def test_what_cannot_be_without_it_does_not_come_back(monkeypatch):
    lose(monkeypatch, "category")
    state = State(Article, 1, category=7)
    words = "This state cannot be restored, because something it needs was deleted: category."
    with pytest.raises(history.GoneReference) as refused:
        history.forget_what_is_gone(revision_of(state))
    assert str(refused.value) == words
    assert state.done == []


@pytest.mark.django_db
@pytest.mark.once
def test_gone_is_what_is_neither_there_nor_part_of_the_same_state():
    category, article = CategoryFactory(), ArticleFactory()

    def gone(values, *saved):
        found = [field.name for field, _label in history.gone_references(Article, values, set(saved))]
        return found, values

    there = {"category": category.pk, "related": [article.pk], "title_de": "A"}
    assert gone(dict(there)) == ([], there)
    assert gone({"category": 99_999}) == (["category"], {"category": None})
    assert gone({"category": 99_999}, (Category, "99999")) == ([], {"category": 99_999})
    lost = {"related": [article.pk, 99_999]}
    assert gone(lost) == (["related"], {"related": [article.pk]})
    assert gone({"category": None, "related": []}) == ([], {"category": None, "related": []})
