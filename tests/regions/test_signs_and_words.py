"""Which words are said of typed corners, and who hears of an import."""

import pytest
from django.contrib.gis.geos import Point

from regions import utm
from regions.importing import import_areas, import_landmarks
from regions.models import Area
from regions.signals import areas_changed, landmarks_changed
from regions.utm import UTMError
from tests.factories.regions import LandmarkFactory
from tests.regions.test_importing import feature

CORNERS = ["33 317000 5690000", "33 317200 5690000", "33 317200 5690300"]
HERE = (12.0, 51.0, 13.0, 52.0)


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("lines", "kind", "said"),
    [
        (CORNERS, "POLYGON", ""),
        ([*CORNERS, " ", CORNERS[0], ""], "POLYGON", ""),
        (CORNERS[:2], "POLYGON", "A boundary needs at least three corners, one a line."),
        ([*CORNERS[:2], CORNERS[0]], "POLYGON", "A boundary needs at least three corners, one a line."),
        ([CORNERS[0], "", " Leipzig "], "POLYGON", "Line 2 is no pair of UTM coordinates: “Leipzig”."),
        (
            [CORNERS[0], "817200 5690000"],
            "POLYGON",
            "Please name the zone, 32 or 33, before the coordinates in line 2.",
        ),
        (CORNERS[:1], "POINT", ""),
        (CORNERS[:2], "POINT", "A point is needed here: one pair of coordinates."),
    ],
)
def test_what_is_wrong_with_typed_corners_is_told_with_its_line(lines, kind, said):
    shape, told = None, ""
    try:
        shape = utm.parse_geometry("\n".join(lines), kind, HERE)
    except UTMError as error:
        told = str(error)
    assert told == said
    assert not shape or (shape.srid, shape.num_coords) == (4326, 1 if kind == "POINT" else 4)


@pytest.fixture
def heard():
    """What is sent, by the sender and the kinds that are named."""
    heard = []

    def hear(sender, signal, kinds=None, **more):
        heard.append((sender, kinds))

    for signal in (landmarks_changed, areas_changed):
        signal.connect(hear)
    yield heard
    for signal in (landmarks_changed, areas_changed):
        signal.disconnect(hear)


@pytest.mark.django_db
def test_an_import_of_landmarks_is_heard_of_once_it_wrote_some(heard, tmp_path):
    LandmarkFactory(kind="station", name="Elsewhere", location=Point(4_486_000, 3_139_000, srid=3035))
    file = tmp_path / "marks.csv"
    file.write_text("kind,name,code,lat,lon\nairport,Leipzig,LEJ,51.4,12.2\nport,Riesa,,51.3,13.3\n")
    for dry_run, told in ((True, 0), (False, 1), (False, 1)):
        import_landmarks(file, dry_run=dry_run)
        assert len(heard) == told
    assert [kinds for _sender, kinds in heard] == [{"airport", "port"}]


@pytest.mark.django_db
def test_an_import_of_areas_is_heard_of_once_it_wrote_some(heard):
    for dry_run, name, told in ((True, "Ort", 0), (False, "Ort", 1), (False, "Ort", 1), (False, "Stadt", 2)):
        import_areas([feature(name=name)], dry_run=dry_run)
        assert heard == [(Area, None)] * told
