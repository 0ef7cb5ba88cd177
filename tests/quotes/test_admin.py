"""Quotes as editors keep them: their order, how a list tells them, and what is asked of a partner's portrait."""

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import override

from quotes.models import Partner, Quote
from tests.factories.publishing import PictureFactory
from tests.factories.quotes import PartnerFactory, QuoteFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize(("length", "told"), [(80, "x" * 80), (81, f"{'x' * 80}…")])
def test_a_list_tells_the_first_words_and_that_there_are_more(length, told):
    assert admin.site.get_model_admin(Quote).words(Quote(text_de="x" * length)) == told


def test_a_list_has_a_dash_where_a_partner_has_no_portrait():
    picture = admin.site.get_model_admin(Quote).picture
    assert picture(Quote(partner=Partner(name="Lorenz"))) == "–"
    shown = PartnerFactory(portrait=PictureFactory(), portrait_alt_de="Katrin Lorenz")
    assert shown.portrait.small_url in picture(Quote(partner=shown))


def test_a_portrait_is_described_and_without_one_nothing_is():
    partner = PartnerFactory.build(portrait=PictureFactory())
    with override("en"):
        with pytest.raises(ValidationError) as refused:
            partner.clean()
        assert refused.value.message_dict == {"portrait_alt": ["Describe the portrait."]}
    partner.portrait_alt_de = "Katrin Lorenz lächelt"
    partner.clean()
    PartnerFactory.build().clean()


def test_the_order_that_editors_give_goes_before_all_and_of_two_alike_the_newer_comes_first():
    partner = PartnerFactory()
    for text, order in (("b", 1), ("older", 0), ("newer", 0), ("last", 2)):
        QuoteFactory(partner=partner, text_de=text, order=order)
    assert [quote.text_de for quote in Quote.objects.all()] == ["newer", "older", "b", "last"]


def test_partners_stand_in_the_order_of_their_names():
    for name in ("Berg", "Tal", "Aue"):
        PartnerFactory(name=name)
    assert [partner.name for partner in Partner.objects.all()] == ["Aue", "Berg", "Tal"]


@pytest.mark.parametrize("words", ["grenzen", "lorenz", "muster gmbh"])
def test_a_quote_is_found_by_its_words_and_by_who_said_it_for_whom(words):
    found = QuoteFactory(text_de="Forschung kennt keine Grenzen.")
    QuoteFactory(text_de="Kurze Wege.", partner=PartnerFactory(name="Jens Tal", organisation="Tal AG"))
    assert list(Quote.objects.matching(words)) == [found]


def test_a_quote_and_a_partner_are_called_by_their_names():
    partner = Partner(name="Jens Tal", organisation="Tal AG")
    assert str(Quote(partner=partner, text_de="x" * 61)) == f"Jens Tal: {'x' * 60}"
    assert [str(one) for one in (partner, Partner(name="Jens Tal"))] == ["Jens Tal, Tal AG", "Jens Tal"]
