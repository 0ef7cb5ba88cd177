"""Many photos at once, sent by somebody of one municipality."""

import pytest
from django.urls import reverse

from publishing.models import Picture
from sites.models import SpacePhoto
from tests.factories.publishing import picture_upload
from tests.factories.sites import SpaceFactory
from tests.filling import filled, unrendered
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def send(client, upload):
    data = {"upload": upload, "credit": "Foto: Anna Berg"}
    return client.post(reverse("admin:publishing_picture_upload"), data)


def test_an_editor_shows_what_he_sent_in_his_own_plot(client, log_in, town):
    plot = SpaceFactory(steward=town, draft=True)
    log_in(town)
    send(client, picture_upload())
    picture = Picture.objects.get()
    page = reverse("admin:sites_plot_change", args=[plot.pk])
    row = {"picture": picture.pk, "stored_upload": picture.pk, "credit": picture.credit, "alt_de": "Ein Feld"}
    changes = {f"photos__0__{name}": value for name, value in row.items()}
    assert client.post(page, filled(unrendered(client, page), **changes)).status_code == 302
    assert plot.photos.get().picture == picture


def test_a_file_of_others_in_one_row_brings_neither_their_words_nor_drops_ones_own(
    client, log_in, town, other
):
    hidden = Picture.objects.store(picture_upload(), credit="Foto: Geheime Quelle")
    SpacePhoto.objects.create(
        space=SpaceFactory(steward=other, draft=True), picture=hidden, alt_de="Geheimer Plan"
    )
    plot = SpaceFactory(steward=town, draft=True)
    log_in(town)
    page = reverse("admin:sites_plot_change", args=[plot.pk])
    row = {"upload": picture_upload(), "credit": "Foto: Anna Berg", "alt_de": "Ein Feld"}
    changes = {f"photos__0__{name}": value for name, value in row.items()}
    answer = client.post(page, filled(unrendered(client, page), **changes))
    shown = answer.content.decode()
    assert "Jemand anderes hat dieses Bild schon" in shown or "Somebody else has added" in shown
    assert "Foto: Anna Berg" in shown
    assert "Geheim" not in shown
    assert not plot.photos.exists()


def test_nothing_is_told_of_a_picture_that_only_others_may_see(client, log_in, town, other):
    hidden = Picture.objects.store(picture_upload(), credit="Foto: Geheime Quelle")
    SpacePhoto.objects.create(
        space=SpaceFactory(steward=other, draft=True), picture=hidden, alt_de="Geheimer Plan"
    )
    log_in(town)
    answer = send(client, picture_upload())
    said = text_of(answer, 422)
    assert "Geheim" not in said
    assert "data-picture" not in said
