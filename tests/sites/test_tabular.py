import csv
import datetime
import gzip
import io
import json
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from sites.models import Space, SpaceDistance
from sites.papers.limits import exclusive_slot
from sites.papers.tabular import rows
from tests.factories.portal import SiteProfileFactory
from tests.factories.sites import BusinessParkFactory, OfferFactory, SpaceFactory, UtilityFactory, square
from tests.reading import headers_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

KINDS = {"Motorway junction", "Airport", "Port"}
SECRET = (12.3731, 51.3397)


def lines_of(client, name="csv", language="de", **asked):
    with translation.override(language):
        response = client.get(reverse(f"sites:{name}"), asked)
    assert response.status_code == 200
    assert not response.cookies
    text = response.content.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:]), delimiter=";" if language == "de" else ","))


def sheet_of(client, name="xlsx", **asked):
    response = client.get(reverse(f"sites:{name}"), asked)
    return load_workbook(io.BytesIO(response.content)).active


def cells_of(sheet):
    header, *rows = sheet.iter_rows()
    return [dict(zip([cell.value for cell in header], row, strict=True)) for row in rows]


def test_list_csv_sheet_and_geojson_tell_the_same_objects_in_the_same_order(client):
    for area in (9_000, 30_000, 20_000, None):
        SpaceFactory(area=area, hall=area == 20_000)
    asked = {"area_min": "9000", "sort": "-area"}
    page = client.get(reverse("sites:list"), asked)
    listed = [card.thing.number for card in page.context["spaces"]]
    mapped = json.loads(client.get(reverse("sites:geojson"), asked).content)["features"]
    assert [int(line["Nummer"]) for line in lines_of(client, **asked)] == listed
    assert [row["Nummer"].value for row in cells_of(sheet_of(client, **asked))] == listed
    assert sorted(feature["id"] for feature in mapped) == sorted(listed)
    assert len(listed) == 3


def test_each_kind_has_tables_of_its_own(client):
    SpaceFactory(name="Platz")
    SpaceFactory(name="Halle", hall=True)
    assert [line["Name"] for line in lines_of(client, "plots_csv")] == ["Platz"]
    assert [line["Name"] for line in lines_of(client, "halls_csv")] == ["Halle"]
    assert sheet_of(client, "halls_xlsx").max_row == 2


