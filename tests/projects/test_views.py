import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from projects.models import Project
from tests.factories.accounts import ContactFactory, UserFactory
from tests.factories.projects import ProjectFactory, ProjectPhotoFactory
from tests.filling import filled, unrendered
from tests.reading import text_of

pytestmark = pytest.mark.django_db

YESTERDAY = timezone.localdate() - timedelta(days=1)


def test_projects_are_sorted_into_current_and_completed(client):
    current = ProjectFactory()
    over = ProjectFactory(ends_on=YESTERDAY)
    context = client.get("/projekte/").context
    assert list(context["current"]) == [current]
    assert list(context["completed"]) == [over]


@pytest.mark.parametrize("trait", ["draft", "in_review", "withdrawn"])
def test_only_published_projects_are_listed(client, trait):
    ProjectFactory(title_de="Geheim", **{trait: True})
    assert "Geheim" not in text_of(client.get("/projekte/"))


def test_a_project_shows_all_its_parts(client):
    project = ProjectFactory(
        title_de="Radschnellwege",
        body_de="<p>Sieben Korridore.</p>",
        starts_on=date(2023, 1, 1),
        ends_on=date(2035, 12, 31),
        partners="Stadt Leipzig\nStadt Halle (Saale)",
        places="Leipzig, Halle",
        funding_de="Land",
        website="https://rad.example.org/",
        contact=ContactFactory(name="Anna Berg"),
    )
    ProjectPhotoFactory(project=project)
    page = client.get(project.get_absolute_url()).content.decode()
    for part in (
        "Radschnellwege",
        "<p>Sieben Korridore.</p>",
        "2023–2035",
        "Stadt Halle (Saale)",
        "Leipzig, Halle",
        "Land",
        "https://rad.example.org/",
        "Anna Berg",
        'alt="Eine Brücke"',
    ):
        assert part in page


@pytest.mark.parametrize(
    ("ends_on", "said"),
    [(YESTERDAY, "abgeschlossen"), (YESTERDAY + timedelta(days=1), "laufend"), (None, "laufend")],
)
def test_a_project_says_whether_it_is_completed(client, ends_on, said):
    page = client.get(ProjectFactory(ends_on=ends_on).get_absolute_url()).content.decode()
    [badge] = re.findall(r'<span class="badge[^>]*>([^<]+)<', page)
    assert badge == said


def test_the_contact_of_a_project_can_be_dialled_and_written_to(client):
    contact = ContactFactory(phone="+49 (0)341 123-45", email="berg@example.org")
    page = client.get(ProjectFactory(contact=contact).get_absolute_url()).content.decode()
    assert '<a href="tel:+4934112345">+49 (0)341 123-45</a>' in page
    assert '<a href="mailto:berg@example.org">' in page


def test_a_teaser_that_stands_in_for_a_translation_says_its_language(client):
    ProjectFactory(title_en="Cycling", teaser_de="Sieben Korridore.")
    with translation.override("en"):
        page = client.get(reverse("projects:list")).content.decode()
    assert '<p class="card__text" lang="de">Sieben Korridore.</p>' in page


def test_what_alone_is_untranslated_says_its_language(client):
    project = ProjectFactory(
        title_en="Cycling", body_de="<p>Sieben Korridore.</p>", funding_de="Land Sachsen"
    )
    with translation.override("en"):
        page = text_of(client.get(project.get_absolute_url()))
    assert "<h1>Cycling</h1>" in page
    assert '<div class="prose" lang="de"><p>Sieben Korridore.</p>' in page
    assert '<dd lang="de">Land Sachsen</dd>' in page


def test_a_draft_is_hidden_from_visitors_and_shown_to_staff(client):
    project = ProjectFactory(draft=True)
    assert client.get(project.get_absolute_url()).status_code == 404
    client.force_login(UserFactory(region_staff=True))
    assert client.get(project.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("language", "said"), [("de", "nicht mehr vorgestellt"), ("en", "no longer presented")]
)
def test_a_withdrawn_project_is_gone_and_names_current_ones(client, language, said):
    project = ProjectFactory(title_de="Alt")
    project.workflow_state = project.WorkflowState.WITHDRAWN
    project.save()
    ProjectFactory(title_de="Laufend"), ProjectFactory(title_de="Vorbei", ends_on=date(2020, 1, 1))
    with translation.override(language):
        answer = client.get(project.get_absolute_url())
    assert answer.status_code == 410
    text = answer.content.decode()
    assert said in text
    assert "Laufend" in text
    assert "Vorbei" not in text
    assert "Alt<" not in text


@pytest.mark.parametrize(("start", "end", "share"), [(-10, 10, 50), (-20, -10, 100), (10, 20, 0), (0, 0, 0)])
def test_the_share_of_the_running_time_that_has_passed(start, end, share):
    today = timezone.localdate()
    project = ProjectFactory.build(starts_on=today + timedelta(start), ends_on=today + timedelta(end))
    assert project.share_passed() == share


@pytest.mark.parametrize("number", [2, 40])
def test_the_list_costs_the_same_whatever_its_length(client, django_assert_max_num_queries, number):
    for _ in range(number):
        ProjectFactory()
    with django_assert_max_num_queries(10):
        client.get("/projekte/")


def test_staff_see_a_draft_marked_as_a_preview(client):
    client.force_login(UserFactory(region_staff=True))
    answer = client.get(ProjectFactory(draft=True).get_absolute_url())
    assert "Vorschau" in text_of(answer)
    assert "no-store" in answer["Cache-Control"]


def test_a_withdrawn_project_names_three_others_at_most(client):
    gone, *others = ProjectFactory.create_batch(6)
    gone.workflow_state = gone.WorkflowState.WITHDRAWN
    gone.save()
    answer = client.get(gone.get_absolute_url())
    assert answer.status_code == 410
    assert list(answer.context["others"]) == others[:1:-1]


def test_a_period_in_the_wrong_order_is_said_beside_its_end(admin_client):
    project = ProjectFactory()
    page = reverse("admin:projects_project_change", args=[project.pk])
    sent = filled(unrendered(admin_client, page), starts_on="02.01.2027", ends_on="01.01.2027")
    errors = admin_client.post(page, sent).context["adminform"].form.errors
    assert errors == {"ends_on": ["Das Projekt endet, bevor es beginnt."]}


def test_a_copy_of_a_project_has_its_photos(admin_client):
    photo = ProjectPhotoFactory()
    admin_client.post(reverse("admin:projects_project_duplicate", args=[photo.project.pk]), {"copies": "1"})
    copy = Project.objects.exclude(pk=photo.project.pk).get()
    assert copy.photos.get().picture == photo.picture
