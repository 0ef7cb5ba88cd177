"""Templates are read by people: few of their lines are long."""

import re
import subprocess

from django.conf import settings

SCRIPT = settings.BASE_DIR / "scripts" / "lint-templates"


def lint(*arguments):
    return subprocess.run([SCRIPT, *arguments], capture_output=True, text=True)  # noqa: S603


def test_few_lines_of_our_templates_are_long():
    done = lint()
    assert done.returncode == 0, done.stdout


def test_a_long_line_too_many_is_named(tmp_path):
    mail = tmp_path / "news" / "templates" / "news" / "mail.txt"
    mail.parent.mkdir(parents=True)
    mail.write_text("Good day,\n" + "x" * 161 + "\n" + "y" * 160 + "\n")
    done = lint(tmp_path)
    assert done.returncode == 1
    assert "news/templates/news/mail.txt:2: 161 characters" in done.stdout
    assert "mail.txt:3" not in done.stdout


def test_what_hangs_on_the_blanks_before_a_line_stands_in_no_template():
    """They are dropped (portal.template_loading), and the text of a translation is looked up without them."""
    untrimmed = re.compile(
        r"{% blocktranslate(?![^%]* trimmed)[^%]*%}(?:(?!{% endblocktranslate).)*\n", re.DOTALL
    )
    drawn = re.compile(r"<pre[ >](?:(?!</pre>).)*\n", re.DOTALL)
    assert untrimmed.search("{% blocktranslate with a=b %}One\n two{% endblocktranslate %}")
    assert drawn.search("<pre>\n  1\n</pre>")
    pages = [*settings.BASE_DIR.glob("templates/**/*.html")]
    assert len(pages) > 100
    assert [
        page for page in pages if untrimmed.search(page.read_text()) or drawn.search(page.read_text())
    ] == []
