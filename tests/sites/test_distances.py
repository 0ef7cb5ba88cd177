import json
from decimal import Decimal

import pytest
from django.contrib.gis.geos import LineString, MultiLineString, Point
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils.translation import override

from editing.duplicating import duplicate
from regions.crs import to_storage
from regions.importing import import_landmarks
from regions.models import Area, Landmark
from sites.models import Space, SpaceDistance
from sites.pool import distances
from sites.pool.distances import store_distances
from sites.pool.fact_groups import distance_caption, distance_rows, distance_sources
from sites.tasks import measure_distances
from tests.factories.regions import LandmarkFactory
from tests.factories.sites import MunicipalityFactory, SpaceFactory
from tests.filling import filled, unrendered, whole
from tests.measuring import LEIPZIG, airport, north, stored, told

pytestmark = pytest.mark.django_db


def distance_of(space, kind="airport", is_manual=False):
    return space.distances.filter(kind=kind, is_manual=is_manual).first()


def test_a_new_space_knows_the_nearest_landmark_of_each_kind():
    airport(20, name="Far", code="FAR")
    airport(5, name="Near", code="NER", source="Survey", as_of="2026-01-31")
    LandmarkFactory(kind="port", name="Trotha", place=north(8))
    space = SpaceFactory(at=LEIPZIG)
    row = distance_of(space)
    assert (row.name, row.code, row.km, row.source, str(row.as_of), row.is_manual) == (
        "Near", "NER", Decimal("5.0"), "Survey", "2026-01-31", False,
    )  # fmt: skip
    assert distance_of(space, "port").km == Decimal("8.0")
    assert space.distances.count() == 2


def test_a_road_is_as_near_as_its_course():
    line = LineString(*[Point(*north(km), srid=4326).coords for km in (3, 40)], srid=4326)
    course = MultiLineString(to_storage(line), srid=3035)
    LandmarkFactory(kind="federal_road", name="B 2", course=course, place=north(20))
    LandmarkFactory(kind="federal_road", name="B 6", place=north(4))
    assert distance_of(SpaceFactory(at=LEIPZIG), "federal_road").name == "B 2"


def test_moving_the_point_measures_anew_and_keeps_the_row():
    airport(5)
    space = SpaceFactory(at=LEIPZIG)
    before = distance_of(space)
    space.location = to_storage(Point(*north(3), srid=4326))
    space.save()
    after = distance_of(space)
    assert (after.pk, after.km) == (before.pk, Decimal("2.0"))


def test_saving_without_moving_measures_nothing():
    airport(5)
    space = SpaceFactory(at=LEIPZIG)
    SpaceDistance.objects.update(name="untouched")
    space.name_de = "Neuer Name"
    space.save()
    assert distance_of(space).name == "untouched"


def test_a_hidden_place_is_measured_from_its_municipality():
    town = MunicipalityFactory(center=to_storage(Point(*LEIPZIG, srid=4326)))
    airport(5)
    space = SpaceFactory(at=north(4), hidden_place=True, municipality=town)
    assert distance_of(space).km == Decimal("5.0")
    space.discloses_address = True
    space.save()
    assert distance_of(space).km == Decimal("1.0")


def test_without_a_public_place_there_is_no_distance():
    airport(5)
    space = SpaceFactory(at=LEIPZIG)
    Area.objects.update(center=None)
    space.discloses_address = False
    space.municipality.refresh_from_db()
    space.save()
    assert not space.distances.exists()


def test_a_distance_typed_by_hand_goes_before_the_computed():
    space = SpaceFactory(at=LEIPZIG)
    SpaceDistance.objects.create(space=space, kind="airport", name="By road", km=7)
    airport(5)
    store_distances()
    assert told(space) == [(Decimal("7.0"), "By road")]
    assert stored(space) == Decimal("7.0")


def test_a_typed_row_without_kilometres_leaves_the_word_to_the_computed():
    airport(5, name="Near")
    space = SpaceFactory(at=LEIPZIG)
    SpaceDistance.objects.create(space=space, kind="airport", minutes=9)
    assert told(space) == [(Decimal("5.0"), "Near")]
    assert stored(space) == Decimal("5.0")


