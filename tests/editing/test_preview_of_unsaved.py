"""The button “Preview” of a form shows its page as it is typed, in both languages, and saves nothing."""

from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editing.admin.forms.double_submit import FORM_KEY
from editing.models import SentForm
from editing.previewing.overlay import FIRST_UNSAVED_KEY
from editing.releasing import steps
from editing.releasing.states import current_state
from news.models import Article
from portal.models import Page
from publishing.models import Picture
from sites.models import Plot, Space
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.portal import PageFactory
from tests.factories.projects import ProjectFactory
from tests.factories.publishing import picture_upload
from tests.factories.quotes import PartnerFactory, QuoteFactory
from tests.factories.sites import (
    BusinessParkFactory,
    OfferFactory,
    SpaceDocumentFactory,
    SpaceFactory,
)
from tests.filling import filled, unrendered
from tests.holding import lock_held
from tests.reading import markup_of, text_of

THINGS = {
    "article": (ArticleFactory, "title"),
    "quote": (QuoteFactory, "text"),
    "project": (ProjectFactory, "title"),
    "page": (PageFactory, "title"),
    "plot": (SpaceFactory, "name"),
    "hall": (partial(SpaceFactory, kind="hall"), "name"),
    "park": (BusinessParkFactory, "name"),
}
ADDED = {
    "article": ("news_article", "title", dict),
    "quote": ("quotes_quote", "text", lambda: {"partner": PartnerFactory().pk}),
    "project": ("projects_project", "title", dict),
    "page": ("portal_page", "title", lambda: {"key": "press"}),
    "plot": ("sites_plot", "name", dict),
    "hall": ("sites_hall", "name", dict),
    "park": ("sites_businesspark", "name", dict),
}
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
EACH_LANGUAGE = ["de", pytest.param("en", marks=pytest.mark.once)]
BESIDE_THE_TABLES = 'INSERT INTO "unsaved '
AT_MOST = 80
"""Queries of the preview of a plot with eight documents: its form, what is laid over the tables, and its page."""

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def editor(client, request):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def stored_as(kind, **values):
    """(the thing, the name of its title without a language, the address of its form)"""
    factory, field = THINGS[kind]
    thing = factory(**{f"{field}_de": "Nordfeld", f"{field}_en": "North Field"} | values)
    return thing, field, address_of(thing)


def address_of(thing):
    name = thing.kind if isinstance(thing, Space) else thing._meta.model_name
    return reverse(f"admin:{thing._meta.app_label}_{name}_change", args=[thing.pk])


def typed(client, address, is_whole=False, **changes):
    sent = filled(unrendered(client, address, is_whole), **changes)
    del sent["_save"]
    return sent | {"_preview": ""}


def writes(queries):
    sentences = [query["sql"] for query in queries]
    return [sql for sql in sentences if sql.startswith(WRITES) and not sql.startswith(BESIDE_THE_TABLES)]


# --- What is shown


@pytest.mark.parametrize("language", EACH_LANGUAGE)
@pytest.mark.parametrize("kind", THINGS)
def test_a_change_is_shown_in_both_languages_and_nothing_is_written(client, kind, language):
    thing, field, address = stored_as(kind)
    sent = typed(client, address, **{f"{field}_de": "Zobelfeld", f"{field}_en": "Sable Field"})
    stored = type(thing).objects.filter(pk=thing.pk).values().get()
    with CaptureQueriesContext(connection) as queries:
        page = text_of(client.post(f"{address}?language={language}", sent))
    assert ("Zobelfeld" if language == "de" else "Sable Field") in page
    assert f'<html lang="{language}"' in page
    assert "noch nicht gesichert" in page
    assert writes(queries) == []
    assert type(thing).objects.filter(pk=thing.pk).values().get() == stored


@pytest.mark.parametrize("language", EACH_LANGUAGE)
@pytest.mark.parametrize("kind", ADDED)
def test_something_new_is_shown_before_it_is_stored(client, kind, language):
    name, field, needed = ADDED[kind]
    address = reverse(f"admin:{name}_add")
    sent = typed(client, address, **{f"{field}_de": "Zobelfeld", f"{field}_en": "Sable Field"} | needed())
    with CaptureQueriesContext(connection) as queries:
        page = text_of(client.post(f"{address}?language={language}", sent))
    assert ("Zobelfeld" if language == "de" else "Sable Field") in page
    assert writes(queries) == []


@pytest.mark.once
@pytest.mark.parametrize(("language", "name"), [("de", "Neues Objekt"), ("en", "New property")])
@pytest.mark.parametrize("kind", ["plot", "hall"])
def test_something_new_has_no_number_yet_and_says_so(client, kind, language, name):
    address = reverse(f"admin:sites_{kind}_add")
    page = markup_of(
        client.post(f"{address}?language={language}", typed(client, address, name_de="Zobelfeld"))
    )
    assert name in page
    assert "Objekt 0" not in page
    assert "Object 0" not in page
    assert "<dd>0</dd>" not in page.replace("<dd> ", "<dd>").replace(" </dd>", "</dd>")


