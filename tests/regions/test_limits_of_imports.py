"""What single functions of the imports take and refuse, at their very limits; no file and no database."""

from types import SimpleNamespace as Given

import pytest
from django.contrib.gis.geos import LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon

from importing.reports import ImportFault, Report
from regions.crs import STORAGE_SRID
from regions.importing import areas, landmarks, postcodes, rows
from regions.importing.rows import RowFault
from regions.models import Landmark

HERE = Point(4_480_000, 3_140_000, srid=STORAGE_SRID)


def refuses(function, *args):
    """What it says, or "" where it takes it."""
    try:
        function(*args)
    except (areas.GeoJSONError, RowFault, ImportFault) as fault:
        return str(fault) or "refused"
    return ""


@pytest.mark.parametrize(
    ("number", "is_taken"),
    [(0, True), (2**31 - 1, True), (2**31, False), (-1, False), (1.0, False), (True, False), ("1", False)],
)
def test_a_number_is_whole_and_fits(number, is_taken):
    assert bool(refuses(areas._whole, "population", number)) is not is_taken


@pytest.mark.parametrize(
    ("rate", "is_taken"), [(0, True), (98.9, True), (99, False), (-0.1, False), ("5", False), (True, False)]
)
def test_a_rate_is_a_number_below_99(rate, is_taken):
    assert bool(refuses(areas._percentage, "tax", rate)) is not is_taken


def test_a_center_is_a_point_and_a_text_is_text():
    assert areas._point(HERE).equals_exact(HERE)
    assert refuses(areas._point, LineString((0, 0), (1, 1), srid=STORAGE_SRID))
    assert [areas._text({"GEN": name}, "GEN") for name in ("Ort", 7, None)] == ["Ort", "", ""]


@pytest.mark.parametrize(
    ("key", "is_taken"),
    [("14", True), ("14730", True), ("14730230", True), ("147", False), ("١٤", False), ("1a", False)],
)
def test_a_key_has_two_five_or_eight_digits_of_ours(key, is_taken):
    feature = {"geometry": {"type": "Polygon", "coordinates": [[[12, 51], [13, 51], [13, 52], [12, 51]]]}}
    said = refuses(areas._row_of, {"AGS": key, "GEN": "Ort"}, feature, Given(repaired=[]))
    assert bool(said) is not is_taken


def test_an_area_differs_by_its_fields_its_shapes_and_by_shapes_it_lacks():
    one, other = MultiPolygon(Polygon.from_bbox((0, 0, 9, 9))), MultiPolygon(Polygon.from_bbox((0, 0, 9, 8)))
    area = Given(name="Ort", boundary=one, outline=None, center=HERE)
    assert not areas._differs(area, {"name": "Ort", "boundary": one.clone(), "center": HERE.clone()})
    for row in ({"name": "Stadt"}, {"boundary": other}, {"outline": one}, {"center": Point(1, 1)}):
        assert areas._differs(area, {"name": "Ort"} | row)


def test_faults_are_shown_up_to_a_number_and_the_rest_is_counted(monkeypatch):
    monkeypatch.setattr(areas, "MOST_FAULTS_SHOWN", 2)
    features = [{"properties": {"AGS": "x"}}] * 3
    said = {
        count: refuses(areas._rows_of, features[:count], None, Given(), None).splitlines() for count in (2, 3)
    }
    assert [len(lines) for lines in said.values()] == [2, 3]
    assert "1" in said[3][-1]
    assert "…" in said[3][-1]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (("airport", "LEJ", "A"), ("airport", "l e j", "B"), True),
        (("airport", "", "A"), ("airport", "", "a"), True),
        (("airport", "", "A"), ("airport", "", "B"), False),
        (("airport", "LEJ", "A"), ("station", "LEJ", "A"), False),
        (("motorway_junction", "A 9", "X"), ("motorway_junction", "A9", "x"), True),
        (("motorway_junction", "A 9", "X"), ("motorway_junction", "A 9", "Y"), False),
        (("federal_road", "B 2", "X"), ("federal_road", "B 2", "Y"), False),
    ],
)
def test_landmarks_are_the_same_by_code_those_of_roads_by_name_too(one, other, is_same):
    assert (landmarks.identity(*one) == landmarks.identity(*other)) is is_same


