"""Which words are said of typed corners, what a map is told of another's layer, and who hears of an import."""

import pytest
from django.contrib.gis.geos import Point
from django.utils.translation import override

from regions import maps, utm
from regions.importing import import_areas, import_landmarks
from regions.models import Area
from regions.signals import areas_changed, landmarks_changed
from regions.utm import UTMError
from tests.factories.regions import LandmarkFactory
from tests.regions.test_importing import feature

CORNERS = ["33 317000 5690000", "33 317200 5690000", "33 317200 5690300"]
HERE = (12.0, 51.0, 13.0, 52.0)

# --- Typed corners


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
        shape = utm.geometry_from("\n".join(lines), kind, HERE)
    except UTMError as error:
        told = str(error)
    assert told == said
    assert not shape or (shape.srid, shape.num_coords) == (4326, 1 if kind == "POINT" else 4)


@pytest.mark.usefixtures("english")
def test_as_many_corners_are_taken_as_is_said(monkeypatch):
    monkeypatch.setattr(utm, "MOST_CORNERS", 3)
    assert len(utm.points_in("\n".join(CORNERS), HERE)) == 3
    with pytest.raises(UTMError, match="more than 3 corners"):
        utm.points_in("\n".join([*CORNERS, CORNERS[0]]), HERE)


# --- Layers of others


@pytest.mark.parametrize(
    ("language", "name"), [("de", "Luftbild"), ("en", "Aerial picture"), ("fr", "Luftbild")]
)
def test_a_layer_is_told_in_the_language_of_the_page_and_without_what_is_not_known(language, name):
    layer = {
        "id": "aerial",
        "name": {"de": "Luftbild", "en": "Aerial picture"},
        "url": "https://tiles.example.org/{z}/{x}/{y}.png",
        "host": "tiles.example.org",
        "provider": None,
        "layers": None,
        "attribution": "© <Amt>",
        "min_zoom": 0,
        "max_zoom": 16,
        "bounds": None,
        "consent": {"de": "Ja?", "en": "Yes?"},
    }
    with override(language):
        assert maps.layer_settings(layer) == {
            "id": "aerial",
            "name": name,
            "url": layer["url"],
            "attribution": "© &lt;Amt&gt;",
            "minZoom": 0,
            "maxZoom": 16,
            "consent": "Yes?" if language == "en" else "Ja?",
        }


# --- Who hears of an import


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
