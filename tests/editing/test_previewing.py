"""Preview links: what they open, for how long, what they keep to themselves, and who makes them."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from editing.models import PreviewLink
from editing.previewing.preview import RETENTION, link_token, link_url, purge_links
from tests.factories.accounts import ContactFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.portal import PageFactory
from tests.factories.projects import ProjectFactory
from tests.factories.publishing import PictureFactory
from tests.factories.quotes import QuoteFactory
from tests.factories.sites import BusinessParkFactory, SpaceDocumentFactory, SpaceFactory
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DRAFTS = {
    "article": lambda: ArticleFactory(draft=True, title_de="Zobel", title_en="Sable"),
    "quote": lambda: QuoteFactory(draft=True, text_de="Zobel", text_en="Sable"),
    "project": lambda: ProjectFactory(draft=True, title_de="Zobel", title_en="Sable"),
    "page": lambda: PageFactory(draft=True, title_de="Zobel", title_en="Sable"),
    "plot": lambda: SpaceFactory(draft=True, name_de="Zobel", name_en="Sable"),
    "hall": lambda: SpaceFactory(draft=True, hall=True, name_de="Zobel", name_en="Sable"),
    "park": lambda: BusinessParkFactory(workflow_state="draft", name_de="Zobel", name_en="Sable"),
}


def link_to(thing, days=14, **fields):
    link = PreviewLink.make(thing, UserFactory(), days)
    PreviewLink.objects.filter(pk=link.pk).update(**fields)
    link.refresh_from_db()
    return f"/vorschau/{link_token(link)}/"


@pytest.mark.parametrize("kind", DRAFTS)
def test_a_link_shows_a_draft_of_every_kind_in_both_languages(client, kind):
    link = link_to(DRAFTS[kind]())
    german, english = client.get(link), client.get(f"{link}en/")
    assert (german.status_code, english.status_code) == (200, 200)
    assert "Zobel" in text_of(german)
    assert 'lang="de"' in text_of(german)
    assert "Sable" in text_of(english)
    assert '<html lang="en"' in text_of(english)


@pytest.mark.parametrize("factory", [QuoteFactory, ProjectFactory, ArticleFactory])
def test_beside_what_is_previewed_stands_what_is_published_alone(client, factory):
    words = "text_de" if factory is QuoteFactory else "title_de"
    thing = factory(draft=True, **{words: "Zobel"})
    factory(draft=True, **{words: "Anderer Entwurf"})
    shown = text_of(client.get(link_to(thing)))
    assert "Zobel" in shown
    assert "Anderer Entwurf" not in shown


def test_the_page_is_kept_by_nobody_found_by_nobody_and_sets_no_cookie(client):
    link = link_to(DRAFTS["plot"]())
    for address in (link, f"{link}en/", "/vorschau/falsch/"):
        answer = client.get(address)
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert not answer.cookies
    assert not client.cookies


def test_the_page_says_how_long_the_link_works(client):
    thing = DRAFTS["article"]()
    link = f"{link_to(thing)}en/"
    assert "You see it by a preview link, which works until" in text_of(client.get(link))
    thing.workflow_state = "published"
    thing.save()
    assert "preview link" not in text_of(client.get(link))


def test_the_page_is_as_visitors_see_it_whoever_looks(client):
    other = ArticleFactory(draft=True, title_de="Anderer Entwurf")
    link = link_to(DRAFTS["article"]())
    client.force_login(UserFactory(administrator=True))
    assert client.get(link).wsgi_request.path == link
    assert "Anderer Entwurf" not in text_of(client.get(link))
    client.logout()
    inner = other.get_absolute_url()
    assert client.get(f"{link[:-1]}{inner}", follow=True).status_code == 404


def test_its_pictures_are_seen_through_the_link_and_not_without(client):
    photo = ArticlePhotoFactory(article=DRAFTS["article"]())
    picture = photo.picture
    page = text_of(client.get(link := link_to(photo.article)))
    [inside] = set(re.findall(rf'src="({re.escape(link)}medien/[^"]+)"', page))
    assert client.get(inside).status_code == 200
    assert client.get(picture.url).status_code == 404
    sources = re.findall(r'srcset="([^"]+)"', page)
    assert all(part.strip().startswith(link) for source in sources for part in source.split(","))
    strange = PictureFactory()
    assert client.get(f"{link[:-1]}{strange.url}").status_code == 410


def test_the_portrait_of_its_contact_is_seen_too(client):
    contact = ContactFactory(portrait=PictureFactory())
    link = link_to(SpaceFactory(draft=True, contact=contact))
    assert client.get(f"{link[:-1]}{contact.portrait.url}").status_code == 200


def test_a_picture_whose_rights_have_ended_is_not_seen(client):
    picture = PictureFactory(rights_until=timezone.localdate() - timedelta(days=1))
    photo = ArticlePhotoFactory(article=DRAFTS["article"](), picture=picture)
    assert client.get(f"{link_to(photo.article)[:-1]}{picture.url}").status_code == 410


def test_its_documents_and_its_paper_are_reached_through_the_link(client):
    space = DRAFTS["plot"]()
    document = SpaceDocumentFactory(space=space)
    page = text_of(client.get(link := link_to(space)))
    inside = [address for address in re.findall(r'href="([^"]+)"', page) if address.startswith(link)]
    [paper] = [address for address in inside if address.endswith(".pdf") and "unterlagen" in address]
    assert client.get(paper).status_code == 200
    [printed] = {address for address in inside if address.endswith("/druck/")}
    assert "Zobel" in text_of(client.get(printed))
    plain = reverse("sites:document", kwargs={"pk": document.pk, "name": document.file.name.split("/")[-1]})
    assert client.get(plain).status_code == 404


def test_the_other_language_stays_inside(client):
    page = text_of(client.get(link := link_to(DRAFTS["article"]())))
    assert re.search(rf'href="{re.escape(link)}en/news/', page)


def test_links_of_the_site_lead_out(client):
    link = link_to(DRAFTS["article"]())
    assert client.get(f"{link}aktuelles/").url == "/aktuelles/"
    assert f'href="{link}aktuelles/"' not in text_of(client.get(link))


@pytest.mark.parametrize("token", ["falsch", "1:falsch", "1", ":", "1:" + "x" * 300])
def test_a_wrong_link_says_so_and_shows_nothing(client, token):
    DRAFTS["article"]()
    page = text_of(client.get(f"/vorschau/{token}/"), status=404)
    assert "nicht vollständig" in page or "not complete" in page
    assert "Zobel" not in page


def test_a_token_made_for_another_purpose_opens_nothing(client):
    from sites.freshness.links import SIGNER

    PreviewLink.make(DRAFTS["article"](), UserFactory(), 1)
    assert client.get(f"/vorschau/{SIGNER.sign('1')}/").status_code == 404


def test_a_link_works_to_its_last_minute_and_then_says_since_when_not(client):
    thing = DRAFTS["article"]()
    now = timezone.now()
    working = link_to(thing, created_at=now - timedelta(days=1), expires_at=now + timedelta(minutes=1))
    expired = link_to(thing, created_at=now - timedelta(days=1), expires_at=now - timedelta(minutes=1))
    assert client.get(working).status_code == 200
    assert "Zobel" not in text_of(client.get(expired), status=410)
    photo = ArticlePhotoFactory(article=thing)
    assert client.get(f"{expired[:-1]}{photo.picture.url}").status_code == 410


def test_an_explanation_is_in_the_language_of_the_link(client):
    link = link_to(DRAFTS["article"](), revoked_at=timezone.now())
    assert '<html lang="en"' in text_of(client.get(f"{link}en/"), status=410)


def test_a_link_ends_with_the_account_of_whoever_made_it(client):
    thing = DRAFTS["article"]()
    user = UserFactory()
    link = PreviewLink.make(thing, user, 14)
    user.is_active = False
    user.save()
    assert client.get(f"/vorschau/{link_token(link)}/").status_code == 410


def test_a_link_to_something_deleted_says_so(client):
    thing = DRAFTS["article"]()
    link = link_to(thing)
    thing.delete()
    assert client.get(link).status_code == 410


def test_opening_a_link_changes_nothing_and_nothing_is_sent_to_it(client):
    link = link_to(DRAFTS["article"]())
    before = list(PreviewLink.objects.values())
    client.get(link)
    assert client.post(link).status_code == 405
    assert list(PreviewLink.objects.values()) == before


def test_links_that_expired_long_ago_are_forgotten():
    thing = DRAFTS["article"]()
    link = PreviewLink.make(thing, UserFactory(), 1)
    assert purge_links(link.expires_at + RETENTION - timedelta(minutes=1)) == 0
    assert purge_links(link.expires_at + RETENTION) == 1


# --- The page for staff


def preview_of(thing, name="article"):
    room = {"article": "news_article", "plot": "sites_plot"}[name]
    return reverse(f"admin:{room}_preview", args=[thing.pk])


def test_staff_see_both_languages_on_the_width_they_choose(client):
    client.force_login(UserFactory(administrator=True))
    thing = DRAFTS["article"]()
    frames = client.get(preview_of(thing)).context["frames"]
    assert [(frame["width"], frame["url"].rsplit("/", 2)[1]) for frame in frames] == [
        (390, "de"),
        (390, "en"),
    ]
    frames = client.get(preview_of(thing), {"width": "all", "language": "en"}).context["frames"]
    assert [frame["width"] for frame in frames] == [390, 820, 1280]
    shown = client.get(frames[0]["url"])
    assert "Sable" in text_of(shown)


def test_the_page_knows_nothing_of_the_session_of_whoever_looks_and_leaves_it_alone(client):
    client.force_login(UserFactory(administrator=True))
    session = client.session
    session["kept"] = "by the viewer"
    session.save()
    before = dict(client.session.items())
    for address in (link_to(DRAFTS["article"]()), link_to(DRAFTS["plot"]())):
        shown = client.get(address).context["request"]
        assert not shown.user.is_authenticated
        assert list(shown.session.keys()) == []
        assert shown.COOKIES == {}
    assert dict(client.session.items()) == before
    assert client.get(reverse("admin:index")).status_code == 200


def rest_of_policy(answer):
    """All but who may frame the page; a nonce is another each time."""
    lines = re.sub(r" 'nonce-[^']+'", "", answer["Content-Security-Policy"]).split("; ")
    return sorted(line for line in lines if not line.startswith("frame-ancestors"))


def test_only_the_portal_itself_may_frame_the_page(client):
    client.force_login(UserFactory(administrator=True))
    thing = DRAFTS["article"]()
    framed = client.get(reverse("admin:news_article_previewpage", args=[thing.pk, "de"]))
    assert framed["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in framed["Content-Security-Policy"]
    assert "no-store" in framed["Cache-Control"]
    linked = client.get(link_to(thing))
    assert linked["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in linked["Content-Security-Policy"]
    assert rest_of_policy(framed) == rest_of_policy(linked)


def test_a_link_is_made_copied_and_revoked_on_the_form(client):
    client.force_login(UserFactory(administrator=True))
    thing = DRAFTS["article"]()
    client.post(preview_of(thing), {"days": 7})
    link = PreviewLink.objects.get()
    assert link.expires_at - link.created_at == timedelta(days=7)
    assert link_url(link) in text_of(client.get(preview_of(thing)))
    client.post(preview_of(thing), {"revoke": link.pk})
    assert link_url(link) not in text_of(client.get(preview_of(thing)))
    assert client.get(f"/vorschau/{link_token(link)}/").status_code == 410


@pytest.mark.parametrize("days", ["0", "-1", "91", "x", ""])
def test_a_link_works_for_a_day_at_least_and_ninety_at_most(client, days):
    client.force_login(UserFactory(administrator=True))
    answer = client.post(preview_of(DRAFTS["article"]()), {"days": days})
    assert answer.context["form"].errors
    assert not PreviewLink.objects.exists()


def test_a_link_of_another_entry_is_not_revoked_here(client):
    client.force_login(UserFactory(administrator=True))
    link = PreviewLink.make(ArticleFactory(draft=True), UserFactory(), 7)
    client.post(preview_of(DRAFTS["article"]()), {"revoke": link.pk})
    client.post(preview_of(DRAFTS["article"]()), {"revoke": "x"})
    link.refresh_from_db()
    assert link.revoked_at is None


def test_who_may_only_look_makes_no_link_and_sees_none(client):
    member = MembershipFactory(role="reader")
    space = SpaceFactory(draft=True, steward=member.organisation)
    link = PreviewLink.make(space, UserFactory(), 7)
    client.force_login(member.user)
    page = client.get(preview_of(space, "plot"))
    assert page.status_code == 200
    assert link_token(link) not in text_of(page)
    assert client.post(preview_of(space, "plot"), {"days": 7}).status_code == 403


def test_another_municipality_makes_no_link_to_it(client):
    client.force_login(MembershipFactory(role="editor").user)
    space = SpaceFactory(draft=True, steward=OrganisationFactory())
    assert client.get(preview_of(space, "plot")).status_code == 403
    assert client.post(preview_of(space, "plot"), {"days": 7}).status_code == 403
    assert not PreviewLink.objects.exists()
