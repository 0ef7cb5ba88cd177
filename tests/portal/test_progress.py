"""The line in the terminal that shows how far a long work is."""

from io import StringIO

from django.core.management.base import OutputWrapper

from portal.demo.progress import ProgressLine


class Terminal(StringIO):
    def isatty(self):
        return True


def test_the_line_is_written_anew_only_where_it_would_differ_and_goes_at_the_end():
    terminal = Terminal()
    progress = ProgressLine(OutputWrapper(terminal))
    progress.clear()
    assert terminal.getvalue() == ""
    for done in (10, 11, 20):
        progress("Areas", done, 1000)
    progress("Spaces", 500, 1000)
    progress.clear()
    assert terminal.getvalue().split("\r\033[K") == [
        "",
        f"  {' ' * 24}   1 %  Areas",
        f"  {' ' * 24}   2 %  Areas",
        f"  {'█' * 12}{' ' * 12}  50 %  Spaces",
        "",
    ]


def test_where_nobody_watches_nothing_is_written():
    file = StringIO()
    progress = ProgressLine(OutputWrapper(file))
    progress("Areas", 1, 2)
    progress.clear()
    assert file.getvalue() == ""
