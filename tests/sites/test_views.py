import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone, translation

from sites.models import BusinessParkPhoto, Space, SpacePhoto
from sites.models.numbers import IssuedNumber
from tests.factories.accounts import ContactFactory, UserFactory
from tests.factories.publishing import PictureFactory
from tests.factories.sites import (
    BusinessParkFactory,
    OfferFactory,
    SpaceDocumentFactory,
    SpaceFactory,
    UtilityFactory,
    square,
)
from tests.reading import cookies_of, text_of

pytestmark = pytest.mark.django_db

PAGES = ["pool", "list", "map", "plots", "plots_map", "halls", "halls_map"]


def page_of(client, address, status=200, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_page_of_the_pool_answers_in_both_languages(client, name, language):
    SpaceFactory(at=(12.3, 51.3), area=20_000, price_m2=35, motorway_km=2.5)
    SpaceFactory(hall=True, area=1_200, rent_m2="5.6", clear_height=8)
    with translation.override(language):
        address = reverse(f"sites:{name}")
    assert f'<html lang="{language}"' in page_of(client, address)


@pytest.mark.once
@pytest.mark.parametrize("name", PAGES)
def test_readers_get_no_cookie(client, name):
    assert not cookies_of(client.get(reverse(f"sites:{name}")))


@pytest.mark.once
def test_addresses_are_the_fixed_ones():
    assert [reverse(f"sites:{name}") for name in [*PAGES, "geojson", "plots_geojson", "halls_geojson"]] == [
        "/flaechenpool/",
        "/flaechenpool/liste/",
        "/flaechenpool/karte/",
        "/flaechenpool/gewerbeflaechen/",
        "/flaechenpool/gewerbeflaechen/karte/",
        "/flaechenpool/hallen/",
        "/flaechenpool/hallen/karte/",
        "/flaechenpool/karte.geojson",
        "/flaechenpool/gewerbeflaechen/karte.geojson",
        "/flaechenpool/hallen/karte.geojson",
    ]


class TestList:
    def test_shows_18_objects_a_page(self, client):
        for _number in range(19):
            SpaceFactory()
        address = reverse("sites:list")
        assert page_of(client, address).count("<article") == 18
        assert page_of(client, f"{address}?page=2").count("<article") == 1

    def test_pages_keep_the_filters(self, client):
        for _number in range(25):
            SpaceFactory(zoning="GI")
        assert 'href="?zoning=GI&amp;page=2"' in page_of(client, reverse("sites:plots") + "?zoning=GI")

    @pytest.mark.parametrize("page", ["9999", "0", "-1", "abc", "²"])
    def test_a_page_that_does_not_exist_is_404_and_says_where_the_list_ends(self, client, page):
        SpaceFactory()
        text = page_of(client, reverse("sites:list") + f"?page={page}&status=free", status=404)
        assert "Die Liste hat 1 Seite." in text
        assert 'href="?page=1&amp;status=free"' in text

    @pytest.mark.once
    def test_an_invalid_filter_keeps_what_was_typed_and_finds_nothing(self, client):
        SpaceFactory()
        text = page_of(client, reverse("sites:list") + "?area_min=viel&area_max=100")
        assert 'data-count="0"' in text
        assert 'value="viel"' in text
        assert 'value="100"' in text
        assert 'aria-invalid="true"' in text

    @pytest.mark.once
    def test_markup_in_a_search_word_stays_text(self, client):
        text = page_of(client, reverse("sites:list") + '?q="><script>alert(1)</script>')
        assert "<script>alert" not in text

    def test_nothing_found_names_each_filter_to_give_up(self, client):
        SpaceFactory()
        text = page_of(client, reverse("sites:list") + "?q=nirgends&status=free")
        assert "Kein Objekt passt zu allen Filtern" in text
        assert 'href="?status=free"> Ohne „enthält nirgends“</a>: 1 Objekt' in " ".join(text.split())

    @pytest.mark.once
    def test_chips_remove_one_value(self, client):
        text = page_of(client, reverse("sites:plots") + "?zoning=GE&zoning=GI&page=1")
        assert 'class="chip" href="?zoning=GI"' in text
        assert 'class="chip" href="?zoning=GE"' in text

    @pytest.mark.once
    def test_the_map_link_keeps_the_filters(self, client):
        text = page_of(client, reverse("sites:plots") + "?zoning=GE")
        assert f'href="{reverse("sites:plots_map")}?zoning=GE"' in text

    def test_the_other_kind_loses_filters_it_does_not_have(self, client):
        text = page_of(client, reverse("sites:plots") + "?zoning=GE&area_min=5")
        assert f'href="{reverse("sites:halls")}?area_min=5"' in text

    @pytest.mark.once
    def test_a_fragment_is_the_results_alone_and_varies(self, client):
        SpaceFactory(name="Nordhof")
        response = client.get(reverse("sites:list"), headers={"x-fragment": "results"})
        assert "Nordhof" in response.content.decode()
        assert "<html" not in text_of(response)
        assert "X-Fragment" in response["Vary"]
        assert "X-Fragment" in client.get(reverse("sites:list"))["Vary"]

    @pytest.mark.once
    def test_figures_are_written_in_german(self, client):
        SpaceFactory(area=125_000, price_m2=35, motorway_km="3.2")
        text = page_of(client, reverse("sites:list"))
        assert "12,5\u00a0ha" in text
        assert "35\u00a0€/m²" in text
        assert "3,2\u00a0km (A\u00a014)" in text

    @pytest.mark.once
    def test_the_map_page_has_the_list_without_script(self, client):
        SpaceFactory(name="Nordhof")
        text = page_of(client, reverse("sites:map"))
        assert "Nordhof" in text
        assert "Die Karte braucht JavaScript" in text


class TestSpacePage:
    @pytest.mark.once
    def test_tells_units_contact_languages_and_the_date_of_the_data(self, client):
        space = SpaceFactory(
            area=125_000,
            divisible_from=20_000,
            zoning="GI",
            building_height_max=24,
            heavy_haul=True,
            contact=ContactFactory(languages="de pl"),
            data_as_of="2026-11-02",
        )
        OfferFactory(space=space, price_m2=35)
        UtilityFactory(space=space, capacity=40, unit="MVA", distance_m=600)
        text = page_of(client, space.get_absolute_url())
        for words in ("12,5\u00a0ha", "35\u00a0€/m²", "24\u00a0m", "40\u00a0MVA", "600\u00a0m", "Polnisch"):
            assert words in text
        assert "2.\u00a0November 2026" in text

    def test_a_wrong_slug_leads_to_the_right_one(self, client):
        space = SpaceFactory(name="Nordhof")
        wrong = reverse("sites:plot", kwargs={"number": space.number, "slug": "frueher"})
        response = client.get(wrong + "?a=b")
        assert response.status_code == 301
        assert response["Location"] == space.get_absolute_url() + "?a=b"

    def test_the_other_kinds_address_leads_to_the_right_one(self, client):
        space = SpaceFactory()
        wrong = reverse("sites:hall", kwargs={"number": space.number, "slug": space.slug})
        assert client.get(wrong)["Location"] == space.get_absolute_url()

    @pytest.mark.parametrize("language", ["de", "en"])
    @pytest.mark.parametrize("name", ["number", "plot_number", "hall_number"])
    def test_the_number_alone_leads_to_the_page(self, client, name, language):
        space = SpaceFactory()
        with translation.override(language):
            short, address = reverse(f"sites:{name}", args=[space.number]), space.get_absolute_url()
        response = client.get(short + "?a=b")
        assert (response.status_code, response["Location"]) == (301, address + "?a=b")

    @pytest.mark.parametrize(
        ("prefix", "said"), [("", "nicht mehr im Angebot"), ("/en", "no longer on offer")]
    )
    def test_the_number_of_a_withdrawn_space_says_so_and_names_similar_ones(self, client, prefix, said):
        number = SpaceFactory(workflow_state="withdrawn", first_published_at=timezone.now(), hall=True).number
        SpaceFactory(name="Südhof", hall=True)
        pool = "/flaechenpool" if not prefix else "/en/space-pool"
        text = page_of(client, f"{pool}/{number}/", status=410)
        assert said in text
        assert "Südhof" in text

    def test_the_number_of_a_draft_or_of_nothing_is_not_found(self, client):
        page_of(client, f"/flaechenpool/{SpaceFactory(draft=True).number}/", status=404)
        page_of(client, "/flaechenpool/99999/", status=404)

    def test_a_draft_was_never_there(self, client):
        page_of(client, SpaceFactory(draft=True).get_absolute_url(), status=404)

    def test_a_number_never_given_is_not_found(self, client):
        page_of(client, "/flaechenpool/hallen/99999-x/", status=404)
        page_of(client, "/flaechenpool/hallen/99999999999999999999999-x/", status=404)

    def test_a_withdrawn_space_is_gone_and_names_similar_ones(self, client):
        space = SpaceFactory(name="Nordhof")
        space.workflow_state = Space.WorkflowState.WITHDRAWN
        space.save()
        SpaceFactory(name="Südhof")
        text = page_of(client, space.get_absolute_url(), status=410)
        assert "nicht mehr im Angebot" in text
        assert "Südhof" in text
        assert "Nordhof" not in text

    def test_a_deleted_space_is_gone(self, client):
        space = SpaceFactory()
        address = space.get_absolute_url()
        space.delete()
        assert IssuedNumber.objects.exists()
        page_of(client, address, status=410)

    def test_a_sold_space_keeps_its_page_and_leaves_list_and_map(self, client):
        space = SpaceFactory(name="Nordhof", taken=True)
        text = page_of(client, space.get_absolute_url())
        assert "Nicht mehr im Angebot" in text
        assert "Nordhof" not in page_of(client, reverse("sites:list"))

    def test_staff_see_a_draft_marked_as_preview(self, client):
        space = SpaceFactory(draft=True)
        client.force_login(UserFactory(region_staff=True))
        response = client.get(space.get_absolute_url())
        assert "Vorschau" in response.content.decode()
        assert "no-store" in response["Cache-Control"]

    def test_the_way_to_a_draft_is_kept_by_no_cache_and_shown_to_no_visitor(self, client):
        space = SpaceFactory(draft=True)
        wrong = reverse("sites:hall", kwargs={"number": space.number, "slug": "alt"})
        page_of(client, wrong, status=404)
        client.force_login(UserFactory(region_staff=True))
        response = client.get(wrong)
        assert response["Location"] == space.get_absolute_url()
        assert "no-store" in response["Cache-Control"]

    @pytest.mark.once
    def test_a_reader_without_session_stays_without(self, client):
        assert not cookies_of(client.get(SpaceFactory().get_absolute_url()))

    @pytest.mark.once
    def test_an_untranslated_text_says_so_in_english(self, client):
        space = SpaceFactory(name_de="Nordhof", name_en="", description_de="Eben und frei.")
        german = space.get_absolute_url()
        with translation.override("en"):
            text = page_of(client, space.get_absolute_url())
        assert "Text in German only" in text
        assert 'hreflang="en" href="http' not in text
        assert '<h1 lang="de">Nordhof</h1>' in text
        assert f'<link rel="canonical" href="http://127.0.0.1:8000{german}">' in text.replace(
            "localhost", "127.0.0.1"
        )

    @pytest.mark.once
    def test_a_translated_text_is_its_own_page(self, client):
        space = SpaceFactory(name_de="Nordhof", name_en="North yard")
        with translation.override("en"):
            text = page_of(client, space.get_absolute_url())
        assert '<h1 lang="en">North yard</h1>' in text
        assert "Text in German only" not in text

    @pytest.mark.once
    def test_an_outline_is_drawn_where_there_is_no_photo(self, client):
        space = SpaceFactory(at=(12.3, 51.3), boundary=square(12.3, 51.3))
        assert 'class="o-plot" d="M' in page_of(client, space.get_absolute_url())

    @pytest.mark.once
    def test_a_photo_names_its_author_where_it_is_opened(self, client):
        space = SpaceFactory(hall=True)
        picture = PictureFactory(credit="Foto: A. Berg")
        SpacePhoto.objects.create(space=space, picture=picture, alt="Halle", caption="Von Süden")
        assert 'data-caption="Von Süden · Foto: A. Berg"' in page_of(client, space.get_absolute_url())

    def test_what_lies_in_the_same_park_is_told_unless_its_place_is_hidden(self, client):
        park = BusinessParkFactory(name="Park an der Elster")
        space, shown = SpaceFactory(park=park), SpaceFactory(park=park)
        hidden = SpaceFactory(park=park, hidden_place=True)
        lines = client.get(space.get_absolute_url()).context["neighbours"]
        assert [line.thing for line in lines] == [shown]
        assert park.name in page_of(client, shown.get_absolute_url())
        assert park.name not in page_of(client, hidden.get_absolute_url())

    def test_a_photo_without_rights_is_not_shown(self, client):
        space = SpaceFactory(hall=True)
        picture = PictureFactory(rights_until="2020-01-01")
        SpacePhoto.objects.create(space=space, picture=picture, alt="Halle von Süden")
        assert "Halle von Süden" not in page_of(client, space.get_absolute_url())


class TestBusinessPark:
    def test_shows_what_is_on_offer_in_it(self, client):
        park = BusinessParkFactory()
        SpaceFactory(name="Baufeld 1", park=park)
        SpaceFactory(name="Baufeld 2", park=park, taken=True)
        text = page_of(client, park.get_absolute_url())
        assert "Baufeld 1" in text
        assert "Baufeld 2" not in text

    def test_staff_see_a_draft_marked_as_preview_that_no_cache_keeps(self, client):
        park = BusinessParkFactory(workflow_state="draft")
        client.force_login(UserFactory(region_staff=True))
        response = client.get(park.get_absolute_url())
        assert "Vorschau" in response.content.decode()
        assert "no-store" in response["Cache-Control"]

    def test_a_photo_without_rights_is_not_shown(self, client):
        park = BusinessParkFactory()
        picture = PictureFactory(rights_until="2020-01-01")
        BusinessParkPhoto.objects.create(park=park, picture=picture, alt="Tor des Parks")
        assert "Tor des Parks" not in page_of(client, park.get_absolute_url())

    @pytest.mark.once
    def test_an_untranslated_park_is_one_page_for_search_engines(self, client):
        park = BusinessParkFactory(name_de="Silberfeld", name_en="")
        german = park.get_absolute_url()
        with translation.override("en"):
            text = page_of(client, park.get_absolute_url())
        assert f'rel="canonical" href="{settings.SITE_URL}{german}"' in text
        assert 'hreflang="en" href="http' not in text

    def test_a_draft_is_not_found_and_a_withdrawn_one_gone(self, client):
        page_of(client, BusinessParkFactory(workflow_state="draft").get_absolute_url(), status=404)
        park = BusinessParkFactory()
        park.workflow_state = "withdrawn"
        park.save()
        page_of(client, park.get_absolute_url(), status=410)

    @pytest.mark.parametrize("has_place", [True, False])
    @pytest.mark.parametrize(("language", "said"), [("de", "nicht mehr im"), ("en", "no longer on")])
    def test_a_withdrawn_one_names_what_is_on_offer_nearby(self, client, language, said, has_place):
        park = BusinessParkFactory(
            name="Alter Park", **({} if has_place else {"location": None, "boundary": None})
        )
        park.workflow_state = "withdrawn"
        park.save()
        SpaceFactory(name="Nordhof")
        with translation.override(language):
            text = page_of(client, park.get_absolute_url(), status=410)
        assert said in text
        assert "Nordhof" in text
        assert "Alter Park" not in text


class TestDocument:
    def address(self, document, name="plan.pdf"):
        return reverse("sites:document", kwargs={"pk": document.pk, "name": name})

    def test_a_pdf_of_a_published_space_opens(self, client):
        document = SpaceDocumentFactory()
        assert self.address(document) in page_of(client, document.space.get_absolute_url())
        response = client.get(self.address(document))
        assert response["Content-Type"] == "application/pdf"
        assert response["X-Content-Type-Options"] == "nosniff"

    def test_anything_else_is_only_downloaded(self, client):
        document = SpaceDocumentFactory(file=ContentFile(b"<script>alert(1)</script>", "plan.html"))
        response = client.get(self.address(document, "plan.html"))
        assert response["Content-Disposition"].startswith("attachment")
        assert response["Content-Type"] == "application/octet-stream"
        assert "sandbox" in response["Content-Security-Policy"]

    def test_a_document_of_a_draft_is_for_staff_only(self, client):
        document = SpaceDocumentFactory(space=SpaceFactory(draft=True))
        assert client.get(self.address(document)).status_code == 404
        client.force_login(UserFactory(region_staff=True))
        assert client.get(self.address(document)).status_code == 200

    @pytest.mark.once
    def test_only_the_readers_own_browser_keeps_a_document_and_not_for_long(self, client):
        assert client.get(self.address(SpaceDocumentFactory()))["Cache-Control"] == "private, max-age=300"

    def test_a_document_of_a_draft_is_kept_by_no_cache(self, client):
        document = SpaceDocumentFactory(space=SpaceFactory(draft=True))
        client.force_login(UserFactory(region_staff=True))
        assert client.get(self.address(document))["Cache-Control"] == "private, no-store"

    def test_another_name_is_not_found(self, client):
        assert client.get(self.address(SpaceDocumentFactory(), "other.pdf")).status_code == 404


def test_what_is_asked_about_the_unknown_of_another_kind_stays_in_the_form(client):
    page = client.get(reverse("sites:plots"), {"unknown": ["clear_height", "nonsense"]}).content.decode()
    assert '<input type="hidden" name="unknown" value="clear_height">' in page
    assert 'value="nonsense"' not in page
