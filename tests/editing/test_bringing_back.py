"""An earlier state brings contents back, and leaves alone whether and when the public sees them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import reversion
from django.db.models.signals import post_save
from django.urls import reverse
from django.utils import timezone
from reversion.models import Version

from editing.models import ReleaseStep
from sites.models import Hall, Plot, Space
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.news import ArticleFactory, CategoryFactory
from tests.factories.portal import PageFactory
from tests.factories.projects import ProjectFactory
from tests.factories.quotes import QuoteFactory
from tests.factories.sites import BusinessParkFactory, SpaceFactory
from tests.filling import as_shown
from tests.reading import text_of
from tests.working import said

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]

IN_MAY = datetime(2026, 5, 4, 12, 20, tzinfo=UTC)
PUBLIC = ("workflow_state", "published_from", "published_until", "first_published_at")


def plot(**fields):
    return Plot.objects.get(pk=SpaceFactory(**fields).pk)


def hall(**fields):
    return Hall.objects.get(pk=SpaceFactory(hall=True, energy_certificate="not_required", **fields).pk)


KINDS = {
    "article": (ArticleFactory, "teaser_de"),
    "project": (ProjectFactory, "teaser_de"),
    "quote": (QuoteFactory, "text_de"),
    "page": (PageFactory, "title_de"),
    "park": (BusinessParkFactory, "operator"),
    "plot": (plot, "address"),
    "hall": (hall, "address"),
}
every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture
def chief(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def address(obj, view, *keys):
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_{view}", args=keys or [obj.pk])


def old_state(obj):
    """Of May, of the object as it is now."""
    with reversion.create_revision():
        reversion.set_date_created(IN_MAY)
        reversion.add_to_revision(obj)
    return Version.objects.get_for_object(obj).first()


def page_of(obj, version):
    return address(obj, "revision", obj.pk, version.pk)


def store(obj, **values):
    for name, value in values.items():
        setattr(obj, name, value)
    obj.save()


def bring_back(client, obj, version, query=""):
    page = page_of(obj, version)
    return client.post(page, as_shown(client.get(page + query)), follow=True)


def publication(obj):
    fresh = type(obj)._base_manager.get(pk=obj.pk)
    return {name: getattr(fresh, name) for name in PUBLIC}


@every_kind
def test_a_draft_of_last_month_takes_nothing_off_the_site(client, chief, kind):
    factory, field = KINDS[kind]
    obj = factory(workflow_state="draft", **{field: "Damals"})
    old = old_state(obj)
    now = timezone.now().replace(microsecond=0, second=0)
    period = {"published_from": now - timedelta(days=9), "published_until": now + timedelta(days=90)}
    store(obj, workflow_state="published", **period, **{field: "Heute"})
    before, count = publication(obj), obj.version
    answer = bring_back(client, obj, old)
    assert type(obj)._base_manager.get(pk=obj.pk).version > count
    assert getattr(type(obj)._base_manager.get(pk=obj.pk), field) == "Damals"
    assert publication(obj) == before
    assert type(obj).objects.published().filter(pk=obj.pk).exists()
    assert said(answer) == ["Übernommen: Stand vom 4.\xa0Mai 2026, 14:20\xa0Uhr."]


@every_kind
def test_a_published_state_puts_nothing_onto_the_site(client, chief, kind):
    factory, field = KINDS[kind]
    obj = factory(**{field: "Damals"})
    old = old_state(obj)
    store(obj, workflow_state="withdrawn", **{field: "Heute"})
    before = publication(obj)
    bring_back(client, obj, old)
    assert getattr(type(obj)._base_manager.get(pk=obj.pk), field) == "Damals"
    assert publication(obj) == before


@every_kind
def test_whoever_releases_may_bring_that_back_too(client, chief, kind):
    factory, _field = KINDS[kind]
    obj = factory()
    old = old_state(obj)
    store(obj, workflow_state="withdrawn")
    assert 'href="?publication=1"' in client.get(page_of(obj, old)).content.decode()
    bring_back(client, obj, old, "?publication=1")
    assert publication(obj)["workflow_state"] == "published"
    assert ReleaseStep.objects.get().step == ReleaseStep.Step.RELEASED


def test_whoever_may_not_release_is_not_asked_and_cannot_ask(client):
    town = OrganisationFactory()
    obj = plot(steward=town, address="Damals")
    old = old_state(obj)
    store(obj, workflow_state="withdrawn", address="Heute")
    client.force_login(MembershipFactory(organisation=town, role="editor").user)
    page = page_of(obj, old)
    for query in ("", "?publication=1"):
        assert "publication" not in as_shown(client.get(page + query))
        assert 'href="?publication=1"' not in text_of(client.get(page + query))
    client.post(page, as_shown(client.get(page)) | {"publication": "1"})
    obj.refresh_from_db()
    assert (obj.workflow_state, obj.address) == ("withdrawn", "Damals")


def test_the_page_says_what_comes_back_and_what_stays(client, chief):
    article = ArticleFactory(workflow_state="draft")
    old = old_state(article)
    store(article, workflow_state="published")
    page = client.get(page_of(article, old)).content.decode()
    assert "Sie sehen den Stand vom 4.\xa0Mai 2026" in page
    assert 'value="Diesen Stand übernehmen"' in page
    assert "kommt nicht zurück: Bearbeitungsstand „veröffentlicht“" in page
    way = page.partition('<ol class="breadcrumbs">')[2].partition("</ol>")[0]
    history = reverse("admin:news_article_history", args=[article.pk])
    assert re.findall(r'href="([^"]+)"', way) == [
        "/admin/",
        reverse("admin:news_article_changelist"),
        history,
    ]


def test_looking_at_an_old_state_changes_nothing_and_silences_no_signal(client, chief):
    """Signals are of the whole process: off, they would take the history of what others save meanwhile."""
    article, heard = ArticleFactory(teaser_de="Damals"), []
    old = old_state(article)
    store(article, teaser_de="Heute")
    known = Version.objects.count()

    def hear(sender, **kwargs):
        heard.append(sender)

    post_save.connect(hear, sender=type(article))
    try:
        page = client.get(page_of(article, old))
    finally:
        post_save.disconnect(hear, sender=type(article))
    assert "Damals" in page.content.decode()
    assert heard == [type(article)]
    article.refresh_from_db()
    assert article.teaser_de == "Heute"
    assert Version.objects.count() == known


def recover(client, obj, query=""):
    client.post(address(obj, "delete"), {"post": "yes"})
    [version] = Version.objects.get_deleted(type(obj))
    page = address(obj, "recover", version.pk)
    return client.post(page, as_shown(client.get(page + query)), follow=True)


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"page"}))  # the region's own pages are never deleted
def test_what_was_deleted_is_recovered_as_a_draft(client, chief, kind):
    obj = KINDS[kind][0]()
    answer = recover(client, obj)
    [message] = said(answer)
    assert message.endswith("ist wiederhergestellt, als Entwurf. Besucher sehen es nicht.")
    back = type(obj)._base_manager.get()
    assert back.workflow_state == "draft"


def test_whoever_releases_may_recover_it_with_its_state(client, chief):
    space = plot()
    recover(client, space, "?publication=1")
    assert Space.objects.get().workflow_state == "published"


def test_what_is_never_published_is_brought_back_without_a_word_about_that(client, chief):
    category = CategoryFactory(name_de="Damals")
    old = old_state(category)
    store(category, name_de="Heute")
    page = client.get(page_of(category, old))
    assert "publication" not in page.context
    answer = bring_back(client, category, old)
    category.refresh_from_db()
    assert category.name_de == "Damals"
    assert said(answer) == ["Übernommen: Stand vom 4.\xa0Mai 2026, 14:20\xa0Uhr."]
