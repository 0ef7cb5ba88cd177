from datetime import date

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation

from investors.comparison import Cell, compare, comparison_table, fact_cell
from investors.selection import select_spaces
from sites.facts import FACTS
from sites.models import Space, SpaceDistance
from tests.factories.sites import OfferFactory, SpaceFactory, UtilityFactory, square

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("english")]


def compared(*spaces):
    query = QueryDict(f"ids={','.join(str(space.number) for space in spaces)}")
    return compare(select_spaces(query, Space.objects.with_card().prefetch_related("utilities")).spaces)


def row_of(comparison, label):
    (row,) = [row for group in comparison.groups for row in group.rows if row.label == label]
    return row


def best_of(comparison, label):
    return [cell.is_best for cell in row_of(comparison, label).cells]


def test_lower_price_and_rent_are_best():
    plots = compared(SpaceFactory(price_m2=40), SpaceFactory(price_m2=35), SpaceFactory(price_m2=90))
    assert best_of(plots, "Sale price") == [False, True, False]
    halls = compared(SpaceFactory(hall=True, rent_m2="5.6"), SpaceFactory(hall=True, rent_m2="4.9"))
    assert best_of(halls, "Net rent (EUR/m² and month)") == [False, True]


@pytest.mark.parametrize(
    ("kind", "zoning", "is_restricted", "told"),
    [
        ("plot", "GI", False, Cell("no")),
        ("plot", "GI", True, Cell("yes")),
        ("plot", "", True, Cell("yes")),
        ("plot", "", False, Cell()),
        ("hall", "", False, Cell(applies=False, note="plots only")),
    ],
)
def test_a_no_is_told_once_what_it_belongs_to_is_stated(kind, zoning, is_restricted, told):
    space = Space(kind=kind, zoning=zoning, zoning_restricted=is_restricted)
    assert fact_cell(FACTS["zoning_restricted"], space) == told


def test_higher_clear_height_and_floor_load_are_best():
    low, high = {"clear_height": 6, "floor_load": 2}, {"clear_height": 10, "floor_load": 5}
    comparison = compared(SpaceFactory(hall=True, **low), SpaceFactory(hall=True, **high))
    assert best_of(comparison, "Clear height") == [False, True]
    assert best_of(comparison, "Floor load") == [False, True]


def test_a_tie_marks_all_that_are_best():
    comparison = compared(SpaceFactory(price_m2=35), SpaceFactory(price_m2=35), SpaceFactory(price_m2=40))
    assert best_of(comparison, "Sale price") == [True, True, False]


def test_nothing_is_best_where_nobody_does_worse():
    comparison = compared(SpaceFactory(price_m2=35), SpaceFactory(price_m2=35), SpaceFactory())
    assert best_of(comparison, "Sale price") == [False, False, False]
    comparison = compared(SpaceFactory(price_m2=35), SpaceFactory())
    assert best_of(comparison, "Sale price") == [False, False]


def test_figures_that_read_alike_are_marked_alike():
    near, nearly = SpaceFactory(motorway_km="19.1"), SpaceFactory(motorway_km="19.4")
    comparison = compared(near, nearly, SpaceFactory(motorway_km="30"))
    assert best_of(comparison, "Motorway junction") == [True, True, False]


def test_more_area_is_no_merit_in_itself():
    comparison = compared(SpaceFactory(area=20_000), SpaceFactory(area=90_000))
    assert best_of(comparison, "Area") == [False, False]


def test_prices_of_plots_and_halls_are_not_weighed_against_each_other():
    dear, cheap, hall = (
        SpaceFactory(price_m2=40),
        SpaceFactory(price_m2=35),
        SpaceFactory(hall=True, price_m2=900),
    )
    assert best_of(compared(dear, hall), "Sale price") == [False, False]
    assert best_of(compared(dear, cheap, hall), "Sale price") == [False, False, False]
    to_let = SpaceFactory(hall=True, rent_m2=5)
    assert best_of(compared(dear, cheap, to_let), "Sale price") == [False, True, False]


def test_what_means_the_same_for_plots_and_halls_has_a_best_across_them():
    plot, hall = SpaceFactory(trade_tax_rate=460), SpaceFactory(hall=True, trade_tax_rate=380)
    assert best_of(compared(plot, hall), "Trade tax multiplier") == [False, True]


def test_words_with_an_order_have_a_best():
    comparison = compared(SpaceFactory(rail_siding="possible"), SpaceFactory(rail_siding="at_plot"))
    assert best_of(comparison, "Rail siding") == [False, True]


