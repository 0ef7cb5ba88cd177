"""Tables of facts are put together by hand: what a fact says is escaped, and what it does not say has no element."""

from sites.pool.presentation import DisplayFact
from sites.templatetags.facts import facts_table, key_fact_rows


def test_a_row_says_what_its_fact_says_and_an_empty_fact_has_none():
    facts = [
        DisplayFact("Leer", ""),
        DisplayFact("Höhe", "9 <m>", explanation="Bis <Binder>.", note="licht"),
        DisplayFact("Text", "Words", language="en"),
    ]
    assert facts_table("Größe & Preis", facts).split("\n") == [
        '<table class="facts">',
        "<caption>Größe &amp; Preis</caption>",
        "<tbody>",
        "<tr>",
        '<th scope="row" abbr="Höhe"><details class="explain"><summary>Höhe</summary><p>Bis &lt;Binder&gt;.</p>'
        "</details></th>",
        "<td>9 &lt;m&gt; <small>licht</small></td>",
        "</tr>",
        "<tr>",
        '<th scope="row">Text</th>',
        '<td lang="en">Words</td>',
        "</tr>",
        "</tbody>",
        "</table>",
        "",
    ]


def test_key_figures_are_escaped_and_have_a_note_where_there_is_one():
    rows = key_fact_rows([DisplayFact("Preis <b>", "35 €/m²", "netto & kalt"), DisplayFact("Fläche", "5 ha")])
    assert "<dt>Preis &lt;b&gt;</dt><dd>35 €/m² <small>netto &amp; kalt</small></dd>" in rows
    assert "<dt>Fläche</dt><dd>5 ha</dd>" in rows
