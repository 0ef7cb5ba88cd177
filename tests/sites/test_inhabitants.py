"""Who lives around a space: counted, told, searched."""

from datetime import date, timedelta

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from investors.comparison import compare, comparison_table
from regions.models import Area
from regions.population import Population
from sites.models import Space
from sites.papers.expose.content import all_fact_groups
from sites.papers.tabular.columns import TableRow, table_columns
from sites.pool.fact_groups import people_group, people_summary
from sites.pool.inhabitant_text import displayed_people, min_displayed_as
from sites.pool.inhabitants import count_inhabitants
from sites.tasks import count_all_inhabitants, enqueue_missing_counts
from tests.factories.investors import ProposalSpaceFactory
from tests.factories.regions import AreaFactory
from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.django_db

X, Y = 4_480_000, 3_140_000  # EPSG:3035, near Leipzig
CENSUS, DAY = "Zensus 2022", date(2022, 5, 15)


def box(west, south, side=10_000):
    x, y = X + west, Y + south
    corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
    return MultiPolygon(Polygon(corners), srid=3035)


def area(key, outline, population, **fields):
    kind = "district" if len(key) == 5 else "municipality"
    fields = {"population_source": CENSUS, "population_as_of": DAY} | fields if population else fields
    return AreaFactory(
        key=key, kind=kind, name=key, population=population, boundary=outline, outline=outline, **fields
    )


def told(space):
    space.refresh_from_db()
    return space.stored_people_10_km, space.stored_people_25_km, space.stored_people_50_km


def around(*areas):
    """Who lives in a box of 20 km, 10 km of which are the first box."""
    return Population().inside(box(0, 0, 20_000))


def test_an_area_counts_by_its_share():
    area("14730001", box(0, 0), 1_000)
    area("14730002", box(15_000, 0), 500)
    found = around()
    assert (found.people, found.percent) == (1_250, 37)
    assert (found.as_of, found.sources, found.is_complete) == (DAY, (CENSUS,), False)


def test_the_district_counts_until_all_its_municipalities_have_a_figure():
    district = area("14730", box(0, 0, 20_000), 4_000)
    area("14730001", box(0, 0), 700, parent=district)
    other = area("14730002", box(10_000, 0), None, parent=district)
    assert around().people == 4_000
    other.population = 300
    other.save()
    found = around()
    assert (found.people, found.percent, found.as_of) == (1_000, 50, None)


def test_a_district_without_a_figure_counts_by_what_its_municipalities_say():
    district = area("14730", box(0, 0, 20_000), None)
    area("14730001", box(0, 0), 700, parent=district)
    area("14730002", box(10_000, 0), None, parent=district)
    assert around().people == 700


def test_areas_of_the_past_do_not_count():
    area("14730001", box(0, 0), 1_000, valid_until=date(2020, 1, 1))
    assert around() is None


@pytest.fixture
def census():
    """All of 120 by 120 km, 60 people on each km²."""
    return area("14730001", box(-60_000, -60_000, 120_000), 864_000)


@pytest.fixture
def space(census):
    space = SpaceFactory(location=Point(X, Y, srid=3035), municipality=census, name="Nordhof")
    count_inhabitants()
    space.refresh_from_db()
    return space


def test_people_are_stored_with_the_space(space):
    # π r² times 60, less the 0.01 % that a polygon of 256 corners leaves out
    assert told(space) == pytest.approx((18_850, 117_810, 471_239), rel=0.0002)
    assert (space.stored_people_as_of, space.stored_people_source) == (DAY, CENSUS)
    assert count_inhabitants() == 0


def test_a_space_that_moves_is_counted_at_once(space):
    space.location = Point(X + 60_000, Y + 55_000, srid=3035)
    space.save()
    assert told(space) == (None, None, None)
    assert (space.stored_people_as_of, space.stored_people_source) == (None, "")


def test_a_hidden_place_counts_from_its_public_point(space, census):
    census.center = Point(X + 30_000, Y, srid=3035)
    census.save()
    space.discloses_address = False
    space.save()
    count_inhabitants()
    space.refresh_from_db()
    assert space.public_location.equals(census.center)
    assert space.stored_people_50_percent < 99
    assert "genaue Ort" in str(people_of(space)[-1].note)


def test_what_was_counted_meanwhile_outlives_a_save_of_what_was_read_before(space):
    counted = told(space)
    Space.objects.update(stored_people_10_km=7, stored_people_source="Amt")
    space.name = "Südhof"
    space.save()
    assert told(space) == (7, *counted[1:])
    assert space.stored_people_source == "Amt"


@pytest.mark.django_db(transaction=True)
def test_a_move_that_cannot_be_counted_is_not_stored(space, monkeypatch):
    def end(*arguments):
        raise SystemExit

    monkeypatch.setattr("sites.receivers.count_inhabitants", end)
    space.location = Point(X + 60_000, Y + 55_000, srid=3035)
    with pytest.raises(SystemExit):
        space.save()
    assert Space.objects.get().location.x == X


def tasks_of_counting():
    return DBTaskResult.objects.filter(task_path=count_all_inhabitants.module_path)


def test_a_count_that_never_began_is_made_up_for(space):
    now = timezone.now()
    tasks_of_counting().delete()
    assert enqueue_missing_counts(now) == 1
    assert enqueue_missing_counts(now + timedelta(days=1)) == 0, "it waits"
    tasks_of_counting().update(status="SUCCESSFUL", started_at=timezone.now())
    assert enqueue_missing_counts(now + timedelta(days=1)) == 0
    Area.objects.update(changed_at=now + timedelta(hours=2))
    assert enqueue_missing_counts(now + timedelta(minutes=30)) == 0, "at most once an hour"
    assert enqueue_missing_counts(now + timedelta(hours=3)) == 1


