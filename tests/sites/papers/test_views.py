"""Addresses of exposé, print view, data sheet and PDF list: who may read what, and what stands there."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from regions.models import Area
from sites.models import SpacePhoto
from sites.papers.expose import pdf
from sites.pool.routes import space_url
from tests.factories.publishing import PictureFactory
from tests.factories.sites import BusinessParkFactory, MunicipalityFactory, SpaceFactory, square

pytestmark = pytest.mark.once

PAGES = ["expose", "print", "data_sheet", "data_sheet_pdf"]


@pytest.fixture(autouse=True)
def quick_pdf(monkeypatch):
    """What a PDF holds is another test's business; making one takes its time."""
    monkeypatch.setattr(pdf, "render_pdf", lambda html, other_language="": b"%PDF-1.7 " + html.encode())


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_page_of_a_space_has_an_address_in_each_language(client, page, language):
    space = SpaceFactory(name="Nordfeld")
    with override(language):
        address = space_url(space, page)
    response = client.get(address)
    assert response.status_code == 200
    assert "Nordfeld" in response.content.decode()
    assert not response.cookies


@pytest.mark.django_db
def test_german_addresses_are_german():
    space = SpaceFactory(hall=True, name="Halle")
    path = f"/flaechenpool/hallen/{space.number}-halle/"
    assert [space_url(space, page) for page in PAGES] == [
        f"{path}expose.pdf", f"{path}druck/", f"{path}datenblatt/", f"{path}datenblatt.pdf",
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_draft_is_hidden_from_visitors_and_private_for_staff(client, admin_client, page):
    address = space_url(SpaceFactory(draft=True), page)
    assert client.get(address).status_code == 404
    response = admin_client.get(address)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "Nicht veröffentlicht" in response.content.decode()


@pytest.mark.django_db
def test_withdrawn_space_has_no_exposé_any_more(client):
    space = SpaceFactory()
    space.workflow_state = "withdrawn"
    space.save()
    assert client.get(space_url(space, "expose")).status_code == 410


@pytest.mark.django_db
def test_wrong_name_leads_to_the_right_address(client):
    space = SpaceFactory(name="Nordfeld")
    wrong = space_url(space, "expose").replace("nordfeld", "suedfeld")
    assert client.get(wrong)["Location"] == space_url(space, "expose")


@pytest.mark.django_db
def test_exposé_is_asked_for_again_and_read_once(client):
    space = SpaceFactory()
    address = space_url(space, "expose")
    first = client.get(address)
    assert first["Content-Type"] == "application/pdf"
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    space.name_de = "Anders"
    space.save()
    changed = client.get(space_url(space, "expose"), headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["expose", "print"])
def test_undisclosed_place_stays_undisclosed(client, page):
    park = BusinessParkFactory(name="Geheimer Park")
    space = SpaceFactory(
        hidden_place=True,
        at=(12.37, 51.34),
        boundary=square(12.37, 51.34),
        address="Am Damm 3",
        postcode="04435",
        parcels="17/3",
        park=park,
    )
    told = client.get(space_url(space, page)).content.decode()
    for secret in ("Am Damm", "04435", "17/3", "Geheimer Park", "51.34", "12.37", "Lageplan von"):
        assert secret not in told
    assert "Die genaue Lage ist nicht gezeigt" in told


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["expose", "print"])
def test_photo_without_rights_is_not_shown(client, page):
    space = SpaceFactory()
    for alt, until in (("Halle von Süden", "2020-01-01"), ("Halle von Norden", None)):
        picture = PictureFactory(rights_until=until, credit=f"Foto: {alt}")
        SpacePhoto.objects.create(space=space, picture=picture, alt=alt)
    told = client.get(space_url(space, page)).content.decode()
    assert "Halle von Norden" in told
    assert "Halle von Süden" not in told


@pytest.mark.django_db
def test_undisclosed_place_is_drawn_as_its_municipality(client):
    municipality = MunicipalityFactory()
    Area.objects.filter(pk=municipality.pk).update(boundary=square(12.22, 51.39, 9000))
    told = client.get(space_url(SpaceFactory(hidden_place=True), "print")).content.decode()
    assert "Umriss der Gemeinde Schkeuditz" in told


@pytest.mark.django_db
def test_taken_object_says_so(client):
    told = client.get(space_url(SpaceFactory(taken=True), "expose")).content.decode()
    assert "verkauft oder vermietet" in told


