"""A long form in topics: what is not in the form that was sent stays as it is stored."""

import json

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from editing.admin.forms.topics import available_topics
from regions.crs import geojson_geometry
from sites.models import Hall, Plot, Space
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.sites import LEIPZIG, OfferFactory, SpaceFactory, UtilityFactory, square
from tests.filling import as_shown, filled, unrendered, whole
from tests.papers import PDF
from tests.working import said

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]


@pytest.fixture(autouse=True)
def administrator(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def page_of(space, view="change"):
    return reverse(f"admin:sites_{space.kind}_{view}", args=[space.pk])


def form_of(answer):
    return answer.context_data["adminform"].form


def state(space):
    return {**Space.objects.filter(pk=space.pk).values().get(), "rows": list(space.utilities.values())}


def test_a_form_has_only_what_is_asked_for_first(client):
    answer = client.get(page_of(SpaceFactory()))
    assert {"name_de", "area", "boundary", "contact", "workflow_state"} <= set(form_of(answer).fields)
    assert not {"zoning", "description_de", "park", "published_from"} & set(form_of(answer).fields)
    prefixes = [inline.formset.prefix for inline in answer.context_data["inline_admin_formsets"]]
    assert prefixes == ["photos", "offers"]


def test_all_topics_together_have_each_field_and_each_row_of_the_model():
    for model in (Plot, Hall):
        model_admin = admin.site._registry[model]
        inlines = [inline for topic in available_topics(model_admin, model()) for inline in topic.inlines]
        assert {*model_admin.first_inlines, *inlines} == {*model_admin.inlines}


@pytest.mark.parametrize("kind", ["plot", "hall"])
def test_of_each_topic_browsers_send_something_even_when_all_of_it_is_empty(client, kind):
    """By that the portal knows that the topic was open."""
    add = reverse(f"admin:sites_{kind}_add")
    sent = as_shown(client.get(whole(add)))
    model_admin = admin.site._registry[Plot if kind == "plot" else Hall]
    assert [topic.name for topic in available_topics(model_admin, None) if not topic.is_sent(sent)] == []


def test_what_was_not_in_the_form_stays(client):
    space = SpaceFactory(zoning="GI", site_coverage_ratio=0.8, zoning_restricted=True, description_de="Eben")
    UtilityFactory(space=space)
    before = state(space)
    assert (
        client.post(page_of(space), filled(client.get(page_of(space)), address="Am Anger 1")).status_code
        == 302
    )
    after = state(space)
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"address", "version", "updated_at", "search_text", "stored_completeness"}
    assert after["address"] == "Am Anger 1"


def test_a_topic_that_is_open_is_read_with_its_boxes(client):
    space = SpaceFactory(zoning="GI", zoning_restricted=True)
    page = f"{page_of(space)}?topic=law"
    answer = client.get(page)
    assert "zoning" in form_of(answer).fields
    assert "park" not in form_of(answer).fields
    client.post(page_of(space), as_shown(answer, zoning="GE", zoning_restricted=None))
    space.refresh_from_db()
    assert (space.zoning, space.zoning_restricted) == ("GE", False)


def test_a_topic_comes_alone_for_a_form_that_is_open_already(client):
    space = SpaceFactory(zoning="GI")
    page = client.get(page_of(space), {"part": "law"}).content.decode()
    assert 'name="zoning"' in page
    assert 'name="name_de"' not in page
    assert 'name="photos-TOTAL_FORMS"' not in page
    assert "<html" not in page
    assert (
        'name="documents-TOTAL_FORMS"' in client.get(page_of(space), {"part": "documents"}).content.decode()
    )


def test_an_unknown_topic_is_an_empty_answer(client):
    answer = client.get(page_of(SpaceFactory()), {"part": "nothing"})
    assert (answer.status_code, b"<input" in answer.content) == (200, False)


def test_a_closed_topic_tells_how_much_of_it_is_filled_in(client):
    space = SpaceFactory(zoning="GI", plan_name="Nord")
    UtilityFactory(space=space)
    answer = client.get(page_of(space))
    filled_in = {each["topic"].name: each["filled"] for each in answer.context_data["topics"]}
    assert filled_in["law"][0] == 2
    assert filled_in["utilities"][0] == 1
    assert filled_in["documents"][0] == 0


def test_without_script_a_topic_is_opened_by_saving(client):
    space = SpaceFactory(workflow_state="draft")
    answer = client.post(
        page_of(space), as_shown(client.get(page_of(space)), "_open", _open="law", address="Weg 2")
    )
    assert answer.url == f"{page_of(space)}?topic=law"
    space.refresh_from_db()
    assert (space.address, space.workflow_state) == ("Weg 2", "draft")
    assert "zoning" in form_of(client.get(answer.url)).fields