def test_a_count_that_failed_is_tried_again_after_an_hour(space):
    now = timezone.now()
    tasks_of_counting().update(status="FAILED", started_at=now)
    assert enqueue_missing_counts(now) == 0
    assert enqueue_missing_counts(now + timedelta(hours=2)) == 1


def test_without_figures_nothing_is_counted_again():
    SpaceFactory()
    tasks_of_counting().delete()
    assert enqueue_missing_counts(timezone.now()) == 0


def test_too_little_known_is_nothing_told(space):
    space.location = Point(X + 65_000, Y, srid=3035)
    space.save()
    ten, twenty_five, fifty = told(space)
    assert (ten, twenty_five, fifty) == (None, None, None)
    assert people_group(space) == []


def people_of(space):
    [group] = people_group(space)
    return group.facts


def test_page_table_and_comparison_tell_the_same(space):
    facts = people_of(space)
    assert [fact.value for fact in facts[:3]] == ["etwa 18.800", "etwa 118.000", "etwa 471.000"]
    assert facts[3].value == "Zensus 2022, 15.\xa0Mai 2022"
    line = TableRow(Space.objects.with_place().get())
    table = {column.label: column.value(line) for column in table_columns()}
    assert table["Einwohner im Umkreis von 25 km"] == 118_000
    assert table["Einwohner im Umkreis von 25 km: Art der Angabe"] == "etwa"
    assert table["Stand der Einwohner"] == DAY
    [told] = [fact for group in all_fact_groups(space) for fact in group.facts if "Umkreis" in fact.label]
    assert told.value == "10\xa0km: etwa 18.800; 25\xa0km: etwa 118.000; 50\xa0km: etwa 471.000"
    assert told.label == "Einwohner im Umkreis (Luftlinie, nach Flächenanteil)"
    assert told.note == "Zensus 2022, 15.\xa0Mai 2022"
    group = next(group for group in compare([space]).groups if group.title == "Menschen im Umkreis")
    assert [row.cells[0].figure for row in group.rows] == [18_800, 118_000, 471_000, None]


def test_what_is_known_in_part_is_told_as_at_least(space):
    space.location = Point(X + 30_000, Y, srid=3035)
    space.save()
    space.refresh_from_db()
    fifty = people_of(space)[2]
    assert fifty.value.startswith("mindestens ")
    note = f"bekannt für {space.stored_people_50_percent}\xa0% des Kreises"
    assert fifty.note == note
    [line] = people_summary(space)
    assert line.value.endswith(
        f"; 50\xa0km: {fifty.value}\xa0({space.stored_people_50_percent}\xa0% bekannt)"
    )
    rows = {row[1]: row[2] for row in comparison_table(compare([space]))[1]}
    assert rows["Einwohner im Umkreis von 10\xa0km"] == 18_800
    assert rows["Einwohner im Umkreis von 50\xa0km"] == f"{fifty.value}, {note}"


def test_an_investor_who_may_see_a_hidden_place_reads_that_it_was_counted_from_the_municipality(space):
    space.discloses_address = False
    space.save()
    shown = ProposalSpaceFactory(space=space, discloses_place=True).shown_space
    assert people_of(shown)[-1].note.endswith("; von der Mitte der Gemeinde aus")
    assert people_summary(shown)[0].note.endswith("; von der Mitte der Gemeinde aus")


@pytest.mark.parametrize(
    ("people", "figure"),
    [(0, 0), (999, 999), (1_004, 1_000), (1_005, 1_010), (18_848, 18_800), (999_600, 1_000_000)],
)
def test_three_digits_are_told(people, figure):
    assert displayed_people(people) == figure


@pytest.mark.parametrize("asked", [*range(1, 20), 999, 1_000, 1_001, 10_000, 742_000, 741_001, 1_000_000])
def test_a_limit_finds_what_is_told_as_so_many(asked):
    least = min_displayed_as(asked)
    assert displayed_people(least) >= asked > displayed_people(least - 1)


def test_the_figure_that_is_told_may_be_asked_for(client, space):
    assert space.stored_people_25_km < 118_000
    found = client.get(reverse("sites:list"), {"people_25_km_min": "118000"})
    assert [one.pk for one in found.context["page_obj"]] == [space.pk]


def test_lists_are_narrowed_and_sorted_by_people(client, space):
    lonely = SpaceFactory(name="Einsam", municipality=None, municipality_is_fixed=False)
    listed = reverse("sites:list")
    few = client.get(listed, {"people_25_km_min": "100000"})
    assert [found.thing.name for found in few.context["page_obj"]] == ["Nordhof"]
    both = client.get(
        listed, {"people_25_km_min": "100000", "unknown": "people_25_km", "sort": "-people_25_km"}
    )
    assert [found.pk for found in both.context["page_obj"]] == [space.pk, lonely.pk]
    none = client.get(listed, {"people_10_km_min": "1 Mio"})
    assert not none.context["page_obj"].object_list


def test_areas_that_change_have_all_counted_in_the_background(space, census, settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
    connection.run_on_commit.clear()  # as if what was asked for before had been committed
    census.population *= 2
    census.save()
    assert told(space)[0] == pytest.approx(37_700, rel=0.0002)
