"""Numbers as they are typed and shown in forms of the administration, in both languages."""

from decimal import Decimal

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.utils import translation

from publishing.figure_fields import DecimalFigureField, WholeFigureField
from publishing.figures import spell_figure

READ = [
    # (typed, German, English); None: refused
    ("46200", "46200", "46200"),
    ("46200.00", "46200", "46200"),
    ("46.200", "46200", "46.2"),
    ("46,200", "46.2", "46200"),
    ("46.200,5", "46200.5", "46200.5"),
    ("46,200.5", "46200.5", "46200.5"),
    ("1.234.567", "1234567", "1234567"),
    ("1,234,567", "1234567", "1234567"),
    ("46 200", "46200", "46200"),
    ("46\u00a0200", "46200", "46200"),
    ("46\u202f200,50", "46200.5", "46200.5"),
    ("12,5", "12.5", "12.5"),
    ("12.5", "12.5", "12.5"),
    ("0.125", "0.125", "0.125"),
    ("0,125", "0.125", "0.125"),
    (" 7 ", "7", "7"),
    ("-3", "-3", "-3"),
    ("−3,5", "-3.5", "-3.5"),
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


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(("typed", "german", "english"), READ)
def test_a_typed_number_is_read_as_the_language_writes_it(typed, german, english, language):
    meant = german if language == "de" else english
    field = DecimalFigureField()
    with translation.override(language):
        if meant is None:
            with pytest.raises(forms.ValidationError):
                field.clean(typed)
        else:
            assert field.clean(typed) == Decimal(meant)


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        (Decimal("46200.00"), "46.200", "46,200"),
        (Decimal("12.50"), "12,5", "12.5"),
        (Decimal("7000.00"), "7.000", "7,000"),
        (Decimal("1250000.25"), "1.250.000,25", "1,250,000.25"),
        (Decimal("0.00"), "0", "0"),
        (Decimal("-3.5"), "-3,5", "-3.5"),
        (1998, "1998", "1998"),
        (9999, "9999", "9999"),
        (10_000, "10.000", "10,000"),
    ],
)
def test_a_number_is_shown_as_the_language_writes_it_and_read_back_as_it_was(value, german, english):
    for language, spelt in (("de", german), ("en", english)):
        with translation.override(language):
            assert spell_figure(value) == spelt
            assert DecimalFigureField().clean(spelt) == value
            assert not DecimalFigureField().has_changed(value, spelt)


def test_what_was_typed_wrongly_comes_back_as_it_was_typed():
    assert DecimalFigureField().prepare_value("1.2.3") == "1.2.3"


def test_a_whole_number_has_no_fraction():
    with translation.override("en"), pytest.raises(forms.ValidationError, match="whole number"):
        WholeFigureField().clean("12,5")
    assert WholeFigureField().clean("46.200") == 46_200


@pytest.mark.parametrize(
    ("language", "shown"), [("de", "12,5 oder 46.200"), ("en", "12.5 or 46,200")], ids=["German", "English"]
)
def test_a_refusal_says_what_was_typed_and_how_to_write_it(language, shown):
    with translation.override(language), pytest.raises(forms.ValidationError) as refused:
        DecimalFigureField().clean("1.2.3")
    assert "“1.2.3”" in refused.value.messages[0] or "„1.2.3“" in refused.value.messages[0]
    if language == "en":
        assert shown in refused.value.messages[0]


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
