"""Old addresses of a former site, from tables as people make them."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from importing.reports import ImportFault
from publishing.models import Redirect
from publishing.redirect_import import MAX_ROWS, import_redirects
from tests.factories.news import ArticleFactory
from tests.factories.publishing import RedirectFactory
from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.django_db


def table(*lines, head="old;new"):
    return "\n".join([head, *lines]).encode()


def stored():
    return dict(Redirect.objects.values_list("old_path", "new_path"))


def refusal(line, *more):
    """What is said of one line, which must be the only one refused."""
    report = import_redirects(table(line, *more))
    (sentence,) = report.refused
    return sentence


def test_each_line_becomes_a_redirect_in_one_spelling():
    space = SpaceFactory()
    report = import_redirects(
        table(
            "/alt/seite.html;/aktuelles/",
            "http://testserver/index.php?id=12&L=0;/projekte/",
            f"/flaeche.php?nr=7;/flaechenpool/{space.number}/",
            f"/en/site.php?nr=7;/en/space-pool/{space.number}/",
            "/weg.html;410",
            "/%C3%BCber-uns#team;/kontakt/#team",
            "/fl%E4chen;http://127.0.0.1:8000/flaechenpool/?kind=hall",
        )
    )
    assert report.refused == []
    assert len(report.created) == 7
    assert stored() == {
        "/alt/seite.html": "/aktuelles/",
        "/index.php?L=0&id=12": "/projekte/",
        "/flaeche.php?nr=7": f"/flaechenpool/{space.number}/",
        "/en/site.php?nr=7": f"/en/space-pool/{space.number}/",
        "/weg.html": "",
        "/über-uns": "/kontakt/#team",
        "/fl%E4chen": "/flaechenpool/?kind=hall",
    }
    assert set(Redirect.objects.values_list("origin", flat=True)) == {"imported"}


def test_the_same_file_again_changes_nothing():
    content = table("/alt/;/aktuelles/", "/a/;/projekte/#x", "/b/;/projekte/", "/weg/;410")
    import_redirects(content)
    before = list(Redirect.objects.values())
    report = import_redirects(content)
    assert (report.created, report.changed, report.unchanged) == ([], [], 4)
    assert list(Redirect.objects.values()) == before


def test_a_dry_run_says_the_same_and_writes_nothing():
    RedirectFactory(old_path="/alt/", new_path="/projekte/")
    content = table("/alt/;/aktuelles/", "/neu-hier/;/aktuelles/", "/x/;/nirgends/")
    dry = import_redirects(content, dry_run=True)
    assert stored() == {"/alt/": "/projekte/"}
    real = import_redirects(content)
    assert (dry.created, dry.changed, dry.refused) == (real.created, real.changed, real.refused)
    assert dry.changed == ["/alt/ → /aktuelles/ (bisher /projekte/)"]


def test_what_was_counted_outlives_a_change():
    RedirectFactory(old_path="/alt/", new_path="/projekte/", days_used=3)
    import_redirects(table("/alt/;/aktuelles/"))
    assert Redirect.objects.get().days_used == 3


# Files as they come


@pytest.mark.parametrize(
    "content",
    [
        "old;new\n/über/;/aktuelles/".encode(),
        "old;new\n/über/;/aktuelles/".encode("utf-8-sig"),
        "old;new\n/über/;/aktuelles/".encode("cp1252"),
        "old\tnew\n/über/\t/aktuelles/".encode("utf-16"),
        "old,new\r\n/über/,/aktuelles/\r\n".encode(),
        '"Neue Adresse";"Alte Adresse"\n"/aktuelles/";"/über/"'.encode(),
        "old;new\n\n/über/;/aktuelles/;von Hand".encode(),
    ],
    ids=["utf-8", "mark", "windows", "utf-16", "comma", "german names", "more columns"],
)
def test_encodings_and_dividers_are_found_out(content):
    report = import_redirects(content)
    assert not report.notes
    assert stored()["/über/"] == "/aktuelles/"


@pytest.mark.parametrize(
    ("line", "head", "old"),
    [
        ("/liste,12,5.html;/aktuelles/", "old;new", "/liste,12,5.html"),
        ("/seite;jsessionid=1,/aktuelles/", "old,new", "/seite;jsessionid=1"),
        ('"/a;b,c",/aktuelles/', "old,new", "/a;b,c"),
    ],
)
def test_commas_and_semicolons_in_addresses_divide_nothing(line, head, old):
    import_redirects(table(line, head=head))
    assert stored() == {old: "/aktuelles/"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "ersten Zeile"),
        (b"/alt/;/aktuelles/", "ersten Zeile"),
        (b"old;new\n\n", "keine Zeilen"),
        (b"name;ort\nHalle;Leipzig", "ersten Zeile"),
        (b"\xff\xfe\x00", "kein Text"),
        (b"old;new\n/\xfc/;/aktuelles/\n/\x81/;/aktuelles/", "kein Text"),
        (b"PK\x03\x04\x00\x00\x00", "ersten Zeile"),
        (b'old;new\n"/a/;/b/', "lässt sich nicht lesen"),
        (b"old;new\n" + b"/a;/b\n" * (MAX_ROWS + 1), "20000"),
    ],
    ids=[
        "empty",
        "no heading",
        "heading only",
        "other columns",
        "half a character",
        "no code page",
        "a spreadsheet",
        "open quote",
        "too long",
    ],
)
def test_a_file_that_is_none_gets_one_clear_sentence(content, said):
    with pytest.raises(ImportFault, match=said):
        import_redirects(content)
    assert not stored()


# Lines that make no sense


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (";/aktuelles/", "Die Adresse fehlt"),
        ("/alt/;", "Die neue Adresse fehlt. Schreiben Sie 410 für das, was es endgültig nicht mehr gibt"),
        ("alt.html;/aktuelles/", "ist keine Adresse"),
        ("/alt/;aktuelles", "ist keine Adresse"),
        ("/alt/;//evil.example/", "ist keine Adresse"),
        ("/alt/;javascript:alert(1)", "ist keine Adresse"),
        ("ftp://testserver/a;/aktuelles/", "ist keine Adresse"),
        ("http://[x/;/aktuelles/", "ist keine Adresse"),
        ("/a\\b;/aktuelles/", "Rückstrich"),
        ("http://www.fremd.example/alt/;/aktuelles/", "bitten Sie die Betreiber des Portals"),
        ("/alt/;https://www.fremd.example/", "nur zu Servern, die seine Betreiber erlaubt haben"),
        ("/alt/;/gibt-es-nicht/", "keine Seite"),
        ("/alt/;/aktuelles/gibt-es-nicht/", "keine Seite"),
        ("/alt/;/aktuelles/kategorie/gibt-es-nicht/", "keine Seite"),
        ("/alt/;/flaechenpool/hallen/99999-x/", "keine Seite"),
        ("/alt/;/flaechenpool/99999/", "keine Seite"),
        ("/alt/;1042", "ist keine Adresse"),
        ("/alt/;/alt/", "sind gleich"),
        ("/alt/?b=1&a=2;/alt/?a=2&b=1#x", "selbst eine alte Adresse"),
        ("/" + "x" * 600 + ";/aktuelles/", "länger als 500"),
        ("/alt/;/aktuelles/?q=" + "x" * 600, "länger als 500"),
    ],
)
def test_a_bad_line_is_named_with_its_number_and_the_others_are_taken(line, said):
    sentence = refusal("/gut/;/aktuelles/", line)
    assert sentence.startswith("Zeile 3 (")
    assert said in sentence
    assert stored() == {"/gut/": "/aktuelles/"}


def test_an_old_address_that_comes_twice_names_the_first_line():
    report = import_redirects(table("/alt/?a=1&b=2;/aktuelles/", "", "/alt/?b=2&a=1;/projekte/"))
    (sentence,) = report.refused
    assert sentence.startswith("Zeile 4 (")
    assert "Zeile 2" in sentence
    assert stored() == {"/alt/?a=1&b=2": "/aktuelles/"}


def test_a_line_that_is_refused_stands_in_nobody_s_way():
    report = import_redirects(table("/alt/;", "/neu/;/neu/", "/alt/;/aktuelles/", "/neu/;/projekte/"))
    assert [sentence.partition(" (")[0] for sentence in report.refused] == ["Zeile 2", "Zeile 3"]
    assert stored() == {"/alt/": "/aktuelles/", "/neu/": "/projekte/"}


# What leads to an old address


def test_a_line_that_leads_to_an_old_address_is_refused_with_the_way_out():
    RedirectFactory(old_path="/b/", new_path="/projekte/")
    report = import_redirects(table("/a/;/b/", "/c/;/d/", "/d/;/aktuelles/"))
    first, second = report.refused
    assert first.startswith("Zeile 2 (/a/)")
    assert "„/b/“ ist selbst eine alte Adresse." in first
    assert second.startswith("Zeile 3 (/c/)")
    assert stored() == {"/b/": "/projekte/", "/d/": "/aktuelles/"}


def test_the_former_address_of_a_page_is_an_old_one():
    article = ArticleFactory(slug="eins")
    article.slug = "zwei"
    article.save()
    assert "selbst eine alte Adresse" in refusal("/alt.html;/aktuelles/eins/")


def test_a_circle_is_refused_line_by_line():
    report = import_redirects(table("/gut/;/aktuelles/", "/a/;/b/", "/b/;/c/", "/c/;/a/"))
    assert [sentence.split(" (")[0] for sentence in report.refused] == ["Zeile 3", "Zeile 4", "Zeile 5"]
    assert stored() == {"/gut/": "/aktuelles/"}


def test_what_leads_to_a_refused_line_is_refused_too():
    report = import_redirects(table("/a/;/b/", "/b/;/c/", "/c/;/nirgends/"))
    assert [sentence.split(" (")[0] for sentence in report.refused] == ["Zeile 2", "Zeile 3", "Zeile 4"]
    assert not stored()


def test_an_old_way_back_is_dropped_when_the_page_answers_again():
    """/aktuelles/ had been away once: what led from it to the old page would now lead nowhere."""
    Redirect.objects.create(old_path="/aktuelles/", new_path="/alt/")
    import_redirects(table("/alt/;/aktuelles/"))
    assert stored() == {"/alt/": "/aktuelles/"}


def test_a_redirect_that_waits_behind_a_page_stays_when_others_lead_to_that_page():
    RedirectFactory(old_path="/projekte/", new_path="/aktuelles/", days_used=3)
    import_redirects(table("/d/;/projekte/"))
    assert stored() == {"/projekte/": "/aktuelles/", "/d/": "/projekte/"}


# What is no fault, but worth a word


def test_what_may_surprise_is_said():
    draft = ArticleFactory(slug="entwurf", draft=True)
    gone = ArticleFactory(slug="weg")
    gone.workflow_state = "withdrawn"
    gone.save()
    report = import_redirects(
        table(
            f"/a/;{draft.get_absolute_url()}",
            "/b/;/aktuelles/weg/",
            "/projekte/;/aktuelles/",
            "/d/;/aktuelles/",
        )
    )
    assert report.refused == []
    first, second, third = report.notes
    assert "Zeile 2" in first
    assert "noch nicht veröffentlicht" in first
    assert "von der Website genommen" in second
    assert "geht der Weiterleitung vor" in third


def test_a_table_of_thousands_costs_no_query_a_line(django_assert_max_num_queries):
    lines = [f"/alt/{number}.html;/aktuelles/" for number in range(3000)]
    with django_assert_max_num_queries(40):
        import_redirects(table(*lines))
    assert Redirect.objects.count() == 3000


# The command


def test_the_command_reports_lines_and_writes(tmp_path, capsys):
    file = tmp_path / "alt.csv"
    file.write_bytes(table("/alt/;/aktuelles/", "/x/;/nirgends/"))
    call_command("import_redirects", file, "--dry-run")
    assert "/alt/ → /aktuelles/" in capsys.readouterr().out
    assert not stored()
    call_command("import_redirects", file)
    said = capsys.readouterr().out
    assert "Zeile 3" in said
    assert "1 neu" in said
    assert stored() == {"/alt/": "/aktuelles/"}


@pytest.mark.parametrize("content", [None, b""])
def test_the_command_fails_with_a_sentence(tmp_path, content):
    file = tmp_path / "alt.csv"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CommandError):
        call_command("import_redirects", file)
