import pytest
from django.utils.translation import override

from regions import rows
from regions.models import Area, Landmark
from tests.factories.regions import AreaFactory, LandmarkFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_area_and_its_superior_are_called_as_the_models_call_them(language, django_assert_num_queries):
    state = AreaFactory(state=True)
    around = AreaFactory(kind=Area.Kind.DISTRICT, key="14729", designation="Landkreis", parent=state, km=60)
    AreaFactory(key="14713000", parent=AreaFactory(district=True, parent=state))
    AreaFactory(kind=Area.Kind.MUNICIPALITY, key="14729080", name="Naunhof", parent=around, population=8_900)
    with override(language), django_assert_num_queries(1):
        found = {area.key: area for area in rows.areas()}
    with override(language):
        for area in Area.objects.select_related("parent"):
            row, parent = found.pop(area.key), area.parent
            assert (row.pk, row.kind, row.name, row.population, row.parent_id, row.is_urban_district) == (
                (area.pk, area.kind, area.name, area.population, area.parent_id, area.is_urban_district)
            )
            assert (row.full_name, row.spellings) == (area.full_name, area.spellings)
            assert row.parent == (parent and (parent.name, parent.full_name, parent.is_urban_district))
    assert not found


def test_an_area_without_a_boundary_or_of_the_past_is_left_out():
    AreaFactory(key="14713010", boundary=None)
    AreaFactory(key="14713020", valid_until="2001-12-31")
    assert rows.areas() == []


def test_landmarks_are_called_as_the_models_call_them():
    LandmarkFactory(name="Leipzig-Nord", code="A 14", kind=Landmark.Kind.MOTORWAY_JUNCTION)
    LandmarkFactory(name="Riesa", code="", kind=Landmark.Kind.PORT)
    models = [(one.pk, one.kind, one.name, str(one)) for one in Landmark.objects.all()]
    assert [(row.pk, row.kind, row.name, str(row)) for row in rows.landmarks()] == models
