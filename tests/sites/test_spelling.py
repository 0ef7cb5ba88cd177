"""Which words are read as misspelt ones, and which are left alone."""

import pytest

from sites.search.spelling import corrections, is_inflected

PLACES = {"leipzig": "Leipzig", "chemnitz": "Chemnitz", "altenburg": "Altenburg", "gotha": "Gotha"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(
            ("leipzg", "Leipzig"),
            ("liepzig", "Leipzig"),
            ("chemintz", "Chemnitz"),
            ("altenbrug", "Altenburg"),
        ),
        *(("grundstuek", "Grundstück"), ("lagerhale", "Lagerhalle"), ("gleisanschlus", "Gleisanschluss")),
        *(("warehosue", "warehouse"), ("logisitcs", "logistics"), ("industiral", "industrial")),
    ],
)
def test_what_is_misspelt_is_read_as_meant(typed, meant):
    assert corrections({typed}, PLACES) == {typed: meant}


@pytest.mark.parametrize(
    "word",
    [
        "leipzig",
        "halle",
        "gleis",
        "hale",
        "tor",
        "dach",
        "handel",
        "messe",
        "kantine",
        "labor",
        "garten",
        "solaranlage",
        "photovoltaik",
        "wohnhaus",
        "sporthalle",
        "turnhalle",
        "reithalle",
        "kaufhaus",
        "autohaus",
        "tankstelle",
        "baumarkt",
        "supermarkt",
        "hotel",
        "pharma",
        "chemie",
        "batterie",
        "halbleiter",
        "automobil",
        "zulieferer",
        "provisionsfrei",
        "repraesentativ",
        "suedlich",
        "noerdlich",
        "straenge",
        "office",
        "school",
        "church",
        "garage",
        "harbour",
        "winter",
        "summer",
        "solar",
        "battery",
        "semiconductor",
        "food",
        "beverage",
        "customs",
        "bonded",
        "hazardous",
        "tenant",
        "landlord",
        "agent",
        "broker",
        "riverside",
        "village",
        "castle",
        "quarry",
    ],
)
def test_a_right_word_of_another_kind_is_left_alone(word):
    assert corrections({word}, PLACES) == {}


def test_an_ending_is_no_mistake():
    assert is_inflected("grundstuecken", "grundstueck")
    assert is_inflected("altlastenfreies", "altlastenfrei")
    assert not is_inflected("grundstuek", "grundstueck")
