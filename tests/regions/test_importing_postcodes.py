"""Postcodes that a file lacks."""

import pytest
from django.core.management import call_command

from regions.models import Postcode
from tests.factories.regions import LandmarkFactory


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
