"""What an import tells of itself."""

import pytest
from django.utils.translation import override

from importing.reports import HEADINGS, MOST_TOLD, Report, sections_of


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


@pytest.mark.parametrize(("count", "more"), [(1, 0), (MOST_TOLD, 0), (MOST_TOLD + 1, 1)])
def test_no_more_sentences_are_told_than_anybody_reads(count, more):
    (section,) = sections_of({"refused": ["x"] * count, "created": []})
    assert (len(section.sentences), section.more) == (count - more, more)
    with override("en"):
        assert (str(section.heading), section.rest) == ("Refused", f"… and {more} more." if more else "")


def test_what_needs_somebody_comes_first():
    told = {kind: [kind] for kind in ("created", "removed", "changed", "notes", "refused")}
    assert [section.kind for section in sections_of(told)] == list(HEADINGS)
    assert list(HEADINGS) == ["refused", "notes", "changed", "removed", "created"]
