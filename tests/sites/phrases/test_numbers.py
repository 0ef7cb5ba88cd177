"""What is read of a figure where it stands: its ends, its unit, and how many words it takes."""

import pytest

from sites.search.phrases.number_words import words_to_digits
from sites.search.phrases.numbers import figure_at
from sites.search.phrases.tokens import tokenise

FIGURES = """
ab 5.000 m²            | from 5000 m2, marked             | 3
bis 35 €/m²            | to 35 eur/m2, marked             | 5
ca 5 ha                | 5 ha                             | 3
5                      | 5                                | 1
5.000                  | 5000, marked                     | 1
5-10 ha                | from 5 to 10 ha, marked          | 4
10-5 ha                | from 5 to 10 ha, marked          | 4
5 ha-10 ha             | from 5 to 10 ha, marked          | 5
bis 5 ha-10 ha         | from 5 to 10 ha, marked          | 6
5 ha bis 10 m          | 5 ha                             | 2
zwischen 5 und 10 ha   | from 5 to 10 ha, marked          | 5
5 und 10 ha            | 5                                | 1
5 ha max               | to 5 ha, marked                  | 3
5 ha max. 35 €         | 5 ha                             | 2
20.000 m² oder mehr    | from 20000 m2, marked            | 4
5 mindestens           | from 5, marked                   | 2
500 T€                 | 500000 eur                       | 3
500 TEUR               | 500000 eur                       | 2
1,5 Mio Euro           | 1500000 eur                      | 3
1m sqm                 | 1000000 m2                       | 3
€1.5m                  | 1500000 eur                      | 3
€ 35 psm               | 35 eur/m2                        | 3
5 Tsd m²               | 5000 m2                          | 3
2-3 Tsd m²             | from 2000 to 3000 m2, marked     | 5
2.000 € im Monat       | 2000 eur, monthly, marked        | 4
24.000 € im Jahr       | 2000 eur, monthly, marked        | 4
12-24 €/m² pro Jahr    | from 1 to 2 eur/m2, monthly, marked | 8
12 x 24 m              | 12 m, product, each 24           | 4
24 x 12 m              | 12 m, product, each 12           | 4
2 x 20 t               | 2 t, product, each 20            | 4
10x Rampe              | 10                               | 2
5 to Kran              | 5 t                              | 2
5 to 10 t              | from 5 to 10 t, marked           | 4
999 to                 | 999 t                            | 2
1000 to                | 1000                             | 1
3-5 m                  | from 3 to 5 m, marked            | 4
zwei bis drei Hektar   | from 2 to 3 ha, marked           | 4
ein bis zwei Hektar    | from 1 to 2 ha, marked           | 4
zwei bis dreitausend m² | from 2000 to 3000 m2, marked    | 4
drei- bis vierhundert m² | from 300 to 400 m2, marked   | 4
zwei bis dreihunderttausend m² | from 200000 to 300000 m2, marked | 4
fünf bis zweihundert m² | from 5 to 200 m2, marked        | 4
zwischen hundert und tausend m² | from 100 to 1000 m2, marked | 5
twenty-five acres      | 25 acre                          | 2
one hundred and fifty acres | 150 acre                    | 2
one hundred and fifty thousand sqm | 150000 m2            | 3
five hundred thousand sqm | 500000 m2                     | 4
two thousand five hundred sqm | 2500 m2                   | 2
two thousand € a month | 2000 eur, monthly                | 5
two and a half hectares | 2.5 ha                          | 2
5 and a half ha        | 5.5 ha                           | 2
einer Million Euro     | 1000000 eur                      | 3
twenty five-acre       | 20                               | 1
.5 ha                  | 0.5 ha                           | 2
40' hoch               | 40 ft                            | 2
5'000 m²               | 5000 m2, marked                  | 2
20-30.000 m²           | from 20000 to 30000 m2, marked   | 4
2 bis 3.500 m²         | from 2000 to 3500 m2, marked     | 4
2-3.000.000 €          | from 2000000 to 3000000 eur, marked | 4
800-1.000 m²           | from 800 to 1000 m2, marked      | 4
1-1.000 m²             | from 1 to 1000 m2, marked        | 4
5 m² bis 10.000 m²     | from 5 to 10000 m2, marked       | 5
5-10.125 ha            | from 5 to 10125 ha, marked       | 4
5,5-10.000 m²          | from 5.5 to 10000 m2, marked     | 4
2 Tsd-30.000 m²        | from 2000 to 30000 m2, marked    | 5
ein Hektar             | 1 ha                             | 2
eineinhalb Hektar      | 1.5 ha                           | 2
halber Hektar          | 0.5 ha                           | 2
ein Gleis              | none
-5 °C                  | none
minus 5 °C             | none
24/7                   | none
1.2.3 m                | none
"""


def lines():
    for line in FIGURES.strip().splitlines():
        phrase, said, *words = (part.strip() for part in line.split("|"))
        yield phrase, said, int(words[0]) if words else None


def told(figure):
    ends = [("from ", figure.low), ("to ", figure.high), ("", figure.bare)]
    parts = [f"{word}{number.normalize():f}" for word, number in ends if number is not None]
    words = [" ".join([*parts, *([figure.unit] if figure.unit else [])])]
    words += [name for name in ("monthly", "product", "marked") if getattr(figure, f"is_{name}")]
    return ", ".join([*words, *([f"each {figure.each}"] if figure.each else [])])


@pytest.mark.parametrize(("phrase", "said", "words"), list(lines()))
def test_a_figure_is_read_with_its_ends_and_its_unit(phrase, said, words):
    found = figure_at(words_to_digits(tokenise(phrase)), 0)
    assert (told(found[0]) if found else "none") == said
    assert (found and found[1]) == words


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("zwei", 2),
        ("zwölf", 12),
        ("zweihundert", 200),
        ("dreihundertzehn", 310),
        ("zweitausend", 2000),
        ("zweitausendfünfhundert", 2500),
        ("zwanzigtausend", 20_000),
        ("hunderttausend", 100_000),
        ("zweihundertfünfzigtausend", 250_000),
        ("tausendzwei", 1002),
        ("tausendfünfhundert", 1500),
        ("achtzehn", 18),
        ("sechzig", 60),
        ("fünfundzwanzig", 25),
        ("einundzwanzig", 21),
        ("hundertfünfzig", 150),
        ("hundertundfünfzig", 150),
        ("zweieinhalb", 2.5),
        ("fünfundzwanzigtausend", 25_000),
        ("dreihundertfünfundsiebzig", 375),
        ("zehnundzwanzig", None),
        ("fünfundzwölf", None),
        ("grundfünfzig", None),
        ("zweitausendhalle", None),
        ("xtausend", None),
        ("halle", None),
    ],
)
def test_numbers_in_words_are_added_up(word, number):
    (token, _unit) = words_to_digits(tokenise(f"{word} m²"))
    assert (token.raw if token.kind == "number" else None) == (None if number is None else str(number))