def test_a_form_that_goes_on_keeps_its_topics_open(client):
    space = SpaceFactory(workflow_state="draft")
    opened = client.get(page_of(space), {"topic": ["law", "documents"]})
    answer = client.post(page_of(space), filled(opened, _continue="1"))
    assert answer.url == f"{page_of(space)}?topic=law&topic=documents"


def test_a_change_that_waits_opens_the_topics_it_touches(client):
    town = OrganisationFactory()
    space = SpaceFactory(steward=town, zoning="GI", contamination="suspected")
    client.force_login(MembershipFactory(organisation=town, role="editor").user)
    client.post(page_of(space), filled(unrendered(client, page_of(space)), zoning="GE"))
    fields = form_of(client.get(page_of(space))).fields
    assert "zoning" in fields
    assert "contamination" not in fields
    answer = client.post(page_of(space), filled(client.get(page_of(space)), address="Weg 2"), follow=True)
    assert answer.status_code == 200
    change = space.pending_changes.get()
    named = ("zoning", "address", "contamination")
    assert [change.snapshot["fields"][name] for name in named] == ["GE", "Weg 2", "suspected"]


def test_who_only_looks_sees_all_of_it(client):
    reader = MembershipFactory(role="reader")
    client.force_login(reader.user)
    page = client.get(page_of(SpaceFactory(steward=reader.organisation, plan_name="Gewerbegebiet Nord")))
    assert "Gewerbegebiet Nord" in page.content.decode()


def test_what_a_folded_field_contradicts_is_told_above_the_form(client, monkeypatch):
    def clean(space):
        raise ValidationError({"park": "Another park lies there."})

    monkeypatch.setattr(Space, "clean", clean)
    space = SpaceFactory(at=LEIPZIG)
    answer = client.post(page_of(space), filled(client.get(page_of(space)), address="Elsewhere 1"))
    assert answer.status_code == 200
    assert "park" not in form_of(answer).fields
    assert form_of(answer).non_field_errors() == ["Another park lies there."]
    space.refresh_from_db()
    assert space.address != "Elsewhere 1"


def test_a_point_outside_of_the_boundary_is_told_beside_it(client):
    here, far = square(*LEIPZIG), square(LEIPZIG[0] + 0.02, LEIPZIG[1])
    space = SpaceFactory(boundary=here, at=(LEIPZIG[0] + 0.0003, LEIPZIG[1]))
    drawn = json.dumps(geojson_geometry(far, decimals=8))
    answer = client.post(page_of(space), filled(client.get(page_of(space)), boundary=drawn))
    assert answer.status_code == 200
    assert len(form_of(answer).errors["location"]) == 1
    space.refresh_from_db()
    assert space.boundary.equals(here)


def test_what_is_required_of_a_folded_topic_leads_to_its_field(client):
    hall = SpaceFactory(hall=True, workflow_state="draft")
    OfferFactory(space=hall)
    answer = client.post(page_of(hall), filled(client.get(page_of(hall)), _release="1"))
    assert answer.status_code == 200
    assert 'data-target="id_energy_certificate"' in answer.content.decode()
    required = {each["topic"].name: each["required"] for each in answer.context_data["topics"]}
    assert required["energy"] == 1
    assert required["equipment"] == 0


def test_something_new_belongs_to_the_organisation_of_its_author_though_nobody_asked(client):
    town = OrganisationFactory()
    client.force_login(MembershipFactory(organisation=town, role="editor").user)
    add = reverse("admin:sites_plot_add")
    answer = client.post(add, filled(client.get(add), name_de="Nordfeld"), follow=True)
    assert said(answer)
    assert Space.objects.get().steward == town


def test_a_document_that_waits_opens_its_topic(client):
    town = OrganisationFactory()
    space = SpaceFactory(steward=town)
    client.force_login(MembershipFactory(organisation=town, role="editor").user)
    row = {
        "documents-TOTAL_FORMS": "1",
        "documents-0-title_de": "Lageplan",
        "documents-0-kind": "other",
        "documents-0-order": "0",
        "documents-0-file": SimpleUploadedFile("lageplan.pdf", PDF),
    }
    client.post(page_of(space), filled(unrendered(client, page_of(space)), **row))
    assert space.pending_changes.get().state == "open"
    assert "lageplan.pdf" in client.get(page_of(space)).content.decode()
