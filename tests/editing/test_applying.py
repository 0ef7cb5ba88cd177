"""What a released change does to the thing it changes: all of it or nothing."""

from copy import deepcopy

import pytest
from django.core.exceptions import ValidationError

from editing.releasing.applying import apply_state, error_messages
from editing.releasing.merging import changed_keys, merge
from editing.releasing.states import current_state
from news.models import Article
from publishing.models import Picture
from sites.models import Space, SpaceDistance
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.sites import OfferFactory, SpaceFactory, square

pytestmark = pytest.mark.django_db


def wanted_of(obj, rows=None, pictures=None, **fields):
    """Its state with other values; `rows`: (label, {key: {name: value}, or None for one that goes})."""
    state = deepcopy(current_state(obj))
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
    apply_state(article, wanted_of(article, rows, pictures, title_de="Neu", related=[other.pk]))
    stored = Article.objects.get(pk=article.pk)
    assert (stored.title_de, stored.teaser_de, list(stored.related.all())) == ("Neu", "Bleibt", [other])
    assert stored.photos.get().alt_de == "Ein Hof"
    assert Picture.objects.filter(pk=photo.picture_id, credit="Neu", licence="Bleibt").exists()
    apply_state(stored, wanted_of(stored, related=[]))
    assert not stored.related.exists()


def test_rows_go_before_others_come_in_their_place():
    space = SpaceFactory(price_m2=30)
    sale = space.offers.get()
    lease = OfferFactory(space=space, disposal="lease")
    values = current_state(space)["rows"]["sites.offer"][str(sale.pk)]
    rows = {str(sale.pk): None, "new-1": values | {"price_m2": "35.00"}}
    apply_state(space, wanted_of(space, ("sites.offer", rows)))
    assert sorted(space.offers.values_list("disposal", "price_m2")) == [
        ("lease", lease.price_m2),
        ("sale", 35),
    ]
    assert not space.offers.filter(pk=sale.pk).exists()


def test_distances_that_the_portal_measures_are_no_part_of_a_change():
    """One that was measured again meanwhile is neither a conflict nor brought back to what it was."""
    space = SpaceFactory(name_de="Alt")
    SpaceDistance.objects.create(space=space, kind="port", km=7)
    SpaceDistance.objects.create(space=space, kind="airport", km=5, is_manual=False)
    public = current_state(space)
    wanted = wanted_of(space, name_de="Neu")
    SpaceDistance.objects.filter(is_manual=False).delete()
    SpaceDistance.objects.create(space=space, kind="airport", km=6, is_manual=False)
    assert list(changed_keys(type(space), public, current_state(space))) == []
    found = merge(type(space), public, wanted, current_state(space))
    assert found.conflicts == []
    apply_state(space, found.state)
    assert sorted(space.distances.values_list("kind", "km", "is_manual")) == [
        ("airport", 6, False),
        ("port", 7, True),
    ]


@pytest.mark.parametrize("at_fault", ["field", "address", "row", "picture"])
def test_where_one_thing_may_not_be_nothing_is_stored(at_fault):
    photo = ArticlePhotoFactory(article=ArticleFactory(title_de="Alt"))
    article = photo.article
    change = {
        "field": {"slug": "kein gültiger/Pfad"},
        "address": {"slug": ArticleFactory().slug},  # taken by now
        "row": {"rows": ("news.articlephoto", {str(photo.pk): {"alt_de": "x" * 10_000}})},
        "picture": {"pictures": {str(photo.picture_id): {"focal_x": 101}}},
    }[at_fault]
    with pytest.raises(ValidationError):
        apply_state(article, wanted_of(article, title_de="Neu", **change))
    assert Article.objects.get(pk=article.pk).title_de == "Alt"


@pytest.mark.parametrize(
    ("fields", "row", "told"),
    [
        ({"gross_area": "-1.00"}, {}, "Geben Sie eine Zahl größer als 0 ein"),
        ({"location": "SRID=3035;POINT (0 0)"}, {}, "Der Punkt liegt außerhalb der Grenze"),
        ({"area": "100.00", "divisible_from": "200.00"}, {}, "kann nicht größer als die Fläche sein"),
        ({}, {"disposal": "sale"}, "wird auf diese Weise bereits angeboten"),
        ({}, {"disposal": "lease", "price_m2": "35.00"}, "Ein Kaufpreis gehört zu einem Verkauf"),
    ],
    ids=["a field by itself", "two fields", "a rule of the table", "a row twice", "a rule of the rows"],
)
def test_what_a_form_would_refuse_is_refused_in_words(fields, row, told):
    space = SpaceFactory(name_de="Alt", boundary=square(12.37, 51.34), price_m2=30)
    rows = ("sites.offer", {"new-1": row}) if row else None
    with pytest.raises(ValidationError) as refused:
        apply_state(space, wanted_of(space, rows, name_de="Neu", **fields))
    [sentence] = error_messages(refused.value, type(space))
    assert told in sentence
    assert Space.objects.get().name_de == "Alt"


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
    assert error_messages(error, Article) == [sentence.format(slug=slug) for sentence in sentences]
