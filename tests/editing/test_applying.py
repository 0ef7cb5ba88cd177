"""What a released change does to the thing it changes: all of it or nothing."""

from copy import deepcopy

import pytest
from django.core.exceptions import ValidationError

from editing.releasing.applying import apply, messages_of
from editing.releasing.states import state_of
from news.models import Article
from publishing.models import Picture
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.sites import OfferFactory, SpaceFactory

pytestmark = pytest.mark.django_db


def wanted_of(obj, rows=None, pictures=None, **fields):
    """Its state with other values; `rows`: (label, {key: {name: value}, or None for one that goes})."""
    state = deepcopy(state_of(obj))
    state["fields"] |= fields
    if rows:
        label, changes = rows
        for key, values in changes.items():
            if values is None:
                del state["rows"][label][key]
            else:
                state["rows"][label].setdefault(key, {}).update(values)
    for key, details in (pictures or {}).items():
        state["pictures"][key] |= details
    return state


def test_fields_rows_and_details_of_pictures_are_stored_and_others_stay():
    photo = ArticlePhotoFactory(article=ArticleFactory(title_de="Alt", teaser_de="Bleibt"))
    article, other = photo.article, ArticleFactory()
    Picture.objects.filter(pk=photo.picture_id).update(credit="Alt", licence="Bleibt")
    rows = ("news.articlephoto", {str(photo.pk): {"alt_de": "Ein Hof"}})
    pictures = {str(photo.picture_id): {"credit": "Neu"}}
    apply(article, wanted_of(article, rows, pictures, title_de="Neu", related=[other.pk]))
    stored = Article.objects.get(pk=article.pk)
    assert (stored.title_de, stored.teaser_de, list(stored.related.all())) == ("Neu", "Bleibt", [other])
    assert stored.photos.get().alt_de == "Ein Hof"
    assert Picture.objects.filter(pk=photo.picture_id, credit="Neu", licence="Bleibt").exists()
    apply(stored, wanted_of(stored, related=[]))
    assert not stored.related.exists()


def test_rows_go_before_others_come_in_their_place():
    space = SpaceFactory(price_m2=30)
    sale = space.offers.get()
    lease = OfferFactory(space=space, disposal="lease")
    values = state_of(space)["rows"]["sites.offer"][str(sale.pk)]
    rows = {str(sale.pk): None, "new-1": values | {"price_m2": "35.00"}}
    apply(space, wanted_of(space, ("sites.offer", rows)), key_of_new=lambda key: 4711)
    assert sorted(space.offers.values_list("pk", "disposal", "price_m2")) == [
        (lease.pk, "lease", lease.price_m2),
        (4711, "sale", 35),
    ]


@pytest.mark.parametrize("at_fault", ["field", "row", "picture"])
def test_where_one_thing_may_not_be_nothing_is_stored(at_fault):
    photo = ArticlePhotoFactory(article=ArticleFactory(title_de="Alt"))
    article = photo.article
    change = {
        "field": {"slug": "kein gültiger/Pfad"},
        "row": {"rows": ("news.articlephoto", {str(photo.pk): {"alt_de": "x" * 10_000}})},
        "picture": {"pictures": {str(photo.picture_id): {"focal_x": 101}}},
    }[at_fault]
    with pytest.raises(ValidationError):
        apply(article, wanted_of(article, title_de="Neu", **change))
    assert Article.objects.get(pk=article.pk).title_de == "Alt"


@pytest.mark.parametrize(
    ("error", "sentences"),
    [
        (ValidationError("Fehlt."), ["Fehlt."]),
        (ValidationError(["Eins.", "Zwei."]), ["Eins.", "Zwei."]),
        (
            ValidationError({"slug": ["Eins.", "Zwei."], "__all__": ["Als Ganzes."]}),
            ["{slug}: Eins.", "{slug}: Zwei.", "Als Ganzes."],
        ),
    ],
)
def test_what_may_not_be_is_told_by_the_name_of_its_field(error, sentences):
    slug = Article._meta.get_field("slug").verbose_name
    assert messages_of(error, Article) == [sentence.format(slug=slug) for sentence in sentences]
