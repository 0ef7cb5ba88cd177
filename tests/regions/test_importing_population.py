from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult

from importing.models import ImportRun
from regions.importing import ImportFault, import_areas, import_population
from regions.importing import population as importing
from regions.models import Area
from sites.tasks import count_all_inhabitants
from tests.factories.regions import AreaFactory
from tests.regions.test_importing import feature

pytestmark = pytest.mark.django_db

CENSUS = "Zensus 2022, dl-de/by-2-0"


@pytest.fixture
def leipzig():
    return AreaFactory(key="14713000", kind="municipality", name="Leipzig")


@pytest.fixture
def table(tmp_path):
    def write(*lines, header="ars,ags,population"):
        path = tmp_path / "census.csv"
        path.write_text("\n".join([header, *lines]), encoding="utf-8")
        return path

    return write


def told(area):
    area.refresh_from_db()
    return area.population, area.population_as_of, area.population_source


def test_inhabitants_come_with_their_day_and_source(leipzig, table):
    file = table("147130000000,14713000,601866")
    report = import_population(file, source=CENSUS, as_of="15.05.2022")
    assert told(leipzig) == (601_866, date(2022, 5, 15), CENSUS)
    assert report.changed == ["Leipzig (14713000): – → 601.866"]
    again = import_population(file, source=CENSUS, as_of="2022-05-15")
    assert (again.changed, again.unchanged, again.writes) == ([], 1, False)


def test_a_row_may_name_its_own_day_and_source(leipzig, table):
    file = table("14713000;601.866;2022-05-15;Amt", header="AGS;Einwohner;as_of;source")
    import_population(file, source="else")
    assert told(leipzig) == (601_866, date(2022, 5, 15), "Amt")


@pytest.mark.parametrize("key", ["14713000", "147130000000", " 14713000 "])
def test_areas_are_known_by_either_official_key(leipzig, table, key):
    import_population(table(f"{key},7", header="key,population"), source=CENSUS)
    assert told(leipzig) == (7, None, CENSUS)


def test_a_leading_zero_that_a_spreadsheet_took_is_put_back(table):
    kiel = AreaFactory(key="01002000", kind="municipality", name="Kiel")
    import_population(table("1002000,249132", header="ags,population"), source=CENSUS)
    assert told(kiel)[0] == 249_132


def test_districts_have_inhabitants_too(table):
    district = AreaFactory(key="14730", kind="district", name="Nordsachsen")
    report = import_population(table("14730,197673", header="ags,population"), source=CENSUS)
    assert told(district)[0] == 197_673
    assert report.notes == []


def test_what_the_file_and_the_portal_do_not_share_is_told(leipzig, table):
    AreaFactory(key="14730070", kind="municipality", name="Delitzsch")
    report = import_population(table(",14713000,601866", ",01001000,95015"), source=CENSUS)
    assert report.notes == [
        "Eine Zeile gehört zu einem Gebiet, das dieses Portal nicht hat.",
        "Eine Gemeinde steht nicht in der Datei und behält, was sie hatte: Delitzsch",
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (",147,5", "Der amtliche Schlüssel hat 5 Stellen"),
        (",14713000,", "Die Einwohner müssen eine ganze Zahl sein"),
        (",14713000,-5", "Die Einwohner müssen eine ganze Zahl sein"),
        (",14713000,1.5", "Die Einwohner müssen eine ganze Zahl sein"),
        (",14713000,9999999999", "Die Einwohner müssen eine ganze Zahl sein"),
        ("147130000000,,7", "Dasselbe wie Zeile 2"),
    ],
)
def test_a_row_that_is_unfit_is_refused_with_its_line(leipzig, table, line, fault):
    [refused] = import_population(table(",14713000,601866", line), source=CENSUS).refused
    assert refused.startswith("Zeile 3")
    assert fault in refused
    assert told(leipzig)[0] == 601_866


