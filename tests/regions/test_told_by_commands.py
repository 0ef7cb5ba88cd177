"""What commands about regions and roads say, draw and take away."""

from types import SimpleNamespace as Given

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from importing.reports import Report, tell_report
from regions.importing.population import PopulationReport
from regions.management.commands import install_basemap
from regions.management.progress import BAR_WIDTH, bar_on
from regions.models import Postcode
from roads.management.commands import install_roads
from tests.factories.regions import LandmarkFactory

# --- How far it is


class Stream:
    def __init__(self, is_terminal=True):
        self.is_terminal, self.written = is_terminal, []

    def isatty(self):
        return self.is_terminal

    def write(self, text, ending="\n"):
        self.written.append(text + ending)


def test_a_bar_grows_from_nothing_to_the_end_where_somebody_watches():
    stream = Stream()
    show = bar_on(stream)
    for done in (0, 1, 2, 4):
        show(done, 4)
    quarter = BAR_WIDTH // 4
    assert stream.written == [
        f"\r{'█' * quarter * done}{'░' * quarter * (4 - done)} {done}/4{'\n' if done == 4 else ''}"
        for done in (0, 1, 2, 4)
    ]
    assert bar_on(Stream(is_terminal=False)) is None


def test_a_bar_is_drawn_again_only_when_it_has_grown():
    stream = Stream()
    show = bar_on(stream)
    for done in range(1, 1001):
        show(done, 1000)
    assert len(stream.written) == BAR_WIDTH + 1


# --- What was done


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("with_names", [True, False])
def test_a_report_names_rows_on_demand_and_always_what_needs_somebody(with_names):
    told = []
    command = Given(
        stdout=Given(write=told.append),
        style=Given(WARNING=lambda text: f"! {text}", SUCCESS=lambda text: f"= {text}"),
    )
    report = Report(False, ["a"], ["b"], ["c"], 4, ["Line 3: no."], ["Look."])
    tell_report(command, report, with_names=with_names)
    names = ["New: a", "Changed: b", "Removed: c"] if with_names else []
    summary = "= 1 new, 1 changed, 4 unchanged, 1 removed, 1 refused."
    assert told == [*names, "Look.", "! Line 3: no.", summary]


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("count", "names"), [(1, "Ort 0"), (5, "Ort 0, Ort 1, Ort 2, Ort 3, Ort 4"), (6, "Ort 4, …")]
)
def test_of_the_municipalities_that_a_file_lacks_five_are_named(count, names):
    report = PopulationReport(missing=[f"Ort {at}" for at in range(count)])
    report.tell_what_differs()
    [note] = report.notes
    assert note.startswith(f"{count} municipalit")
    assert note.endswith(names)


@pytest.fixture
def postcodes(db, tmp_path):
    location = LandmarkFactory().location
    Postcode.objects.create(code="04159", name="Leipzig", location=location, source="Before")

    def take(*lines, **options):
        file = tmp_path / "codes.csv"
        file.write_text("\n".join(["plz,lat,lon", *lines]))
        call_command("import_postcodes", str(file), **options)
        return dict(Postcode.objects.values_list("code", "source"))

    return take


def test_postcodes_that_a_file_lacks_go_on_demand_alone_and_never_beside_a_fault(postcodes, capsys):
    assert postcodes("04109,51.34,12.37") == {"04109": "codes.csv", "04159": "Before"}
    assert "Neu:" not in capsys.readouterr().out
    assert set(postcodes("04109,51.34,12.37", "x,51.34,12.37", remove_missing=True)) == {"04109", "04159"}
    assert postcodes("04109,51.34,12.37", remove_missing=True, source="Survey", verbosity=2) == {
        "04109": "Survey"
    }
    told = capsys.readouterr().out
    assert "Geändert: 04109" in told
    assert "Entfernt: 04159 Leipzig" in told


# --- Maps and roads


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "made"
    made.write_bytes(b"x" * 2_400_000)
    return made


@pytest.mark.parametrize(("day", "said"), [("2026-11-28", "2026-11-28"), ("", "no day known")])
def test_who_installs_roads_reads_what_is_in_use_from_now_on(monkeypatch, capsys, file, day, said):
    data = Given(
        version="abc", engine="3.5.1", file=file, attribution="© Mappers", licence="ODbL 1.0", day=day
    )
    taken = []
    monkeypatch.setattr(install_roads, "make_roads", lambda *given: taken.append(given[0]) or data)
    call_command("install_roads", "a.osm.pbf", "b.osm.pbf")
    assert taken == [["a.osm.pbf", "b.osm.pbf"]]
    assert capsys.readouterr().out.splitlines() == [
        "The road graph abc is in use from now on.",
        "  2.4 MB, built by pyvalhalla 3.5.1",
        f"  © Mappers, ODbL 1.0, {said}",
        "  Driving times follow in the background; manage.py refresh_driving_times tells how far.",
    ]


@pytest.mark.parametrize(("layers", "tells_of_junctions"), [(("junction",), True), (("place",), False)])
def test_who_installs_a_map_reads_what_is_shown_from_now_on(
    monkeypatch, capsys, file, layers, tells_of_junctions
):
    tiles = Given(
        version="abc",
        path=file,
        min_zoom=4,
        max_zoom=14,
        attribution="© Mappers",
        licence="",
        day="",
        layers=layers,
    )
    taken = []
    monkeypatch.setattr(install_basemap, "make_basemap", lambda *given: taken.append(given[:2]) or tiles)
    call_command(
        "install_basemap", "a.osm.pbf", attribution=" © Mappers ", licence=" ODbL ", day="2026-11-28"
    )
    [(sources, told)] = taken
    assert (sources, told.attribution, told.licence, told.day) == (
        ["a.osm.pbf"], "© Mappers", "ODbL", "2026-11-28",
    )  # fmt: skip
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "The map abc is shown from now on.",
        "  zooms 4 to 14, 2 MB",
        "  © Mappers, no day known",
    ]
    assert ("write_junctions" in "".join(lines[3:])) is tells_of_junctions


@pytest.mark.parametrize("day", ["28.11.2026", "2999-01-01", "2026-13-01"])
def test_a_map_is_of_a_day_of_the_past(day):
    with pytest.raises(CommandError, match="must be one of the past"):
        call_command("install_basemap", "a.osm.pbf", day=day)
