"""Numbers as they are typed and shown in forms of the administration, in both languages."""

from decimal import Decimal

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _

from formats.figure_fields import DecimalFigureField, WholeFigureField
from formats.figures import format_figure

READ = [
    # (typed, German, English); None: refused
    ("46200", "46200", "46200"),
    ("46200.00", "46200", "46200"),
    ("46.200", "46200", None),
    ("46,200", None, "46200"),
    ("20.000", "20000", None),
    ("20,000", None, "20000"),
    ("1.234", "1234", None),
    ("-46.200", "-46200", None),
    ("46.20", "46.2", "46.2"),
    ("46.200,5", "46200.5", "46200.5"),
    ("46,200.5", "46200.5", "46200.5"),
    ("1.234.567", "1234567", "1234567"),
    ("1,234,567", "1234567", "1234567"),
    ("1.234.000,50", "1234000.5", "1234000.5"),
    ("46 200", "46200", "46200"),
    ("46\u00a0200", "46200", "46200"),
    ("46\u202f200,50", "46200.5", "46200.5"),
    ("12,5", "12.5", "12.5"),
    ("12.5", "12.5", "12.5"),
    ("0.25", "0.25", "0.25"),
    ("0,250", "0.25", "0.25"),
    ("0.125", None, None),
    (" 7 ", "7", "7"),
    ("-3", "-3", "-3"),
    ("−3,5", "-3.5", "-3.5"),
    ("–3,5", "-3.5", "-3.5"),
    ("1.2.3", None, None),
    ("1,2,3", None, None),
    ("1.23.456", None, None),
    ("12,", None, None),
    (",5", None, None),
    ("12,5 ha", None, None),
    ("1e3", None, None),
    ("NaN", None, None),
    ("٣", None, None),
    ("zwölf", None, None),
    ("--3", None, None),
]
WHOLE = [
    ("1998", 1998, 1998),
    ("46.200", 46_200, None),
    ("46,200", None, 46_200),
    ("20.000", 20_000, None),
    ("20,000", None, 20_000),
    ("1.000", 1000, None),
    ("1,000", None, 1000),
    ("1.234", 1234, None),
    ("1.234.567", 1_234_567, 1_234_567),
    ("46 200", 46_200, 46_200),
    ("12,5", None, None),
    ("12.5", None, None),
    ("0.125", None, None),
]
TWO_PLACES = {"decimal_places": 2}


@pytest.fixture(params=["de", "en"])
def language(request):
    with translation.override(request.param):
        yield request.param


def meaning(field, typed):
    """None: refused."""
    try:
        return field.clean(typed)
    except forms.ValidationError:
        return None


@pytest.mark.parametrize(("typed", "german", "english"), READ)
def test_a_typed_number_is_read_as_the_language_writes_it(typed, german, english, language):
    meant = german if language == "de" else english
    assert meaning(DecimalFigureField(**TWO_PLACES), typed) == (meant and Decimal(meant))


@pytest.mark.parametrize(("typed", "german", "english"), WHOLE)
def test_a_typed_whole_number_is_read_as_the_language_writes_it(typed, german, english, language):
    assert meaning(WholeFigureField(), typed) == (german if language == "de" else english)


@pytest.mark.parametrize("places", [3, None])
def test_three_digits_are_a_fraction_where_the_field_has_room_for_them(places, language):
    fraction, thousands = ("46,200", "46.200") if language == "de" else ("46.200", "46,200")
    field = DecimalFigureField(decimal_places=places)
    assert (field.clean(fraction), field.clean(thousands)) == (Decimal("46.2"), 46_200)
    assert field.clean("0,125") == field.clean("0.125") == Decimal("0.125")


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        (Decimal("46200.00"), "46.200", "46,200"),
        (Decimal("12.50"), "12,5", "12.5"),
        (Decimal("7000.00"), "7.000", "7,000"),
        (Decimal("1250000.25"), "1.250.000,25", "1,250,000.25"),
        (Decimal("0.00"), "0", "0"),
        (Decimal("-3.5"), "-3,5", "-3.5"),
        (Decimal("-46200"), "-46.200", "-46,200"),
        (1998, "1998", "1998"),
        (9999, "9999", "9999"),
        (10_000, "10.000", "10,000"),
    ],
)
def test_a_number_is_shown_as_the_language_writes_it_and_read_back_as_it_was(value, german, english):
    for language, spelt in (("de", german), ("en", english)):
        with translation.override(language):
            assert format_figure(value) == spelt
            assert DecimalFigureField(**TWO_PLACES).clean(spelt) == value
            assert not DecimalFigureField(**TWO_PLACES).has_changed(value, spelt)