def test_deleting_what_was_typed_brings_the_computed_back():
    airport(5, name="Near")
    space = SpaceFactory(at=LEIPZIG)
    SpaceDistance.objects.create(space=space, kind="airport", km=7).delete()
    assert told(space) == [(Decimal("5.0"), "Near")]
    assert stored(space) == Decimal("5.0")


def test_a_copy_has_each_distance_once_and_keeps_what_was_typed():
    airport(5)
    LandmarkFactory(kind="port", place=north(8))
    space = SpaceFactory(at=LEIPZIG)
    SpaceDistance.objects.create(space=space, kind="airport", km=7)
    copy = duplicate(space, rows=["distances"], exclude=["number"])
    assert sorted((row.kind, row.km, row.is_manual) for row in copy.distances.all()) == [
        ("airport", Decimal("5.0"), False),
        ("airport", Decimal("7.0"), True),
        ("port", Decimal("8.0"), False),
    ]


def test_without_landmarks_of_a_kind_the_computed_distance_goes():
    airport(5)
    space = SpaceFactory(at=LEIPZIG)
    Landmark.objects.all().delete()
    store_distances()
    assert not space.distances.exists()


def test_refreshing_after_an_import_of_areas_measures_what_moved():
    town = MunicipalityFactory()
    airport(5)
    space = SpaceFactory(hidden_place=True, municipality=town)
    Area.objects.filter(pk=town.pk).update(center=to_storage(Point(*LEIPZIG, srid=4326)))
    Space.objects.refresh()
    assert distance_of(space).km == Decimal("5.0")


@pytest.mark.django_db(transaction=True)
def test_it_is_measured_before_the_transaction_and_what_was_moved_meanwhile_is_left(monkeypatch):
    moved, still = SpaceFactory(at=LEIPZIG), SpaceFactory(at=LEIPZIG)
    airport(5)
    work, inside = distances._measure, []

    def slowly(*of_what):
        inside.append(connection.in_atomic_block)
        yield from work(*of_what)
        Space.objects.filter(pk=moved.pk).update(public_location=to_storage(Point(*north(3), srid=4326)))

    monkeypatch.setattr(distances, "_measure", slowly)
    store_distances()
    assert inside == [False]
    assert distance_of(still).km == Decimal("5.0")
    assert distance_of(moved) is None


def test_command_measures_all_spaces_and_says_how_many_changed(capsys):
    space = SpaceFactory(at=LEIPZIG)
    airport(5)
    call_command("refresh_distances")
    call_command("refresh_distances")
    assert distance_of(space).km == Decimal("5.0")
    assert capsys.readouterr().out == "1 distances changed.\n0 distances changed.\n"


@pytest.mark.django_db(transaction=True)
class TestLandmarks:
    """What happens to one is followed in the background."""

    @pytest.fixture
    def enqueued(self, monkeypatch):
        kinds = []
        monkeypatch.setattr(
            type(measure_distances), "enqueue", lambda task, *args, **kwargs: kinds.append(*args)
        )
        return kinds

    def test_saving_and_deleting_measure_its_kind(self, enqueued):
        landmark = airport(5)
        landmark.delete()
        assert enqueued == [["airport"], ["airport"]]

    def test_an_import_measures_the_kinds_it_changed(self, enqueued, tmp_path):
        file = tmp_path / "landmarks.csv"
        file.write_text("kind,name,lat,lon\nport,Trotha,51.5,11.9\n")
        import_landmarks(file)
        import_landmarks(file)
        assert enqueued == [["port"]]


def test_page_says_how_the_distances_were_found_and_where_they_come_from():
    airport(5, name="Near", source="Survey", as_of="2026-01-31")
    space = SpaceFactory(at=LEIPZIG)
    SpaceDistance.objects.create(space=space, kind="port", name="Trotha", km=12)
    assert [(row.label, row.way) for row in distance_rows(space)] == [("Flughafen", ""), ("Hafen", "Straße")]
    assert distance_caption(space) == "Luftlinie in Kilometern"
    assert distance_sources(space) == ["Flughafen: Survey, 31.\N{NO-BREAK SPACE}Januar 2026"]


