"""Templates are read by people: few of their lines are long."""

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
