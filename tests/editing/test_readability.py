"""German texts, measured by counting."""

import pytest

from editing.readability import Readability, split_sentences

EASY = "Wir bauen ein Haus. Es ist groß. Der Hof ist hell. Da steht ein Baum. " * 3
HARD = (
    "Die verkehrsinfrastrukturelle Anbindung des Gewerbegebietes gewährleistet aufgrund unmittelbarer Nachbarschaft "
    "zur Bundesautobahn überdurchschnittliche Erreichbarkeitsvorteile für logistikintensive Unternehmen, deren "
    "Wertschöpfungsprozesse auf kontinuierliche Anlieferungsmöglichkeiten angewiesen sind, sowie für alle weiteren "
    "Interessentinnen und Interessenten der Region."
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ein Satz. Noch einer! Und noch einer?", 3),
        ("Das kostet ca. 5 Euro, z. B. am 1. Mai in St. Gangloff.", 1),
        ("Bis zu 12.000 m² sind frei.", 1),
        ("<h2>Lage</h2><p>Am Fluss. Im Tal</p><ul><li>Bahn</li><li>Hafen</li></ul>", 5),
        ("Er sagte: „Wir kommen.“ Dann ging er.", 2),
        ("Ab Mai 2027 gilt § 3 Abs. 2 der Satzung. (Siehe dort.) Danach nicht.", 3),
        ("", 0),
        ("<p></p>", 0),
    ],
)
def test_sentences_end_where_a_reader_would_breathe(text, count):
    assert len(list(split_sentences(text))) == count


def test_the_figure_is_that_of_the_formula():
    """12 words in 2 sentences; 4 of more than six letters, the same of three syllables, 6 of one: 9.27."""
    text = "Die Halle liegt am Hafen. Lastwagen erreichen die Autobahn in fünf Minuten. " * 3
    by_hand = 0.1935 * 100 / 3 + 0.1672 * 6 + 0.1297 * 100 / 3 - 0.0327 * 50 - 0.875
    assert Readability(text).school_year == pytest.approx(by_hand)
    assert by_hand == pytest.approx(9.27, abs=0.01)


def test_the_figure_stays_within_its_scale():
    assert Readability(EASY).school_year == 4
    assert Readability(HARD).school_year == 15


def test_a_sentence_is_long_from_its_twenty_first_word():
    twenty = "Wort " * 19 + "Ende."
    assert Readability(twenty).long_sentences == []
    assert Readability(f"Ein {twenty}").long_sentences == [f"Ein {twenty}"]


def test_long_sentences_are_named_the_longest_first():
    longer = "Und " + HARD
    assert Readability(f"{HARD} {EASY} {longer}").long_sentences == [longer, HARD]