@pytest.mark.parametrize("value", [7, 1998, 10_000, 1_234_567])
def test_a_whole_number_is_read_back_as_it_is_shown(value, language):
    field = WholeFigureField()
    assert field.clean(field.prepare_value(value)) == value
    assert not field.has_changed(value, field.prepare_value(value))


def test_what_was_typed_wrongly_comes_back_as_it_was_typed():
    assert DecimalFigureField().prepare_value("1.2.3") == "1.2.3"


def test_a_whole_number_has_no_fraction():
    with translation.override("en"), pytest.raises(forms.ValidationError, match="whole number"):
        WholeFigureField().clean("12,5")
    assert WholeFigureField().clean("46.200") == 46_200


@pytest.mark.parametrize(
    ("field", "example"),
    [(DecimalFigureField(), "12.5 or 46,200"), (WholeFigureField(), "46,200")],
    ids=["any", "whole"],
)
def test_what_cannot_be_read_is_answered_with_an_example_that_can(field, example):
    with translation.override("en"), pytest.raises(forms.ValidationError) as refused:
        field.clean("zwölf")
    assert refused.value.messages == [f"“zwölf” cannot be read for certain. Type the number as in {example}."]


@pytest.mark.parametrize(
    "field", [DecimalFigureField(**TWO_PLACES), WholeFigureField()], ids=["any", "whole"]
)
@pytest.mark.parametrize(
    ("typed", "in_german", "in_english"),
    [
        ("20{}000", ("20.000", "20"), ("20,000", "20")),
        ("-20{}000", ("-20.000", "-20"), ("-20,000", "-20")),
        ("1{}000", ("1.000", "1"), ("1,000", "1")),
    ],
)
def test_a_refusal_of_three_digits_shows_both_readings_and_each_can_be_typed(
    field, typed, in_german, in_english, language
):
    typed, readings = (typed.format(","), in_german) if language == "de" else (typed.format("."), in_english)
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(typed)
    asked = {"typed": typed, "thousands": readings[0], "fraction": readings[1]}
    words = _("“%(typed)s” can be read in two ways. Do you mean %(thousands)s or %(fraction)s?")
    assert refused.value.messages == [words % asked]
    thousands, fraction = (field.clean(reading) for reading in readings)
    assert thousands == 1000 * fraction


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (DecimalFigureField(**TWO_PLACES), "46.251"),
        (WholeFigureField(), "46.251"),
        (WholeFigureField(), "46.200"),
    ],
)
def test_a_fraction_that_the_field_cannot_take_is_not_offered(field, typed):
    with translation.override("en"), pytest.raises(forms.ValidationError) as refused:
        field.clean(typed)
    thousands = typed.replace(".", ",")
    assert refused.value.messages == [
        f"“{typed}” cannot be read for certain. If you mean {thousands}, type it so: "
        "three decimal places are not possible here."
    ]


def test_every_form_of_the_administration_reads_them():
    shown = {models.DecimalField: DecimalFigureField, models.PositiveIntegerField: WholeFigureField}
    seen = set()
    for model_admin in admin.site._registry.values():
        for one in (model_admin, *(inline(model_admin.model, admin.site) for inline in model_admin.inlines)):
            for column in one.model._meta.fields:
                if (
                    type(column) in shown
                    and column.editable
                    and apps.is_installed(one.model._meta.app_config.name)
                ):
                    field = one.formfield_for_dbfield(column, None)
                    assert isinstance(field, shown[type(column)]), column
                    seen.add(column.name)
    assert {"area", "price_m2", "population", "train_length_max"} <= seen
