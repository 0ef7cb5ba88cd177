"""What an operator types after a command reaches what does the work."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from regions.models import Area

SQUARE = [[[12.3, 51.3], [12.4, 51.3], [12.4, 51.4], [12.3, 51.3]]]


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "imported"), [(["--dry-run"], 0), ([], 1)])
def test_a_dry_run_of_an_import_writes_nothing(tmp_path, typed, imported):
    file = tmp_path / "areas.geojson"
    properties = {"AGS": "14713000", "GEN": "Leipzig", "BEZ": "Stadt", "GF": 4}
    leipzig = {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": SQUARE},
    }
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [leipzig]}))
    call_command("import_areas", str(file), *typed)
    assert Area.objects.count() == imported


@pytest.mark.parametrize("typed", [[], ["a.pbf", "--remove"]])
def test_a_map_is_made_of_something_or_removed(typed):
    with pytest.raises(CommandError, match="say --remove"):
        call_command("install_basemap", *typed)
