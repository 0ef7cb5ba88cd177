"""Areas are called in the language of the page; a search knows them by the names of both."""

import pytest
from django.utils.translation import override

from regions.names import full_name, localized_designation, spellings


@pytest.mark.parametrize(
    ("area", "german", "english"),
    [
        (("state", "Sachsen", "Freistaat"), "Sachsen", "Saxony"),
        (("state", "Brandenburg", "Land"), "Brandenburg", "Brandenburg"),
        (("district", "Leipzig", "Landkreis"), "Landkreis Leipzig", "district of Leipzig"),
        (("district", "Leipzig", "Kreisfreie Stadt"), "Leipzig", "Leipzig"),
        (("district", "Saalekreis", "Landkreis"), "Saalekreis", "Saalekreis"),
        (
            ("district", "Altmarkkreis Salzwedel", "Landkreis"),
            "Altmarkkreis Salzwedel",
            "Altmarkkreis Salzwedel",
        ),
        (("district", "Ilm-Kreis", "Landkreis"), "Ilm-Kreis", "Ilm-Kreis"),
        (("municipality", "Sachsen", "Gemeinde"), "Sachsen", "Sachsen"),
    ],
)
def test_an_area_is_called_as_the_page_speaks(area, german, english):
    for language, name in {"de": german, "en": english}.items():
        with override(language):
            assert full_name(*area) == name
            assert set(spellings(*area)) == {german, english}


def test_a_designation_is_translated_as_far_as_english_has_a_word():
    with override("en"):
        assert [localized_designation(name) for name in ("Landkreis", "Regionalverband")] == [
            "district",
            "Regionalverband",
        ]
    with override("de"):
        assert localized_designation("Landkreis") == "Landkreis"