def test_numbers_are_german_in_german_and_english_in_english(client):
    SpaceFactory(area=125_000, price_m2="35.5")
    (german,), (english,) = lines_of(client), lines_of(client, language="en")
    assert (german["Fläche (m²)"], german["Kaufpreis (EUR/m²)"]) == ("125000", "35,5")
    assert (english["Area (m²)"], english["Sale price (EUR/m²)"]) == ("125000", "35.5")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_text_becomes_a_formula(client, start):
    name = f"{start}HYPERLINK(1)"
    SpaceFactory(name=name)
    assert lines_of(client)[0]["Name"] == f"'{name}"
    cell = cells_of(sheet_of(client))[0]["Name"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (name, "s", True)


def test_a_control_character_does_not_spoil_the_sheet(client):
    SpaceFactory(name="Halle\x0b Nord", hall=True)
    assert cells_of(sheet_of(client))[0]["Name"].value == "Halle Nord"


def test_the_sheet_has_typed_cells_and_a_frozen_header(client):
    SpaceFactory(area=125_000, price_m2="35.5", available_from=datetime.date(2027, 3, 31))
    sheet = sheet_of(client)
    row = cells_of(sheet)[0]
    assert row["Fläche (m²)"].value == 125_000
    assert Decimal(str(row["Kaufpreis (EUR/m²)"].value)) == Decimal("35.5")
    assert row["Verfügbar ab"].value.date() == datetime.date(2027, 3, 31)
    assert sheet.freeze_panes == "B2"


def test_utilities_and_their_capacities_are_told_in_one_unit(client):
    space = SpaceFactory()
    UtilityFactory(space=space, medium="power", capacity=3, unit="MVA", grid_level="medium")
    UtilityFactory(space=space, medium="steam", capacity=None, unit="")
    (line,) = lines_of(client, language="en")
    assert line["Electricity (kVA)"] == "3000"
    assert line["Grid level"] == "medium voltage"
    assert line["Utilities"] == "electricity, steam"
    assert line["Gas (m³/h)"] == ""


def test_a_distance_keeps_its_about_and_the_name_of_its_destination(client):
    space = SpaceFactory()
    common = {"space": space, "source": "Amt", "as_of": datetime.date(2026, 1, 2)}
    junction = {"kind": "motorway_junction", "code": "A 9", "name": "Halle (Brehna)", "km": "1.7"}
    SpaceDistance.objects.create(**common, **junction, is_manual=False, is_approximate=True)
    SpaceDistance.objects.create(
        **common, kind="airport", name="Leipzig/Halle", code="LEJ", km="12.5", minutes=9
    )
    SpaceDistance.objects.create(space=space, kind="port", name="Riesa", km="80.1", is_manual=False)
    (line,) = lines_of(client, language="en")
    told = {
        key: value
        for key, value in line.items()
        if value and key.partition(":")[0].partition(" (")[0] in KINDS
    }
    assert told == {
        "Motorway junction (km)": "2",
        "Motorway junction: destination": "A 9, Halle (Brehna)",
        "Motorway junction: kind of distance": "about, as the crow flies",
        "Airport (km)": "12.5",
        "Airport: destination": "LEJ, Leipzig/Halle",
        "Airport: kind of distance": "by road",
        "Port (km)": "80.1",
        "Port: destination": "Riesa",
        "Port: kind of distance": "as the crow flies",
    }
    assert line["Sources of the distances"] == "Motorway junction, airport: Amt, 2 January 2026"


def test_a_sheet_can_be_filtered_and_prints_across_the_page(client):
    SpaceFactory()
    sheet = sheet_of(client)
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"


def test_unpublished_and_sold_objects_are_in_no_table(client):
    SpaceFactory(draft=True)
    SpaceFactory(taken=True)
    SpaceFactory(workflow_state=Space.WorkflowState.WITHDRAWN)
    assert lines_of(client) == []


def test_an_undisclosed_place_stays_undisclosed(client):
    SpaceFactory(
        hidden_place=True,
        at=SECRET,
        boundary=square(*SECRET),
        address="Geheimgasse 7",
        postcode="04999",
        parcels="4711",
        park=BusinessParkFactory(name="Silberfeld"),
    )
    (line,) = lines_of(client)
    assert (line["Länge (WGS84)"], line["Breite (WGS84)"]) == ("12,22", "51,39")
    assert line["Genaue Lage"] == "nein"
    told = " ".join(line.values())
    assert not any(secret in told for secret in ("Geheimgasse", "04999", "4711", "Silberfeld", "12,373"))


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_an_invalid_filter_is_answered_400_with_the_words_of_the_list(client, name):
    response = client.get(reverse(f"sites:{name}"), {"area_min": "abc"})
    assert response.status_code == 400
    words = response.content.decode().split(": ", 1)[1]
    assert words in client.get(reverse("sites:list"), {"area_min": "abc"}).content.decode()


@pytest.mark.parametrize("number", [1, 15])
def test_a_table_costs_the_same_however_long_it_is(client, django_assert_max_num_queries, number):
    for _n in range(number):
        SpaceFactory(at=SECRET, price_m2=35, motorway_km=3)
    with django_assert_max_num_queries(5):
        lines_of(client)


def test_the_list_links_to_its_tables_with_its_filters(client):
    SpaceFactory(area=20_000)
    page = client.get(reverse("sites:list"), {"area_min": "100", "page": "1"}).content.decode()
    assert f'href="{reverse("sites:csv")}?area_min=100"' in page
    assert f'href="{reverse("sites:xlsx")}?area_min=100"' in page


@pytest.mark.parametrize(
    ("address", "language", "name"),
    [
        ("csv", "de", "Objekte.csv"),
        ("plots_csv", "de", "Gewerbefl%C3%A4chen.csv"),
        ("halls_xlsx", "de", "Hallenobjekte.xlsx"),
        ("halls_csv", "en", "buildings.csv"),
    ],
)
def test_a_file_is_named_by_what_it_holds(client, address, language, name):
    with translation.override(language):
        answer = client.get(reverse(f"sites:{address}"))
    assert name in answer["Content-Disposition"]


def test_a_sheet_says_what_it_is_and_whose_it_is(client):
    SiteProfileFactory(name_de="Region Beispiel")
    answer = client.get(reverse("sites:plots_xlsx"))
    properties = load_workbook(io.BytesIO(answer.content)).properties
    assert (properties.title, properties.creator) == ("Gewerbeflächen", "Region Beispiel")


class TestLongTables:
    """Made in pieces, counted, one at a time; two rows are long here."""

    @pytest.fixture(autouse=True)
    def short_measures(self, monkeypatch):
        monkeypatch.setattr("sites.papers.limits.ROWS_PER_OBJECT", 2)
        monkeypatch.setattr("sites.papers.limits.MAX_OBJECTS_PER_HOUR", 3)
        monkeypatch.setattr("sites.papers.limits.LOCK_TIMEOUT_SECONDS", 0)
        monkeypatch.setattr("sites.pool.row_batches.BATCH_SIZE", 2)

    def test_in_pieces_it_is_the_same_table(self, client, monkeypatch):
        monkeypatch.setattr("sites.papers.limits.MAX_OBJECTS_PER_HOUR", 100)
        for area in (9_000, 30_000, 20_000, 8_000, 7_000):
            SpaceFactory(area=area, price_m2=35, motorway_km=3)
        in_pieces = client.get(reverse("sites:csv"), {"sort": "area"})
        monkeypatch.setattr("sites.pool.row_batches.BATCH_SIZE", 100)
        assert in_pieces.content == client.get(reverse("sites:csv"), {"sort": "area"}).content
        areas = [line["Fläche (m²)"] for line in lines_of(client, sort="area")]
        assert areas == ["7000", "8000", "9000", "20000", "30000"]

    def test_what_leaves_the_pool_while_it_is_made_is_left_out(self):
        spaces = SpaceFactory.create_batch(4)
        _header, lines = rows.space_table_by_keys([space.pk for space in spaces])
        first = next(lines)
        Space.objects.filter(pk=spaces[3].pk).update(workflow_state=Space.WorkflowState.WITHDRAWN)
        assert [line[0] for line in [first, *lines]] == [space.number for space in spaces[:3]]

    @pytest.mark.parametrize("name", ["csv", "xlsx"])
    def test_a_long_one_is_read_from_a_file(self, client, monkeypatch, name):
        SpaceFactory(name="Nordfeld")
        short = client.get(reverse(f"sites:{name}"))
        monkeypatch.setattr("sites.papers.tabular.responses.MAX_BYTES_IN_MEMORY", 10)
        long = client.get(reverse(f"sites:{name}"))
        content = long.getvalue()
        assert (long.streaming, int(long["Content-Length"])) == (True, len(content))
        assert long["Content-Disposition"] == short["Content-Disposition"]
        assert long["Content-Type"] == short["Content-Type"]
        if name == "csv":
            assert content == short.content
        else:
            assert load_workbook(io.BytesIO(content)).active.max_row == 2

    def test_a_long_one_is_compressed_on_its_way_unless_it_is_already(self, client, monkeypatch):
        monkeypatch.setattr("sites.papers.tabular.responses.MAX_BYTES_IN_MEMORY", 10)
        SpaceFactory(name="Nordfeld")
        packed = {"accept-encoding": "gzip"}
        answer = client.get(reverse("sites:csv"), headers=packed)
        assert answer["Content-Encoding"] == "gzip"
        assert "Nordfeld" in gzip.decompress(answer.getvalue()).decode()
        assert "Content-Encoding" not in headers_of(client.get(reverse("sites:xlsx"), headers=packed))

    def test_a_network_that_had_its_share_is_led_to_the_list(self, client):
        SpaceFactory.create_batch(5, area=500)
        assert [client.get(reverse("sites:csv")).status_code for _n in range(2)] == [200, 429]
        answer = client.get(reverse("sites:xlsx"), {"area_min": "100"})
        assert answer.status_code == 429
        assert answer["Retry-After"] == "3600"
        assert "no-store" in answer["Cache-Control"]
        assert f'href="{reverse("sites:list")}?area_min=100"' in answer.content.decode()
        assert client.get(reverse("sites:csv"), REMOTE_ADDR="198.51.100.7").status_code == 200

    def test_one_that_costs_more_than_a_share_can_be_had_once_an_hour(self, client):
        SpaceFactory.create_batch(8)
        assert [client.get(reverse("sites:csv")).status_code for _n in range(2)] == [200, 429]

    def test_a_short_one_can_always_be_had(self, client):
        SpaceFactory(name="Nordfeld")
        assert {client.get(reverse("sites:csv")).status_code for _n in range(5)} == {200}
        with exclusive_slot():
            assert client.get(reverse("sites:csv")).status_code == 200

    def test_who_comes_while_another_is_made_is_asked_to_come_again(self, client):
        SpaceFactory.create_batch(2)
        with exclusive_slot():
            answer = client.get(reverse("sites:halls_csv"))
            assert answer.status_code == 200  # none of them is a hall
            for _n in range(5):  # and it does not count against their share
                answer = client.get(reverse("sites:plots_csv"))
        assert answer.status_code == 503
        assert answer["Retry-After"] == "60"
        assert f'href="{reverse("sites:plots")}"' in answer.content.decode()
        assert client.get(reverse("sites:plots_csv")).status_code == 200


def test_totals_of_a_table_tell_the_smallest_part_and_whether_they_are_computed(client):
    SpaceFactory(area=70_000, divisible_from=14_000, price_m2=35)
    typed = SpaceFactory(area=10_000)
    OfferFactory(space=typed, disposal="sale", price_total=300_000)
    SpaceFactory(hall=True, area=3_000, divisible_from=1_000, rent_m2=5)
    names = ["Gesamtpreis (EUR)", "Preis der kleinsten Teilfläche (EUR)", "Gesamtpreis ist berechnet"]
    rows = [[row[name].value for name in names] for row in cells_of(sheet_of(client))]
    assert sorted(rows, key=str) == sorted(
        [[2_450_000, 490_000, "ja"], [300_000, None, "nein"], [None, None, None]], key=str
    )
    rents = [
        row["Nettomiete der kleinsten Teilfläche (EUR im Jahr)"].value for row in cells_of(sheet_of(client))
    ]
    assert sorted(rents, key=str) == [60_000, None, None]
