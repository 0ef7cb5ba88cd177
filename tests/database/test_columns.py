"""What is counted with SQL that was worked out before is what Django's own aggregates count."""

import pytest
from django.db.models import Count, Exists, FloatField, OuterRef, Q
from django.db.models.functions import Cast
from django.utils import timezone

from database.columns import ALWAYS_TRUE, CompiledColumns, CompiledCounts, compile_expressions, count_rows
from sites.models import Offer, Space
from tests.factories.sites import MunicipalityFactory, SpaceFactory

pytestmark = pytest.mark.django_db
LARGE, PLOT = Q(area__gte=5_000), Q(kind="plot")


@pytest.fixture
def spaces():
    for hall, area in ((False, 1_000), (False, 6_000), (True, 9_000)):
        SpaceFactory(hall=hall, area=area)
    return Space.objects.rewrite(False)


def test_each_condition_counts_its_rows_of_those_asked_for(spaces):
    both = compile_expressions(Space, [LARGE, PLOT])
    counts = {
        "all": CompiledCounts(ALWAYS_TRUE),
        "free": CompiledCounts(both),
        "plots": CompiledCounts(both, within=PLOT),
    }
    assert count_rows(spaces.all(), counts) == {"all": [3], "free": [2, 2], "plots": [1, 2]}
    assert count_rows(spaces.filter(area__gt=1_000), counts) == {"all": [2], "free": [2, 1], "plots": [1, 1]}


def test_what_it_is_counted_within_may_lie_in_another_table(spaces):
    town = spaces.first().municipality
    SpaceFactory(municipality=MunicipalityFactory(), area=7_000)
    there, elsewhere = Q(municipality__key=town.key), Q(municipality__key="0")
    found = count_rows(
        spaces.all(),
        {
            "there": CompiledCounts(compile_expressions(Space, [LARGE]), there),
            "not there": CompiledCounts(compile_expressions(Space, [LARGE]), ~there),
            "elsewhere": CompiledCounts(ALWAYS_TRUE, elsewhere),
        },
    )
    expected = spaces.aggregate(
        there=Count("pk", filter=LARGE & there),
        not_there=Count("pk", filter=LARGE & ~there),
        elsewhere=Count("pk", filter=elsewhere),
    )
    assert [number for [number] in found.values()] == [*expected.values()]


@pytest.mark.parametrize(
    ("within", "number"), [(Q(), 3), (~Q(pk__in=[]), 3), (Q(pk__in=[]), 0), (Q(pk__in=[]) | PLOT, 2)]
)
def test_what_is_always_true_or_never_needs_no_sql(spaces, within, number):
    counts = {
        "first": CompiledCounts(ALWAYS_TRUE),
        "second": CompiledCounts(ALWAYS_TRUE * 2, within),
        "last": CompiledCounts(ALWAYS_TRUE),
    }
    assert count_rows(spaces.all(), counts) == {"first": [3], "second": [number] * 2, "last": [3]}


def test_of_nothing_each_number_is_nought(spaces):
    counts = {
        "one": CompiledCounts(ALWAYS_TRUE),
        "two": CompiledCounts(compile_expressions(Space, [LARGE, PLOT])),
    }
    assert count_rows(spaces.none(), counts) == {"one": [0], "two": [0, 0]}


def test_columns_come_in_their_order_beside_others(spaces):
    columns = CompiledColumns(
        compile_expressions(Space, [Cast("area", FloatField()), Cast("clear_height", FloatField())])
    )
    rows = spaces.order_by("area").values_list("kind", columns)
    assert [row[:2] for row in rows] == [("plot", 1_000.0), ("plot", 6_000.0), ("hall", 9_000.0)]
    assert {len(row) for row in rows} == {3}


@pytest.mark.parametrize(
    "condition",
    [
        lambda: Q(municipality__key="0"),
        lambda: Q(pk__in=Offer.objects.values("space")),
        lambda: Q(Exists(Offer.objects.filter(space=OuterRef("pk")))),
        lambda: Q(published_from__lte=timezone.now()),
        lambda: Q(available_from__lte=timezone.localdate()),
        lambda: Q(name="Nordfeld"),
    ],
)
def test_what_would_be_other_sql_some_day_is_refused(condition):
    with pytest.raises(ValueError, match="Not only lasting columns of Space"):
        compile_expressions(Space, [LARGE, condition()])