def test_page_of_a_hidden_place_says_from_where_it_measures(client):
    town = MunicipalityFactory(center=to_storage(Point(*LEIPZIG, srid=4326)))
    airport(5)
    space = SpaceFactory(hidden_place=True, municipality=town)
    assert "von der Gemeinde aus" in client.get(space.get_absolute_url()).content.decode()


def test_only_typed_distances_are_by_road(client):
    space = SpaceFactory(at=LEIPZIG, motorway_km=3)
    assert "Straßenkilometer" in client.get(space.get_absolute_url()).content.decode()


class TestAdmin:
    def test_editor_sees_what_is_computed_and_edits_what_is_typed(self, admin_client):
        airport(5, name="Near")
        space = SpaceFactory(at=LEIPZIG, motorway_km=3)
        answer = admin_client.get(whole(reverse("admin:sites_plot_change", args=[space.pk])))
        assert "Flughafen: 5,0\N{NO-BREAK SPACE}km (Near)" in answer.content.decode()
        [formset] = [
            inline.formset
            for inline in answer.context["inline_admin_formsets"]
            if inline.opts.model is SpaceDistance
        ]
        assert [form.instance.kind for form in formset.initial_forms] == ["motorway_junction"]

    def test_typing_a_distance_replaces_the_computed(self, admin_client):
        airport(5, name="Near")
        space = SpaceFactory(at=LEIPZIG)
        address = reverse("admin:sites_plot_change", args=[space.pk])
        data = filled(unrendered(admin_client, address)) | {
            "distances-TOTAL_FORMS": "1",
            "distances-0-kind": "airport",
            "distances-0-km": "7.5",
            "distances-0-space": str(space.pk),
        }
        assert admin_client.post(address, data).status_code == 302
        assert told(space) == [(Decimal("7.5"), "")]

    def test_a_kind_typed_twice_is_refused(self, admin_client):
        space = SpaceFactory(at=LEIPZIG)
        SpaceDistance.objects.create(space=space, kind="port", km=7)
        address = reverse("admin:sites_plot_change", args=[space.pk])

        def typing(*kinds):
            page = filled(unrendered(admin_client, address))
            page["distances-TOTAL_FORMS"] = str(1 + len(kinds))
            for number, kind in enumerate(kinds, start=1):
                page |= {f"distances-{number}-kind": kind, f"distances-{number}-km": "3"}
                page[f"distances-{number}-space"] = str(space.pk)
            return admin_client.post(address, page)

        assert "Diese Entfernung ist bereits angegeben." in typing("port").content.decode()
        twice = typing("airport", "airport")
        assert twice.status_code == 200
        assert "Diese Entfernung ist bereits angegeben." in twice.content.decode()
        assert SpaceDistance.objects.count() == 1

    def test_deleting_a_typed_distance_brings_the_computed_back(self, admin_client):
        airport(5, name="Near")
        space = SpaceFactory(at=LEIPZIG)
        SpaceDistance.objects.create(space=space, kind="airport", km=7)
        address = reverse("admin:sites_plot_change", args=[space.pk])
        data = filled(unrendered(admin_client, address), distances__0__DELETE="on")
        assert admin_client.post(address, data).status_code == 302
        assert told(space) == [(Decimal("5.0"), "Near")]

    def test_moving_the_point_in_the_form_measures_anew(self, admin_client):
        airport(5, name="Near")
        space = SpaceFactory(at=LEIPZIG)
        address = reverse("admin:sites_plot_change", args=[space.pk])
        place = json.dumps({"type": "Point", "coordinates": north(3)})
        assert (
            admin_client.post(address, filled(unrendered(admin_client, address), location=place)).status_code
            == 302
        )
        assert distance_of(space).km == Decimal("2.0")


def test_a_distance_is_called_by_its_figure_in_the_readers_spelling():
    near = SpaceDistance(kind="port", km=21.4)
    assert str(near) == "Hafen: 21,4 km"
    with override("en"):
        assert str(near).endswith(": 21.4 km")
    assert str(SpaceDistance(kind="airport", minutes=9)) == "Flughafen"