def known(code="A 9", metres=100, precision=500, course=None, kind="motorway_junction", name="old"):
    place = Point(HERE.x + metres, HERE.y, srid=STORAGE_SRID)
    return Landmark(kind=kind, code=code, name=name, location=place, course=course, precision_m=precision)


LINE = MultiLineString(LineString((0, 0), (1, 1)))


@pytest.mark.parametrize(
    ("rough", "values", "is_replaced"),
    [
        (known(), {}, True),
        (known(precision=51), {}, False),  # lies farther off than it may
        (known(metres=500), {}, True),
        (known(metres=501), {}, False),
        (known(precision=None, metres=landmarks.ROUGH_M), {}, True),
        (known(precision=None, metres=landmarks.ROUGH_M + 1), {}, False),
        (known(precision=50, metres=10), {}, False),  # no less precise
        (known(precision=51, metres=10), {}, True),
        (known(), {"precision_m": None}, False),
        (known(), {"course": LINE}, False),
        (known(course=LINE), {}, False),
        (known(code="A 14"), {}, False),
        (known(kind="federal_road"), {}, False),
    ],
)
def test_what_is_measured_takes_the_place_of_what_is_known_roughly_and_near(rough, values, is_replaced):
    taken = {"location": HERE, "course": None, "precision_m": 50} | values
    new = landmarks.identity("motorway_junction", "A 9", "new")
    found = landmarks.in_place_of_rougher({new: taken}, [rough])
    old = landmarks.identity(rough.kind, rough.code, rough.name)
    assert list(found) == [old if is_replaced else new]


def test_without_a_code_nothing_takes_anothers_place():
    rough = known(code="", kind="motorway_junction")
    key = landmarks.identity("motorway_junction", "", "new")
    taken = {key: {"location": HERE, "course": None, "precision_m": 50}}
    assert list(landmarks.in_place_of_rougher(taken, [rough])) == [key]


def test_one_known_roughly_is_replaced_once_and_by_the_file_s_own_never():
    rough, keys = (
        known(),
        [landmarks.identity("motorway_junction", "A 9", name) for name in ("n1", "n2", "old")],
    )
    values = {"location": HERE, "course": None, "precision_m": 50}
    assert set(landmarks.in_place_of_rougher(dict.fromkeys(keys[:2], values), [rough])) == {keys[2], keys[1]}
    assert set(landmarks.in_place_of_rougher(dict.fromkeys(keys, values), [rough])) == set(keys)


@pytest.fixture
def anywhere(monkeypatch):
    """Every place lies in the region, and is stored as it is."""
    for module in (landmarks, postcodes):
        monkeypatch.setattr(module, "shape_of", lambda record: record.shape)


@pytest.mark.parametrize(
    ("fields", "is_taken"),
    [
        ({"name": "n" * 120}, True),
        ({"name": "n" * 121}, False),
        ({"name": ""}, False),
        ({"code": "c" * 20}, True),
        ({"code": "c" * 21}, False),
        ({"kind": ""}, False),
        ({"kind": "Flughafen"}, True),
        ({"kind": "castle"}, False),
        ({"precision_m": "123456"}, True),
        ({"precision_m": "50.0"}, True),
        ({"precision_m": "50.5"}, False),
        ({"precision_m": "1234567"}, False),
        ({"precision_m": "٥"}, False),
        ({"as_of": "1.2.2026"}, True),
        ({"as_of": "2026-02-01"}, True),
        ({"as_of": "2026-02-30"}, False),
        ({"as_of": "31.2.2026"}, False),
        ({"as_of": "1026-02-01"}, False),
    ],
)
def test_a_row_of_a_landmark_is_taken_up_to_its_limits(anywhere, fields, is_taken):
    record = Given(fields={"kind": "airport", "name": "Name"} | fields, shape=HERE)
    assert bool(refuses(landmarks._row_of, record, {})) is not is_taken


def test_a_row_without_a_kind_has_that_of_the_command(anywhere):
    values = landmarks._row_of(Given(fields={"name": "N"}, shape=HERE), {"kind": "airport"})[1]
    assert values["kind"] == "airport"
    own = landmarks._row_of(Given(fields={"name": "N", "kind": "station"}, shape=HERE), {"kind": "airport"})[
        1
    ]
    assert own["kind"] == "station"


