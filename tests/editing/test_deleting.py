"""What was deleted: who sees it, how it comes back, and when it is forgotten."""

from datetime import timedelta

import pytest
import reversion
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from reversion.models import Revision, Version

from accounts.models import Contact, User
from editing.deleting import RETENTION, purge_deleted
from editing.history import DELETED
from investors.models import Enquiry, Proposal, SavedSearch
from mailing.models import OutgoingMail
from news.models import Article
from portal.models import Feedback
from sites.models import Offer, Plot, SpaceDocument, SpacePhoto
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.publishing import PictureFactory
from tests.factories.sites import SpaceDocumentFactory, SpaceFactory
from tests.filling import filled, unrendered

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MINUTE = timedelta(minutes=1)


@pytest.fixture
def editor(client):
    user = UserFactory(administrator=True, name="Anna Berg")
    client.force_login(user)
    return user


def delete(client, obj):
    room = f"{obj._meta.app_label}_{obj._meta.model_name}"
    answer = client.post(reverse(f"admin:{room}_delete", args=[obj.pk]), {"post": "yes"})
    assert answer.status_code == 302


def plot(**fields):
    return Plot.objects.get(pk=SpaceFactory(**fields).pk)


def listed(client):
    with override("en"):
        address = reverse("admin:deleted")
    return client.get(address)


def deleted_at():
    return Revision.objects.get(comment=DELETED).date_created


def test_the_list_says_what_was_deleted_when_and_by_whom(client, editor):
    delete(client, ArticleFactory(title_de="Hafenfest"))
    delete(client, plot(name="Nordfeld"))
    answer = listed(client)
    lines = answer.context["lines"]
    assert [str(line["version"].object_repr).split(" ")[-1] for line in lines] == ["Nordfeld", "Hafenfest"]
    assert {line["who"] for line in lines} == {editor}
    assert lines[0]["until"] == lines[0]["version"].revision.date_created + RETENTION
    assert "Anna Berg" in answer.content.decode()


def test_what_is_there_is_not_listed(client, editor):
    article = ArticleFactory(title_de="Hafenfest")
    page = reverse("admin:news_article_change", args=[article.pk])
    client.post(page, filled(unrendered(client, page), title_de="Messe"))
    assert listed(client).context["lines"] == []


def test_it_comes_back_with_its_rows(client, editor):
    space = plot(name="Nordfeld")
    Offer.objects.create(space=space, disposal="sale", price_m2=35)
    SpacePhoto.objects.create(space=space, picture=PictureFactory(), alt_de="Der Hafen")
    delete(client, space)
    assert not Offer.objects.exists()
    [line] = listed(client).context["lines"]
    answer = client.post(line["url"], filled(unrendered(client, line["url"])))
    assert answer.status_code == 302
    found = Plot.objects.get(number=space.number)
    assert [offer.price_m2 for offer in found.offers.all()] == [35]
    assert [photo.alt_de for photo in found.photos.all()] == ["Der Hafen"]
    assert listed(client).context["lines"] == []


def test_each_organisation_sees_its_own(client, editor):
    member = MembershipFactory(role="editor")
    delete(client, plot(name="Eigene", steward=member.organisation, workflow_state="draft"))
    delete(client, plot(name="Fremde", steward=OrganisationFactory()))
    delete(client, ArticleFactory(title_de="Meldung"))
    client.force_login(member.user)
    assert [str(line["version"].object_repr).split(" ")[-1] for line in listed(client).context["lines"]] == [
        "Eigene"
    ]
    client.force_login(MembershipFactory(role="reader", organisation=member.organisation).user)
    assert listed(client).context["lines"] == []


def test_more_of_it_costs_no_more_queries(client, editor, django_assert_max_num_queries):
    counts = []
    for number in range(4):
        delete(client, ArticleFactory())
        delete(client, plot(name=f"Feld {number}"))
        with django_assert_max_num_queries(40) as queries:
            listed(client)
        counts.append(len(queries))
    assert counts[1] == counts[-1]