@pytest.mark.once
@pytest.mark.parametrize("kind", ADDED)
def test_something_new_without_a_name_is_shown_all_the_same(client, kind):
    name, _field, needed = ADDED[kind]
    address = reverse(f"admin:{name}_add")
    page = text_of(client.post(address, typed(client, address, **needed())))
    assert "noch nicht gesichert" in page


@pytest.mark.once
@pytest.mark.parametrize(("kind", "label"), [("quote", "Partner"), ("page", "Seite")])
def test_what_has_no_page_yet_says_what_is_lacking(client, kind, label):
    address = reverse(f"admin:{ADDED[kind][0]}_add")
    page = markup_of(client.post(address, typed(client, address)))
    assert "Ohne diese Angaben gibt es keine Seite:" in page
    assert f"<li>{label}</li>" in page


def test_a_new_entry_may_have_the_address_of_another(client):
    PageFactory(key="press", title_de="Gibt es schon")
    address = reverse("admin:portal_page_add")
    page = text_of(client.post(address, typed(client, address, key="press", title_de="Zobelfeld")))
    assert "Zobelfeld" in page
    assert "Gibt es schon" not in page


def test_topics_that_are_closed_stay_as_they_are_stored(client):
    plot, _field, address = stored_as("plot", description_de="Am alten Gleis")
    page = text_of(client.post(address, typed(client, address, name_de="Zobelfeld")))
    assert "Zobelfeld" in page
    assert "Am alten Gleis" in page


def test_a_topic_that_is_open_is_shown_as_typed(client):
    _plot, _field, address = stored_as("plot", description_de="Am alten Gleis")
    sent = typed(client, address, is_whole=True, description_de="Am neuen Gleis")
    page = text_of(client.post(address, sent))
    assert "Am neuen Gleis" in page
    assert "Am alten Gleis" not in page


def test_rows_come_change_and_go(client):
    plot, _field, address = stored_as("plot")
    OfferFactory(space=plot, disposal="sale", price_m2=41)
    sent = typed(client, address, offers__0__price_m2="77")
    assert "77" in price_of(client.post(address, sent))
    assert "41" in price_of(client.post(address, typed(client, address)))
    gone = sent | {"offers-0-DELETE": "on"}
    assert price_of(client.post(address, gone)) == ""
    new = {
        "offers-TOTAL_FORMS": "2",
        "offers-1-id": "",
        "offers-1-space": plot.pk,
        "offers-1-disposal": "lease",
        "offers-1-price_type": "fixed",
        "offers-1-rent_m2": "6,66",
    }
    assert "6,66" in text_of(client.post(address, sent | new))
    assert plot.offers.get().price_m2 == 41


def price_of(answer):
    page = text_of(answer)
    return next((price for price in ("77", "41") if f"{price}\xa0€" in page), "")


def test_photos_are_shown_with_the_words_that_are_typed(client):
    photo = ArticlePhotoFactory(article=ArticleFactory(workflow_state="draft"), alt_de="Alte Worte")
    address = address_of(photo.article)
    sent = typed(client, address, photos__0__alt_de="Neue Worte", photos__0__credit="Foto: Zobel")
    page = text_of(client.post(address, sent))
    assert 'alt="Neue Worte"' in page
    assert "Foto: Zobel" in page
    assert Picture.objects.get().credit != "Foto: Zobel"


def test_a_photo_that_was_sent_before_is_shown_at_once(client, editor):
    _plot, _field, address = stored_as("plot")
    picture = Picture.objects.store(picture_upload(), credit="Foto: Zobel", added_by=editor)
    row = {"picture": picture.pk, "stored_upload": picture.pk, "credit": "Foto: Wiesel", "alt_de": "Ein Feld"}
    sent = typed(client, address, **{f"photos__0__{name}": value for name, value in row.items()})
    page = text_of(client.post(address, sent))
    assert 'alt="Ein Feld"' in page
    assert "Foto: Wiesel" in page


def test_a_change_that_waits_is_shown_with_what_is_typed_on_top(client):
    plot, _field, address = stored_as("plot")
    wanted = current_state(plot)
    wanted["fields"] |= {"name_de": "Südfeld", "description_de": "Am neuen Gleis"}
    wanted["rows"]["sites.offer"] = {
        "new-1": {"disposal": "sale", "price_type": "fixed", "price_m2": "77.00"}
    }
    editor = UserFactory(administrator=True)
    steps.hand_in(plot, current_state(plot), wanted, editor, version=plot.version)
    sent = filled(client.get(f"{address}?change=1")) | {"_preview": "", "name_de": "Zobelfeld"}
    page = text_of(client.post(address, sent))
    assert "Zobelfeld" in page
    assert "Am neuen Gleis" in page
    assert "77\xa0€" in page