WAY = LineString((0, 0), (0, 100), srid=STORAGE_SRID)


@pytest.mark.parametrize(
    ("shape", "kind", "place"),
    [
        (HERE, "airport", HERE.coords),
        (MultiPoint(HERE, srid=STORAGE_SRID), "airport", HERE.coords),
        (MultiPoint(HERE, Point(1, 1), srid=STORAGE_SRID), "airport", None),
        (Polygon.from_bbox((0, 0, 1, 1)), "federal_road", None),
        (WAY, "airport", None),
        (WAY, "federal_road", (0, 50)),
        (MultiLineString(LineString((9, 9), (9, 10)), WAY, srid=STORAGE_SRID), "federal_road", (0, 50)),
    ],
)
def test_a_landmark_is_a_point_and_of_a_federal_road_the_middle_of_its_longest_part(
    anywhere, shape, kind, place
):
    if place is None:
        assert refuses(landmarks._places, Given(shape=shape), kind)
        return
    found = landmarks._places(Given(shape=shape), kind)
    assert found["location"].coords == pytest.approx(place)
    assert found["location"].srid == STORAGE_SRID
    assert bool(found["course"]) is (kind == "federal_road")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"code": "04109"}, "04109"),
        ({"plz": "4109"}, "04109"),
        ({"postcode": "04109", "code": ""}, "04109"),
        ({"code": "0410"}, "00410"),
        ({"code": "041090"}, None),
        ({"code": "410"}, None),
        ({"code": "٠٤١٠٩"}, None),
        ({}, None),
    ],
)
def test_a_postcode_has_five_digits_and_gets_back_its_zero(anywhere, fields, code):
    record = Given(fields=fields, shape=HERE)
    if code is None:
        assert refuses(postcodes._row_of, record, "file")
    else:
        assert postcodes._row_of(record, "file")[0] == code


def test_a_postcode_needs_a_point_and_keeps_what_fits_of_its_words(anywhere):
    assert refuses(postcodes._row_of, Given(fields={"code": "04109"}, shape=WAY), "file")
    long = {"code": "04109", "name": "n" * 200, "source": "s" * 300}
    values = postcodes._row_of(Given(fields=long, shape=HERE), "file")[1]
    assert (len(values["name"]), len(values["source"])) == (120, 255)
    values = postcodes._row_of(Given(fields={"code": "04109"}, shape=HERE), "file")[1]
    assert values == {"code": "04109", "location": HERE, "source": "file"}


@pytest.mark.parametrize(
    ("x", "y", "said"),
    [
        (51.5, 12.5, "vertauscht"),
        (51.5, 30, "weit"),
        (30, 12.5, "weit"),
        (2, 51.5, "weit"),
        (12.5, 80, "weit"),
    ],
)
def test_swapped_numbers_are_told_from_a_place_far_away(monkeypatch, x, y, said):
    monkeypatch.setattr(rows, "region_extent", lambda: (11, 50, 14, 53))
    assert said in refuses(rows.shape_of, Given(fault="", shape=Point(x, y, srid=4326)))


@pytest.mark.parametrize(
    ("old", "new", "is_same"),
    [
        (HERE, Point(HERE.x + 0.009, HERE.y), True),
        (HERE, Point(HERE.x + 0.011, HERE.y), False),
        (HERE, None, False),
        (None, HERE, False),
        ("a", "a", True),
        ("a", "b", False),
    ],
)
def test_a_place_is_the_same_within_a_centimetre(old, new, is_same):
    assert rows._same(old, new) is is_same


def test_rows_that_come_twice_are_refused_with_the_line_they_repeat():
    records = [Given(number=number, fields={"code": code}) for number, code in ((2, "a"), (3, "b"), (4, "a"))]
    report, heard = Report(), []
    taken = rows.take_rows(
        records,
        lambda record: (record.fields["code"], record.number),
        lambda record: "",
        report,
        lambda *told: heard.append(told),
    )
    assert taken == {"a": 2, "b": 3}
    assert len(report.refused) == 1
    assert "4 (?)" in report.refused[0]
    assert "2" in report.refused[0].partition(":")[2]
    assert heard == [(1, 3), (2, 3), (3, 3)]
    assert refuses(rows.take_rows, [], None, None, report)
