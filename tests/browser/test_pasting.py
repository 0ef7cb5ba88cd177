"""What is pasted into a text from Word, LibreOffice, Google Docs or a page is what is stored and shown."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from news.models import Article
from tests.browser.unsaved import save
from tests.browser.writing import open_text, stored
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory

PASTED = Path(__file__).parent / "pasted"
COPY = """html => {
  addEventListener("copy", event => {
    event.preventDefault();
    event.clipboardData.setData("text/html", html);
    event.clipboardData.setData("text/plain", "as plain text");
  }, { once: true, capture: true });
  document.execCommand("copy");
}"""

WORD = """
<h2>Ein Werkhof</h2>
<h2>Raum für kleine Betriebe</h2>
<p>Die Stadt hat die Halle <strong>vermessen</strong>, das Dach <em>gedichtet</em> und 10 % der Höfe entsiegelt. Mehr im
 <a href="https://www.example.org/programm">Programm</a> und in der Ablage.</p>
<h3>Wer sich bewerben kann</h3>
<ul><li><p>Handwerk und Reparatur</p><ul><li><p>auch <strong>Fahrräder</strong></p></li></ul></li>
<li><p>Prüf- und Messtechnik</p></li></ul>
<p>So geht es:</p>
<ol data-type="decimal"><li><p>Formular ausfüllen</p></li><li><p>Bis 31. Januar senden</p></li></ol>
<p>Halle | Fläche<br>Halle 3 | 120 m²</p>
<blockquote><p>„Arbeit im Viertel.“</p></blockquote>
"""
LIBREOFFICE = """
<h2>Anreise</h2>
<p>Mit der <strong>S-Bahn</strong>, Linie 3.</p>
<ol data-type="decimal"><li><p>Leipzig Hbf</p></li><li><p>Plagwitz</p>
<ul><li><p>Ausgang <em>Nord</em></p></li></ul></li></ol>
<h3>Hinweis</h3>
<p>Gleis 7<br>ab 8 Uhr</p>
"""
GOOGLE = """
<h2>Markttag</h2>
<p>Am <strong>Freitag</strong><em> ab acht</em>, siehe <a href="https://www.example.org/markt">Plan</a></p>
<ul><li><p>Obst</p><ul><li><p>Äpfel</p></li></ul></li></ul>
"""


@pytest.fixture
def page(empty_site, logged_in):
    return logged_in(UserFactory(name="Erika Muster", region_staff=True))


@pytest.fixture
def article(empty_site):
    return ArticleFactory(body_de="<p>Ein Satz.</p>")


def paste(page, text, html):
    text.press("Control+a")
    text.press("Delete")
    page.evaluate(COPY, html)
    text.press("Control+v")


@pytest.mark.parametrize(
    ("program", "expected"), [("word", WORD), ("libreoffice", LIBREOFFICE), ("google", GOOGLE)]
)
def test_what_is_pasted_is_what_is_stored_and_shown(page, article, program, expected):
    text = open_text(page, article)
    paste(page, text, (PASTED / f"{program}.html").read_text())
    expected = expected.replace("\n", "")
    assert stored(page).replace("&nbsp;", " ") == expected
    save(page)
    assert Article.objects.get().body_de.replace("&nbsp;", " ") == expected
    page.goto(article.get_absolute_url())
    shown = page.locator(".prose").evaluate("prose => prose.innerHTML")
    assert shown.strip().replace("&nbsp;", " ") == expected


def test_pictures_and_tables_that_paste_does_not_keep_are_told_of(page, article):
    text = open_text(page, article)
    note = page.locator(".text-note").first
    expect(note).to_have_text("")
    paste(page, text, (PASTED / "word.html").read_text())
    expect(note).to_contain_text("Bilder werden mit einem Text nicht eingefügt.")
    expect(note).to_contain_text("Aus einer Tabelle wurden Zeilen")
    paste(page, text, "<p>Nur <b>Text</b></p>")
    assert stored(page) == "<p>Nur <strong>Text</strong></p>"
    expect(note).to_have_text("")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p onclick='x()'>A<script>alert(1)</script></p><style>p{color:red}</style>", "<p>A</p>"),
        ('<a href="javascript:alert(1)">A</a>', "<p>A</p>"),
        ("<h1>A</h1><h2>B</h2><h4>C</h4>", "<h2>A</h2><h3>B</h3><h3>C</h3>"),
        ("<table><tr><td><p>A</p><p>B</p></td></tr></table>", "<p>A</p><p>B</p>"),
        ("<table><tr><td><p>A</p><p>B</p><td>C<tr><th>D<br>E<td></table>", "<p>A B | C<br>D E |</p>"),
        (
            "".join(
                f'<div class="ListContainerWrapper SCXW1"><ul class="BulletListStyle1"><li aria-level="{level}" '
                f'data-listid="1"><p class="Paragraph"><span class="TextRun" style="font-size:11pt">{word}</span></p>'
                "</li></ul></div>"
                for level, word in ((1, "A"), (2, "B"), (2, "C"), (1, "D"))
            ),
            "<ul><li><p>A</p><ul><li><p>B</p></li><li><p>C</p></li></ul></li><li><p>D</p></li></ul>",
        ),
        ("<div>A</div><div>B<br></div>", "<p>A</p><p>B</p>"),
        (
            "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>3.</span>C</p>"
            "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>4.</span>D</p><p>E</p>",
            '<ol data-type="decimal" start="3"><li><p>C</p></li><li><p>D</p></li></ol><p>E</p>',
        ),
    ],
)
def test_what_the_page_would_not_keep_is_not_pasted(page, article, html, expected):
    text = open_text(page, article)
    paste(page, text, html)
    assert stored(page) == expected
