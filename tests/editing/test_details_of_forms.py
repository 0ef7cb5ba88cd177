"""Details of the desk's forms and lists, with things in memory."""

from types import SimpleNamespace as Given

import pytest
from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper

from editing.admin.forms import desk, rights
from editing.admin.forms.languages import languages_of
from editing.admin.release.releasing import ReleaseFormMixin
from news.models import Article
from publishing.models import Publishable
from sites.models import Plot

pytestmark = pytest.mark.usefixtures("english")

State = Publishable.WorkflowState


def test_what_others_may_show_is_not_deleted_by_a_cross_beside_a_choice(monkeypatch):
    class Base:
        def formfield_for_dbfield(self, db_field, request, **kwargs):
            widget = RelatedFieldWidgetWrapper(forms.Select(), db_field.remote_field, admin.site)
            widget.can_delete_related = True
            return forms.ModelChoiceField(None, widget=widget)

    class Desk(rights.RightsMixin, Base):
        pass

    monkeypatch.setattr(rights, "formfield_kwargs", lambda db_field, request: {})
    field = Desk().formfield_for_dbfield(Plot._meta.get_field("contact"), None)
    assert field.widget.can_delete_related is False


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "DE"),
        ({"title_en": "A"}, "DE, EN in part"),
        ({"title_en": "A", "teaser_en": "B"}, "DE, EN"),
        ({"title_en": "A", "teaser_en": "B", "body_en": "More"}, "DE, EN"),
    ],
)
def test_the_list_says_in_which_languages_an_entry_is_written(fields, said):
    assert languages_of(Article(title_de="A", teaser_de="B", **fields)) == said


@pytest.mark.parametrize(
    ("stored", "choices", "is_fixed"),
    [
        ("draft", ["draft", "in_review"], False),
        ("in_review", ["draft", "in_review"], False),
        ("published", ["published"], True),
        ("withdrawn", ["draft", "in_review", "withdrawn"], False),
    ],
)
def test_who_may_not_release_chooses_no_step_of_a_release_and_no_period_of_what_is_public(
    stored, choices, is_fixed
):
    fields = {
        "workflow_state": forms.ChoiceField(choices=State.choices),
        "published_from": forms.DateField(),
        "confirm_until": forms.DateField(),
        "title_de": forms.CharField(),
    }
    ReleaseFormMixin.restrict_to_preparing(Given(stored_state=State(stored), fields=fields))
    assert [value for value, _label in fields["workflow_state"].choices] == choices
    assert {name: field.disabled for name, field in fields.items()} == {
        "workflow_state": False,
        "published_from": is_fixed,
        "confirm_until": is_fixed,
        "title_de": False,
    }


def test_a_new_entry_is_of_ones_own_organisation_unless_its_address_names_another(monkeypatch, rf):
    monkeypatch.setattr(desk, "rights_of", lambda user: Given(default_organisation=lambda model: 7))
    plots, articles = (admin.site.get_model_admin(model) for model in (Plot, Article))

    def initial(model_admin, query):
        request = rf.get(f"/?{query}")
        request.user = "me"
        return model_admin.get_changeform_initial_data(request)

    assert initial(plots, "name_de=Feld") == {"steward": 7, "name_de": "Feld"}
    assert initial(plots, "steward=8") == {"steward": "8"}
    assert initial(articles, "title_de=A") == {"title_de": "A"}
