"""What was sent is written into the form it belongs to, and nowhere else."""

import pytest

from portal.server.form_refill import refill_html_form

LINK = '<form method="get"><input name="q" value="alt"></form>'


def form(*fields):
    return f'<p>Ä\n</p>{LINK}\n<form method="post">{"".join(fields)}</form>'


def page(*fields, typed):
    html = refill_html_form(form(*fields), typed)
    assert html.startswith(f"<p>Ä\n</p>{LINK}\n")
    return html


def test_a_text_and_a_text_area_say_what_was_typed_escaped():
    typed = [["title", '"><b>&'], ["comment", "Zeile 1\n</textarea><b>"]]
    html = page(
        '<input name="title" value="x" required>', '<textarea name="comment">alt</textarea>', typed=typed
    )
    assert 'value="&quot;&gt;&lt;b&gt;&amp;"' in html
    assert ">Zeile 1\n&lt;/textarea&gt;&lt;b&gt;</textarea>" in html
    assert " required" in html


def test_choices_are_as_they_were_chosen():
    html = page(
        '<input type="checkbox" name="row" value="1" checked>',
        '<input type="checkbox" name="row" value="2">',
        '<input type="radio" name="take" value="mine" checked><input type="radio" name="take" value="theirs">',
        '<select name="action"><option value="" selected>–</option><option value="publish">P</option></select>',
        typed=[["row", "2"], ["take", "theirs"], ["action", "publish"]],
    )
    assert '<input type="checkbox" name="row" value="1">' in html
    assert '<input type="checkbox" name="row" value="2" checked="">' in html
    assert '<input type="radio" name="take" value="theirs" checked="">' in html
    assert '<option value="publish" selected="">' in html
    assert html.count("checked") == 2
    assert html.count("selected") == 1


def test_fields_of_one_name_take_their_values_in_their_order():
    html = page('<input name="a"><input name="a"><input name="a">', typed=[["a", "1"], ["a", "2"]])
    assert html.endswith('<input name="a" value="1"><input name="a" value="2"><input name="a"></form>')


def test_what_is_hidden_stays_as_it_was_sent():
    html = page(
        '<input type="hidden" name="opened" value="neu">',
        '<input name="title">',
        typed=[["opened", "alt"], ["title", "T"]],
    )
    assert '<input type="hidden" name="opened" value="alt"><input name="title" value="T">' in html


@pytest.mark.parametrize(
    "field",
    [
        '<input name="fixed" value="neu" disabled>',
        '<input type="password" name="fixed">',
        '<input type="submit" name="fixed" value="neu">',
    ],
)
def test_a_field_that_nobody_can_fill_in_is_no_place_for_what_was_sent(field):
    assert refill_html_form(form(field, '<input name="title">'), [["fixed", "alt"], ["title", "T"]]) is None


def test_the_form_that_has_all_the_names_is_the_one():
    other = '<form method="post"><input name="days"></form>'
    html = refill_html_form(
        other + form('<input name="days"><input name="note">'), [["days", "7"], ["note", "n"]]
    )
    assert html.startswith(other)
    assert 'name="note" value="n"' in html


def test_what_two_forms_share_out_has_no_place():
    both = '<form method="post"><input name="days"></form><form method="post"><input name="note"></form>'
    assert refill_html_form(both, [["days", "7"], ["note", "n"]]) is None


def test_of_forms_with_nothing_but_buttons_none_is_written_to():
    html = '<form method="post"><input type="hidden" name="row" value="1"></form>'
    assert refill_html_form(html, [["row", "2"]]) == html


def test_a_page_without_such_a_form_is_not_filled_in():
    assert refill_html_form(LINK, [["q", "neu"]]) is None
    assert refill_html_form("", [["q", "neu"]]) is None


def test_options_of_a_list_without_a_select_are_no_fields():
    html = form('<input name="title" list="words"><datalist id="words"><option value="alt"></datalist>')
    assert 'value="neu"' in refill_html_form(html, [["title", "neu"]])
