"""What an import tells of itself."""

import pytest
from django.utils.translation import override

from importing.reports import Report


@pytest.mark.parametrize(("dry_run", "begins"), [(True, "Dry run, nothing written. 2 new"), (False, "2 new")])
def test_a_summary_counts_each_kind_and_says_when_nothing_was_written(dry_run, begins):
    report = Report(dry_run, ["a", "b"], ["c"], ["d", "e", "f"], 4, ["g"] * 5, ["note"])
    with override("en"):
        assert report.summary.startswith(begins)
        assert report.summary.endswith("2 new, 1 changed, 4 unchanged, 3 removed, 5 refused.")


@pytest.mark.parametrize(
    ("report", "writes"),
    [
        (Report(), False),
        (Report(unchanged=3, refused=["x"], notes=["x"]), False),
        (Report(created=["x"]), True),
        (Report(changed=["x"]), True),
        (Report(removed=["x"]), True),
    ],
)
def test_new_changed_and_removed_rows_are_written(report, writes):
    assert report.writes is writes