@pytest.mark.parametrize(
    ("header", "lines"),
    [("place,population", ["Leipzig,5"]), ("ags,place", ["14713000,Leipzig"]), ("ags,population", []),
     ("ags,population", ["01001000,5"])],
)  # fmt: skip
def test_a_file_that_cannot_be_meant_is_refused_whole(leipzig, table, header, lines):
    with pytest.raises(ImportFault):
        import_population(table(*lines, header=header), source=CENSUS)
    assert told(leipzig)[0] is None


def test_a_dry_run_writes_nothing_and_names_what_would_change(leipzig, table, capsys):
    file = str(table(",14713000,601866"))
    call_command("import_population", file, "--source", CENSUS, "--dry-run")
    assert "Leipzig (14713000): – → 601.866" in capsys.readouterr().out
    assert told(leipzig)[0] is None
    call_command("import_population", file, "--source", CENSUS, "--as-of", "2022-05-15")
    assert told(leipzig)[2] == CENSUS
    assert ImportRun.objects.get().kind == "regions.area"


def test_a_day_that_is_none_is_told(leipzig, table):
    with pytest.raises(CommandError, match="Datum"):
        call_command("import_population", str(table(",14713000,5")), "--source", CENSUS, "--as-of", "May")


def test_who_changes_areas_meanwhile_is_not_overwritten(leipzig, table, monkeypatch):
    def slowly(*arguments):
        changed = compared(*arguments)
        Area.objects.update(population=1)
        return changed

    compared = importing._compare
    monkeypatch.setattr(importing, "_compare", slowly)
    with pytest.raises(ImportFault):
        import_population(table(",14713000,601866"), source=CENSUS)
    assert told(leipzig)[0] == 1


def test_figures_without_a_source_are_refused_and_it_is_asked_for(leipzig, table):
    file = str(table("14713000,5,", header="ags,population,source"))
    with pytest.raises(CommandError, match="--source"):
        call_command("import_population", file)
    assert told(leipzig)[0] is None


def test_areas_bring_inhabitants_with_day_and_source():
    told_so = {"population": 5, "population_as_of": "2022-05-15", "population_source": CENSUS}
    import_areas([feature(**told_so)])
    assert told(Area.objects.get()) == (5, date(2022, 5, 15), CENSUS)
    import_areas([feature(population=6)])
    assert told(Area.objects.get()) == (6, None, "")


def test_the_same_figure_again_keeps_the_day_and_source_that_the_file_does_not_name(leipzig, table):
    import_areas([feature(key="14713000", population=5)])
    import_population(table("14713000,5", header="ags,population"), source=CENSUS, as_of="2022-05-15")
    report = import_areas([feature(key="14713000", population=5)])
    assert told(leipzig) == (5, date(2022, 5, 15), CENSUS)
    assert not report.writes
    import_areas([feature(key="14713000", population=5, population_source="Amt")])
    assert told(leipzig) == (5, None, "Amt")


def counts_asked_for():
    return DBTaskResult.objects.filter(task_path=count_all_inhabitants.module_path).count()


@pytest.mark.django_db(transaction=True)
def test_an_import_has_spaces_counted_once(table):
    import_areas([feature(key="14713000", population=5), feature(key="14730070", population=7)])
    assert counts_asked_for() == 1
    import_areas([feature(key="14713000", population=6), feature(key="14730070", population=8)])
    assert counts_asked_for() == 2
    import_population(table("14713000,9", header="ags,population"), source=CENSUS)
    assert counts_asked_for() == 3


def test_null_takes_away_what_was_known():
    import_areas([feature(population=5, label_rank=1, population_source=CENSUS)])
    import_areas([feature()])
    assert told(Area.objects.get())[0] == 5
    import_areas([feature(population=None, label_rank=None)])
    assert told(Area.objects.get()) == (None, None, "")
    assert Area.objects.get().label_rank is None


def test_a_day_of_inhabitants_that_is_none_is_refused():
    with pytest.raises(ImportFault):
        import_areas([feature(population=5, population_as_of="soon")])