def test_after_ninety_days_it_is_forgotten_with_all_its_states(client, editor):
    space = plot(name="Nordfeld")
    Offer.objects.create(space=space, disposal="sale", price_m2=35)
    page = reverse("admin:sites_plot_change", args=[space.pk])
    client.post(page, filled(unrendered(client, page), address="Hafen 1"))
    delete(client, space)
    last_day = deleted_at() + RETENTION
    assert purge_deleted(last_day - MINUTE) == 0
    assert len(listed(client).context["lines"]) == 1
    assert purge_deleted(last_day) == 1
    assert not Version.objects.exists()
    assert not Revision.objects.exists()


def test_its_documents_go_with_it_and_not_before(client, editor, django_capture_on_commit_callbacks):
    space = plot(name="Nordfeld")
    file = SpaceDocumentFactory(space=space).file
    other = SpaceDocumentFactory(space=plot()).file
    delete(client, space)
    assert file.storage.exists(file.name)
    with django_capture_on_commit_callbacks(execute=True):
        purge_deleted(deleted_at() + RETENTION)
    assert not file.storage.exists(file.name)
    assert other.storage.exists(other.name)


def test_a_document_that_another_entry_shows_too_stays(client, editor, django_capture_on_commit_callbacks):
    space = plot(name="Nordfeld")
    file = SpaceDocumentFactory(space=space).file
    copy = SpaceDocumentFactory(space=plot())
    SpaceDocument.objects.filter(pk=copy.pk).update(file=file.name)
    delete(client, space)
    with django_capture_on_commit_callbacks(execute=True):
        assert purge_deleted(deleted_at() + RETENTION) == 1
    assert file.storage.exists(file.name)


def test_what_stands_beside_it_in_a_revision_is_kept(client, editor):
    gone, kept = ArticleFactory(title_de="Geht"), ArticleFactory(title_de="Bleibt")
    with reversion.create_revision():
        reversion.add_to_revision(gone)
        reversion.add_to_revision(kept)
    delete(client, gone)
    purge_deleted(deleted_at() + RETENTION)
    assert [version.object for version in Version.objects.all()] == [kept]


def test_what_a_command_deleted_is_noted_and_kept_as_long(client, editor):
    article = ArticleFactory()
    with reversion.create_revision():
        reversion.add_to_revision(article)
    Revision.objects.update(date_created=timezone.now() - timedelta(days=400))
    Article.objects.all().delete()
    noticed = timezone.now()
    assert purge_deleted(noticed) == 0
    assert purge_deleted(noticed + RETENTION - MINUTE) == 0
    assert len(listed(client).context["lines"]) == 1
    assert purge_deleted(noticed + RETENTION) == 1
    assert not Version.objects.exists()


def test_what_is_there_again_leads_to_its_form(client, editor):
    article = ArticleFactory(title_de="Hafenfest")
    delete(client, article)
    version = Version.objects.get_deleted(Article).get()
    address = reverse("admin:news_article_recover", args=[version.pk])
    client.post(address, filled(unrendered(client, address)))
    form = reverse("admin:news_article_change", args=[article.pk])
    assert client.get(address).url == form
    assert client.post(address, {}).url == form


def test_what_came_back_is_not_forgotten(client, editor):
    delete(client, plot(name="Nordfeld"))
    [line] = listed(client).context["lines"]
    client.post(line["url"], filled(unrendered(client, line["url"])))
    assert purge_deleted(timezone.now() + 2 * RETENTION) == 0
    assert Version.objects.get_for_model(Plot).exists()


def test_private_things_leave_no_state_behind():
    private = [Contact, User, Enquiry, SavedSearch, Proposal, Feedback, OutgoingMail]
    assert [model for model in private if reversion.is_registered(model)] == []


def test_the_duty_is_among_those_that_run():
    from portal.operations.duties import DUTIES

    assert purge_deleted in DUTIES


def test_every_history_is_looked_through():
    from editing.deleting import models_with_history

    labels = {model._meta.label for model in models_with_history()}
    assert {"sites.Plot", "sites.Hall", "news.Article", "news.Category", "quotes.Partner"} <= labels
    assert labels <= {model._meta.label for model in admin.site._registry}