# --- What cannot be read


@pytest.mark.once
def test_fields_that_cannot_be_read_are_named_and_the_rest_is_shown(client):
    _plot, _field, address = stored_as("plot", area=4000)
    sent = typed(client, address, name_de="Zobelfeld", area="viel")
    page = markup_of(client.post(address, sent))
    assert "Zobelfeld" in page
    assert "Diese Felder lassen sich so nicht lesen:" in page
    assert "<li>Fläche" in page


@pytest.mark.once
def test_what_only_hinders_a_release_is_no_fault(client):
    photo = ArticlePhotoFactory(alt_de="", article=ArticleFactory())
    address = address_of(photo.article)
    page = text_of(client.post(address, typed(client, address)))
    assert "Diese Felder" not in page


@pytest.mark.once
def test_a_file_that_is_not_stored_is_told_as_shown_later(client):
    article = ArticleFactory(workflow_state="draft")
    address = address_of(article)
    sent = typed(client, address)
    file = SimpleUploadedFile("werk.jpg", b"kein Bild", "image/jpeg")
    for told in ({"photos-0-upload": file}, {"_chosen": "photos-0-upload"}):
        page = markup_of(client.post(address, sent | told))
        assert "Diese Dateien werden nach dem Sichern gezeigt:" in page
        assert "<li>Foto 1: Neue Datei</li>" in page
        assert "Diese Felder" not in page
    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    "kind",
    [kind if kind in {"plot", "article"} else pytest.param(kind, marks=pytest.mark.once) for kind in THINGS],
)
def test_nonsense_is_never_an_error_of_the_server(client, kind):
    _thing, _field, address = stored_as(kind)
    sent = typed(client, address, is_whole=True)
    nonsense = {name: "\x00'); --" for name in sent if not name.endswith("_FORMS")}
    assert client.post(address, nonsense | {"_preview": ""}).status_code == 200


# --- Who may, and what else it does


@pytest.mark.once
def test_only_who_may_change_or_add_sees_it(client):
    _article, _field, address = stored_as("article")
    sent = typed(client, address)
    client.force_login(UserFactory(is_staff=True))
    assert client.post(address, sent).status_code == 403
    assert client.post(reverse("admin:news_article_add"), sent).status_code == 403
    client.logout()
    assert "noch nicht gesichert" not in text_of(client.post(address, sent), status=403)


def test_what_is_not_there_is_not_found(client):
    _article, _field, address = stored_as("article")
    sent = typed(client, address)
    assert client.post(reverse("admin:news_article_change", args=[987654]), sent).status_code == 404


@pytest.mark.once
def test_it_is_private_and_may_be_framed_by_the_desk_alone(client):
    _article, _field, address = stored_as("article")
    answer = client.post(address, typed(client, address))
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert '<base target="_blank">' in text_of(answer)
    assert not answer.cookies


def test_a_form_that_adds_once_can_still_be_sent_after_its_preview(client):
    address = reverse("admin:sites_plot_add")
    key = client.get(address).context[FORM_KEY]
    sent = typed(client, address, name_de="Zobelfeld") | {FORM_KEY: key}
    for _time in range(2):
        assert client.post(address, sent).status_code == 200
    assert not SentForm.objects.exists()
    del sent["_preview"]
    assert client.post(address, sent | {"_save": "1"}).status_code == 302
    assert Plot.objects.get().pk < FIRST_UNSAVED_KEY


def test_nothing_is_left_on_the_connection(client):
    _plot, _field, address = stored_as("plot")
    client.post(address, typed(client, address, name_de="Zobelfeld"))
    assert not Space.objects.filter(name_de="Zobelfeld").exists()
    Space.objects.update(name_de="Wirklich")
    assert Space.objects.get().name_de == "Wirklich"


def test_of_queries_it_takes_one_for_each_row_that_is_sent_as_saving_does(client):
    plot, _field, address = stored_as("plot")
    counts = []
    for _time in range(2):
        for _number in range(4):
            SpaceDocumentFactory(space=plot)
        sent = typed(client, address, is_whole=True)
        with CaptureQueriesContext(connection) as queries:
            client.post(address, sent)
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 4 <= AT_MOST


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["article", "plot", "quote"])
def test_it_answers_while_somebody_else_holds_the_lock_of_all_who_write(client, kind):
    _thing, field, address = stored_as(kind)
    sent = typed(client, address, **{f"{field}_de": "Zobelfeld"})
    with lock_held():
        page = text_of(client.post(f"{address}?language=de", sent))
    assert "Zobelfeld" in page
    assert Article.objects.filter(title_de="Zobelfeld").count() == 0
    assert Page.objects.count() == 0
