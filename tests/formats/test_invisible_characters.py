"""Characters that nobody sees are refused beside their field, and what is meant stays."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from formats.invisible_characters import ProhibitInvisibleValidator, find_invisible, prohibit_invisible
from news.models import Article
from sites.models import Plot
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.publishing import PictureFactory
from tests.factories.regions import AreaFactory
from tests.factories.sites import SpaceFactory
from tests.filling import filled, unrendered

UNSEEN = [
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    *"\u200e\u200f\u061c\ufeff",
    *"\x01\x08\x0b\x0c\x1b\x1f\x7f\x80\x85\x9f",
]
MEANT = [
    "Gewerbe\u00adgebiet",
    "5\u00a0ha",
    "5\u202f000",
    "Zeile\u200bnende",
    "Łódź – „Hörlitz“",
    "نص\u200f 12",
    "\u200eשלום",
    "👩\u200d🔧",
]


@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("sign", UNSEEN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_a_character_that_nobody_sees_is_found(sign, long):
    assert find_invisible(f"Nord{sign}feld", long) == 4


@pytest.mark.parametrize("text", MEANT)
def test_what_is_meant_stays(text):
    assert find_invisible(text) is None


def test_a_long_text_has_lines_and_tabs_and_a_name_has_none():
    text = "eins\r\n\tzwei"
    assert find_invisible(text, long=True) is None
    assert find_invisible(text) == 4


@pytest.mark.parametrize(
    ("language", "text", "long", "words"),
    [
        ("en", "Nord\u202efeld", False, "Behind “Nord” stands a character that nobody sees (U+202E)"),
        ("de", "Nord\u202efeld", False, "Hinter „Nord“ steht ein Zeichen, das niemand sieht (U+202E)"),
        ("de", "\ufeffNord", False, "Der Text beginnt mit einem Zeichen, das niemand sieht (U+FEFF)"),
        ("de", "<p>Am <b>Anger</b>&#x202e;</p>", True, "Hinter „Am Anger“"),
        ("de", "a" * 99 + "b\x01", False, f"Hinter „{'a' * 19}b“"),
    ],
)
def test_the_message_says_where_it_stands(language, text, long, words):
    with override(language), pytest.raises(ValidationError) as refused:
        ProhibitInvisibleValidator(long)(text)
    with override(language):
        assert words in refused.value.messages[0]


def test_every_text_of_a_form_is_asked_and_nothing_else():
    class Form(forms.Form):
        name = forms.CharField()
        words = forms.CharField(widget=forms.Textarea)
        number = forms.IntegerField(required=False)
        data = forms.JSONField(required=False)
        secret = forms.CharField(required=False, widget=forms.PasswordInput)

    typed = {"number": "1", "data": '{"a": "\\u0001"}', "secret": "a\u202e"}
    form = Form(typed | {"name": "a\tb", "words": "a\tb\u202e"})
    prohibit_invisible(form)
    assert set(form.errors) == {"name", "words"}
    assert "Nullzeichen" in str(Form({"name": "a\0b", "words": "a"}).errors["name"])


@pytest.fixture
def administrator(client, db):
    client.force_login(UserFactory(administrator=True))


def make_plot():
    return Plot.objects.get(pk=SpaceFactory().pk)


def change(client, obj, **typed):
    page = reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])
    return client.post(page, filled(unrendered(client, page), **typed))


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (ArticleFactory, "title_de"),
        (ArticleFactory, "body_en"),
        (make_plot, "address"),
        (make_plot, "cadastral_district"),
        (PictureFactory, "credit"),
        (AreaFactory, "name"),
        (UserFactory, "name"),
    ],
)
def test_a_form_of_the_administration_says_so_beside_its_field(client, administrator, make, field):
    obj = make()
    answer = change(client, obj, **{field: "Nord\u202efeld"})
    assert answer.status_code == 200
    assert "U+202E" in str(answer.context["adminform"].form.errors[field])
    assert getattr(type(obj).objects.get(pk=obj.pk), field) == getattr(obj, field)


def test_rows_of_photos_say_so_too(client, administrator):
    article = ArticleFactory()
    page = reverse("admin:news_article_change", args=[article.pk])
    row = {"photos-0-picture": PictureFactory().pk, "photos-0-alt_de": "Ein\u2066 Platz"}
    answer = client.post(page, filled(unrendered(client, page), **row))
    assert "U+2066" in str(answer.context["inline_admin_formsets"][0].formset.errors)
    assert not Article.objects.get().photos.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["name", "message"])
def test_a_form_of_visitors_says_so_beside_its_field(client, field):
    entries = {"topic": "other", "message": "Ein Link führt nirgendwohin.", "name": "Jana Sommer"}
    answer = client.post("/kontakt/rueckmeldung/", entries | {field: "Jana\u202e"})
    assert "U+202E" in str(answer.context["form"].errors[field])