def test_capacities_are_compared_in_one_unit_and_only_when_they_measure_the_same():
    small, large, other = SpaceFactory(), SpaceFactory(), SpaceFactory()
    UtilityFactory(space=small, capacity=900, unit="kVA")
    UtilityFactory(space=large, capacity=2, unit="MVA")
    assert best_of(compared(small, large), "Electricity") == [False, True]
    UtilityFactory(space=other, capacity=5_000, unit="Mbit/s")
    assert best_of(compared(small, large, other), "Electricity") == [False, False, False]


def test_a_missing_figure_is_named_and_counts_as_no_difference():
    row = row_of(compared(SpaceFactory(price_m2=35), SpaceFactory()), "Sale price")
    assert [cell.is_stated for cell in row.cells] == [True, False]
    assert (row.differs, row.is_partly_unstated) == (False, True)


def test_what_is_stated_differs_although_one_is_silent():
    spaces = SpaceFactory(price_m2=35), SpaceFactory(), SpaceFactory(price_m2=40)
    assert row_of(compared(*spaces), "Sale price").differs


def test_facts_of_one_kind_do_not_apply_to_the_other():
    row = row_of(compared(SpaceFactory(), SpaceFactory(hall=True, clear_height=8)), "Clear height")
    assert [cell.applies for cell in row.cells] == [False, True]
    assert row.only_for == "hall"
    assert not row.differs


def test_what_both_kinds_have_stands_in_one_row():
    comparison = compared(SpaceFactory(rail_siding="at_plot"), SpaceFactory(hall=True, rail_siding="at_plot"))
    row = row_of(comparison, "Rail siding")
    assert row.only_for is None
    assert not row.differs


def test_a_hall_to_let_only_has_no_sale_price_to_miss():
    row = row_of(compared(SpaceFactory(price_m2=35), SpaceFactory(hall=True, rent_m2=5)), "Sale price")
    assert [cell.applies for cell in row.cells] == [True, False]


def test_on_request_is_told_as_such():
    asked = SpaceFactory()
    OfferFactory(space=asked, price_type="on_request")
    row = row_of(compared(SpaceFactory(price_m2=35), asked), "Sale price")
    assert [cell.value for cell in row.cells] == ["€35/m²", "on request"]


def test_differences_leave_out_the_rows_in_which_all_agree():
    comparison = compared(SpaceFactory(zoning="GI", price_m2=35), SpaceFactory(zoning="GI", price_m2=40))
    labels = [row.label for group in comparison.differences().groups for row in group.rows]
    assert "Sale price" in labels
    assert "Zoning" not in labels


def test_the_cadastre_of_an_undisclosed_place_is_not_told():
    open_plot = SpaceFactory(parcels="12/3", at=(12.3, 51.3), boundary=square(12.3, 51.3))
    hidden = SpaceFactory(parcels="4711", hidden_place=True)
    row = row_of(compared(open_plot, hidden), "Parcel numbers")
    assert [cell.value for cell in row.cells] == ["12/3", ""]


def test_distances_keep_the_name_of_what_is_near():
    space = SpaceFactory()
    SpaceDistance.objects.create(space=space, kind="airport", code="LEJ", name="Leipzig/Halle", km=9)
    cell = row_of(compared(space, SpaceFactory()), "Airport").cells[0]
    assert cell.note == "LEJ, Leipzig/Halle"


def test_a_spreadsheet_gets_bare_figures_and_their_units():
    header, rows = comparison_table(compared(SpaceFactory(price_m2=35), SpaceFactory()))
    line = next(row for row in rows if row[1] == "Sale price (EUR/m²)")
    assert line[2:] == [35, "not stated"]
    assert len(header) == 4


def test_a_total_says_that_it_was_computed_and_a_spreadsheet_keeps_both_ends_of_its_range():
    part = SpaceFactory(area=70_000, divisible_from=14_000, price_m2=35)
    stated = SpaceFactory(area=10_000)
    OfferFactory(space=stated, disposal="sale", price_total=300_000)
    comparison = compared(part, stated)
    computed, typed = row_of(comparison, "Total price").cells
    assert (computed.value, computed.note) == ("€490,000 to €2,450,000", "computed from area and price")
    assert (typed.value, typed.note) == ("€300,000", "")
    rows = {row[1]: row[2:] for row in comparison_table(comparison)[1]}
    assert rows["Total price (EUR)"] == [2_450_000, 300_000]
    assert rows["Price of the smallest part (EUR)"] == [490_000, None]


