"""Forms take nobody's data before visitors can read what becomes of it; the administration says what waits."""

from datetime import timedelta

import pytest
from django.utils import timezone

from investors.models import Enquiry, SavedSearch
from portal.administration import notices  # noqa: F401  (they register themselves)
from portal.legal import drafts
from portal.models import Feedback, Page
from publishing.dashboard_notices import notices_for
from tests.factories.accounts import UserFactory
from tests.factories.portal import PageFactory, SiteProfileFactory

pytestmark = pytest.mark.django_db

FORMS = ["/anfrage/", "/suchauftrag/", "/kontakt/rueckmeldung/"]


@pytest.fixture(autouse=True)
def asked(settings):
    settings.PRIVACY_NOTICE = "portal.legal.opening.is_notice_published"


@pytest.mark.parametrize("form", FORMS)
def test_a_form_says_why_it_is_closed_and_opens_with_the_notice(client, form):
    SiteProfileFactory(phone="0341 555 01-00")
    notice = PageFactory(key="privacy", draft=True)
    page = client.get(form).content.decode()
    assert "sobald unsere Datenschutzerklärung veröffentlicht ist" in page
    assert "0341 555 01-00" in page
    assert 'method="post"' not in page
    assert "csrftoken" not in client.cookies
    assert client.post(form, {"message": "Hallo", "email": "eva@example.org"}).status_code == 403
    assert not any(model.objects.exists() for model in (Enquiry, SavedSearch, Feedback))
    notice.workflow_state = "published"
    notice.save()
    assert 'method="post"' in client.get(form).content.decode()


def words(user):
    return [notice.sentence for notice in notices_for(user)]


def test_administrators_see_what_waits_until_it_is_published():
    user = UserFactory(administrator=True)
    drafts.create_missing()
    assert any("7 vom Gesetz verlangte Seiten sind nicht veröffentlicht" in line for line in words(user))
    assert any("Die Formulare für Anfragen" in line for line in words(user))
    today = timezone.localdate()
    Page.objects.all().delete()
    for key in Page.Key.values:
        PageFactory(key=key, reviewed_on=today)
    assert not any("Gesetz" in line or "Formulare" in line for line in words(user))


@pytest.mark.parametrize(("days", "is_due"), [(364, False), (365, True), (None, True)])
def test_the_statement_s_review_falls_due_after_a_year(days, is_due):
    day = None if days is None else timezone.localdate() - timedelta(days=days)
    PageFactory(key="accessibility", reviewed_on=day)
    found = [line for line in words(UserFactory(administrator=True)) if "Barrierefreiheit" in line]
    assert bool(found) is is_due
