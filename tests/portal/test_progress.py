"""The line in the terminal that shows how far a long work is."""

from io import StringIO

import pytest
from django.core.management.base import OutputWrapper

from portal.demo.progress import ProgressLine


class Terminal(StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("done", "total", "line"),
    [
        (0, 8, f"  {' ' * 24}   0 %  Pictures"),
        (1, 8, f"  {'█' * 3}{' ' * 21}  12 %  Pictures"),
        (8, 8, f"  {'█' * 24} 100 %  Pictures"),
        (0, 0, f"  {' ' * 24}   0 %  Pictures"),
    ],
)
def test_the_line_tells_the_step_its_percent_and_a_bar(done, total, line):
    terminal = Terminal()
    ProgressLine(OutputWrapper(terminal))("Pictures", done, total)
    assert terminal.getvalue() == f"\r\033[K{line}"


def test_the_line_is_written_anew_only_where_it_would_differ_and_goes_at_the_end():
    terminal = Terminal()
    progress = ProgressLine(OutputWrapper(terminal))
    progress.clear()
    assert terminal.getvalue() == ""
    for done in (10, 11, 20):
        progress("Areas", done, 1000)
    progress("Spaces", 20, 1000)
    progress.clear()
    assert [line[-14:].strip() for line in terminal.getvalue().split("\r\033[K")] == [
        "",
        "1 %  Areas",
        "2 %  Areas",
        "2 %  Spaces",
        "",
    ]


def test_where_nobody_watches_nothing_is_written():
    file = StringIO()
    progress = ProgressLine(OutputWrapper(file))
    progress("Areas", 1, 2)
    progress.clear()
    assert file.getvalue() == ""