def test_a_spreadsheet_says_first_which_objects_these_are_where_and_as_of_when(settings):
    space = SpaceFactory(hall=True, address="Am Damm 3", data_as_of=date(2026, 9, 5))
    _header, rows = comparison_table(compared(space, SpaceFactory()))
    told = {row[1]: row[2] for row in rows if row[0] == "About this entry"}
    assert told["Kind"] == "Industrial building"
    assert told["Status"] == "Available"
    assert "Am Damm 3" in told["Place"]
    assert told["Data as of"] == date(2026, 9, 5)
    assert told["Address of the page"] == settings.SITE_URL + space.get_absolute_url()


class TestThePage:
    @pytest.fixture(autouse=True)
    def german(self, english):
        with translation.override("de"):
            yield

    def page(self, client, query="", status=200):
        response = client.get(reverse("investors:comparison") + query)
        assert response.status_code == status
        assert not response.cookies
        return response.content.decode()

    def test_shows_spaces_in_the_order_of_the_address_and_is_not_indexed(self, client):
        first, second = SpaceFactory(name="Erste"), SpaceFactory(name="Zweite", hall=True)
        page = self.page(client, f"?ids={second.number},{first.number}")
        assert page.index("Zweite") < page.index("Erste")
        assert f"<title>Vergleich: {second.number}, {first.number} ·" in page
        assert 'content="noindex"' in page

    def test_explains_itself_with_one_object_or_none(self, client):
        assert "Noch nichts zu vergleichen" in self.page(client)
        assert "Ein Objekt allein" in self.page(client, f"?ids={SpaceFactory().number}")

    def test_shows_the_first_six_and_says_so(self, client):
        spaces = [SpaceFactory() for _n in range(7)]
        page = self.page(client, f"?ids={','.join(str(space.number) for space in spaces)}")
        assert page.count('scope="col"') == 6
        assert "Höchstens 6 Objekte auf einmal" in page

    def test_names_withdrawn_and_unknown_numbers(self, client):
        space, gone = SpaceFactory(), SpaceFactory()
        gone.workflow_state = Space.WorkflowState.WITHDRAWN
        gone.save()
        page = self.page(client, f"?ids={space.number},{gone.number},99999")
        assert "aus dem Pool genommen" in page
        assert "gibt es nicht" in page

    def test_reads_numbers_typed_one_after_the_other(self, client):
        first, second = SpaceFactory(name="Erste"), SpaceFactory(name="Zweite")
        page = self.page(client, f"?ids={first.number}&ids={second.number}")
        assert page.count('scope="col"') == 2

    def test_shows_differences_only_when_asked(self, client):
        spaces = [SpaceFactory(zoning="GI", price_m2=price) for price in (35, 40)]
        query = f"?ids={spaces[0].number},{spaces[1].number}"
        assert "GI – " in self.page(client, query)
        assert "GI – " not in self.page(client, f"{query}&differences=1")

    @pytest.mark.parametrize("nonsense", ["%00", "1.2.3", "-5", "9" * 500, "abc,,;", "%ff%fe", "🏭"])
    def test_answers_nonsense_with_a_message(self, client, nonsense):
        assert "Nicht jede Nummer war lesbar" in self.page(client, f"?ids={nonsense}")

    @pytest.mark.parametrize("number", [2, 6])
    def test_costs_the_same_however_many_are_compared(self, client, django_assert_max_num_queries, number):
        spaces = [SpaceFactory(price_m2=35, motorway_km=3) for _n in range(number)]
        for space in spaces:
            UtilityFactory(space=space)
        query = f"?ids={','.join(str(space.number) for space in spaces)}"
        self.page(client, query)
        with django_assert_max_num_queries(11):
            self.page(client, query)

    def test_is_told_as_csv_as_well(self, client):
        spaces = [SpaceFactory(price_m2="35.5"), SpaceFactory(price_m2=40)]
        query = f"?ids={spaces[0].number},{spaces[1].number}"
        text = client.get(reverse("investors:comparison_csv") + query).content.decode("utf-8-sig")
        assert "Kaufpreis (EUR/m²);35,5;40" in text


def test_among_objects_of_one_kind_no_fact_is_said_to_be_only_of_it():
    halls = [SpaceFactory(hall=True, clear_height=8), SpaceFactory(hall=True, clear_height=9)]
    assert row_of(compared(*halls), "Clear height").only_for is None