@pytest.mark.django_db
def test_print_view_says_what_the_exposé_says_and_links_both_ways(client):
    space = SpaceFactory(name="Nordfeld", area=125_000, boundary=square(12.37, 51.34))
    told = client.get(space_url(space, "print")).content.decode()
    assert f'href="{space.get_absolute_url()}"' in told
    assert f'href="{space_url(space, "expose")}"' in told
    assert "style=" not in told
    assert "<script" not in told


@pytest.mark.django_db
def test_space_page_offers_exposé_print_view_and_data_sheet(client):
    space = SpaceFactory()
    told = client.get(space.get_absolute_url()).content.decode()
    assert all(f'href="{space_url(space, page)}"' in told for page in ("expose", "print", "data_sheet"))


@pytest.mark.django_db
@pytest.mark.parametrize("reason", [pdf.PrinterUnavailable, pdf.PrintFailed])
def test_where_no_pdf_is_made_the_exposé_points_to_the_print_view(client, monkeypatch, reason):
    def fail(html, other_language=""):
        raise reason

    monkeypatch.setattr(pdf, "render_pdf", fail)
    space = SpaceFactory()
    response = client.get(space_url(space, "expose"))
    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert f'href="{space_url(space, "print")}"' in response.content.decode()
    assert client.get(space_url(space, "print")).status_code == 200


@pytest.mark.django_db
class TestShareOfTheHour:
    """Making a PDF costs a core a second or more; reading one that is kept costs nothing."""

    @pytest.fixture(autouse=True)
    def share(self, monkeypatch):
        monkeypatch.setattr("sites.papers.limits.MAX_OBJECTS_PER_HOUR", 2)

    def papers(self, client, spaces, **extra):
        return [client.get(space_url(space, "expose"), **extra).status_code for space in spaces]

    def test_an_address_that_has_had_it_is_led_to_the_print_view(self, client):
        spaces = SpaceFactory.create_batch(3)
        assert self.papers(client, spaces) == [200, 200, 429]
        answer = client.get(space_url(spaces[2], "expose"))
        assert answer["Retry-After"] == "3600"
        assert "no-store" in answer["Cache-Control"]
        assert f'href="{space_url(spaces[2], "print")}"' in answer.content.decode()
        assert client.get(space_url(spaces[2], "print")).status_code == 200

    def test_what_is_kept_is_read_all_the_same(self, client):
        spaces = SpaceFactory.create_batch(2)
        assert self.papers(client, spaces * 3) == [200] * 6

    def test_another_address_has_its_own(self, client):
        spaces = SpaceFactory.create_batch(3)
        self.papers(client, spaces)
        assert self.papers(client, spaces[2:], REMOTE_ADDR="192.0.2.7") == [200]

    def test_it_counts_every_kind_of_document(self, client):
        first, second = SpaceFactory.create_batch(2)
        addresses = [
            space_url(first, "data_sheet_pdf"),
            reverse("sites:list_pdf"),
            reverse("investors:watch_list_pdf") + f"?ids={first.number},{second.number}",
        ]
        assert [client.get(address).status_code for address in addresses] == [200, 200, 429]


@pytest.mark.django_db
def test_list_holds_what_the_address_asks_for(client):
    SpaceFactory(name="Großes Feld", area=50_000)
    SpaceFactory(name="Kleines Feld", area=5_000)
    SpaceFactory(name="Lange Halle", area=50_000, hall=True)
    told = client.get(reverse("sites:plots_list_pdf"), {"area_min": "2 ha"}).content.decode()
    assert "Großes Feld" in told
    assert "Kleines Feld" not in told
    assert "Lange Halle" not in told
    assert "1 Objekt am" in told


@pytest.mark.django_db
def test_list_of_a_wrong_address_answers_400_in_words(client):
    response = client.get(reverse("sites:list_pdf"), {"area_min": "viel"})
    assert response.status_code == 400
    assert response.content.decode()


@pytest.mark.django_db
def test_exposé_needs_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    space = SpaceFactory(boundary=square(12.37, 51.34), at=(12.37, 51.34))
    client.get(space_url(space, "expose"))
    with django_assert_max_num_queries(16):  # five are for the overview map, one for what is similar
        client.get(space_url(space, "expose"))
