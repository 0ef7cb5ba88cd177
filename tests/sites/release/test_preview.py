"""The preview of a change that waits: the page as it would be, for those who may see it, and not a trace elsewhere."""

import re

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from editing.models import PendingChange, PreviewLink
from editing.previewing import responses
from editing.previewing.overlay import overlaid_tables
from editing.previewing.preview import link_token
from editing.releasing import steps
from editing.releasing.states import current_state
from mailing.models import OutgoingMail
from publishing.models import Picture, Redirect
from sites.models import Offer, Space, SpaceDocument, SpacePhoto
from tests.factories.accounts import ContactFactory, UserFactory
from tests.factories.publishing import PictureFactory, picture_upload
from tests.factories.sites import SpaceDocumentFactory
from tests.papers import PDF
from tests.reading import text_of
from tests.working import change, decide, page_of, public_page, save

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]


def change_page(space, inner="de"):
    return page_of(space, "previewchangepage", inner)


def link_of(space, **fields):
    return f"/vorschau/{link_token(PreviewLink.make(space, UserFactory(), 14, **fields))}/"


def sources(page):
    return set(re.findall(r'<img\b[^>]*\ssrc="([^"]*/bilder/[^"]+)"', page))


@pytest.fixture
def waiting_files(client, log_in, town, space):
    """A change that brings a photo and a document, and takes away the offer."""
    log_in(town)
    save(
        client,
        space,
        name_de="Südfeld",
        name_en="South Field",
        offers__0__DELETE="on",
        photos__TOTAL_FORMS="1",
        photos__0__upload=picture_upload(),
        photos__0__credit="Foto: Anna Berg",
        photos__0__alt_de="Die Halle von Norden",
        documents__TOTAL_FORMS="1",
        documents__0__kind="other",
        documents__0__title_de="Lageplan",
        documents__0__order="0",
        documents__0__file=SimpleUploadedFile("lageplan.pdf", PDF),
    )
    assert change().state == "open"


class TestStaff:
    def test_the_author_sees_the_page_as_it_would_be_and_the_public_does_not(self, client, waiting, space):
        page = text_of(client.get(change_page(space)))
        assert "Südfeld" in page
        assert "noch nicht öffentlich" in page or "not yet public" in page
        assert "Südfeld" not in public_page(client, space)
        assert "not yet public" not in public_page(client, space)

    def test_the_reviewer_too_and_nobody_of_another_town(self, client, log_in, waiting, town, other, space):
        log_in(town, "reviewer")
        assert "Südfeld" in text_of(client.get(change_page(space)))
        log_in(other, "reviewer")
        assert client.get(change_page(space)).status_code == 403
        client.logout()
        assert "/login/" in client.get(change_page(space)).url

    def test_the_preview_shows_the_change_first_and_the_stored_page_on_request(self, client, waiting, space):
        frames = client.get(page_of(space, "preview")).context["frames"]
        assert [frame["url"] for frame in frames] == [change_page(space, "de"), change_page(space, "en")]
        frames = client.get(page_of(space, "preview"), {"state": "stored"}).context["frames"]
        assert "Nordfeld" in text_of(client.get(frames[0]["url"]))

    def test_form_and_comparison_lead_to_it(self, client, waiting, space):
        preview = f'href="{page_of(space, "preview")}"'
        assert preview in text_of(client.get(page_of(space, "review")))
        notes = text_of(client.get(page_of(space))).partition("admin-note__links")[2].partition("</p>")[0]
        assert preview in notes

    def test_without_a_change_it_leads_to_the_stored_page(self, client, log_in, town, space):
        log_in(town)
        assert client.get(change_page(space)).url == page_of(space, "preview")
        assert client.get(page_of(space, "preview")).context["change"] is None

    def test_pictures_and_documents_are_seen_inside_and_nowhere_else(self, client, waiting_files, space):
        page = text_of(client.get(change_page(space)))
        base = page_of(space, "previewchange")
        [source] = sources(page)
        [paper] = set(re.findall(rf'href="({re.escape(base)}[^"]*unterlagen/[^"]+\.pdf)"', page))
        assert source.startswith(base)
        assert client.get(source).status_code == 200
        assert b"".join(client.get(paper).streaming_content) == PDF
        visitor = type(client)()
        assert visitor.get(f"/{source.removeprefix(base)}").status_code == 404
        assert visitor.get(f"/{paper.removeprefix(base)}").status_code == 404
        assert not space.photos.exists()
        assert not space.documents.exists()

    def test_what_the_change_takes_away_is_gone_in_it(self, client, waiting_files, space):
        price = re.compile(r"\b30\W+€/m²")
        assert price.search(public_page(client, space))
        assert not price.search(text_of(client.get(change_page(space))))
        assert space.offers.count() == 1

    def test_a_pdf_is_shown_as_the_page_it_is_made_of(self, client, waiting, space):
        page = text_of(client.get(change_page(space)))
        [paper] = set(re.findall(r'href="([^"]+/expose\.pdf)"', page))
        answer = client.get(paper, follow=True)
        assert answer["Content-Type"].startswith("text/html")
        assert "Südfeld" in text_of(answer)

    def test_only_the_portal_itself_may_frame_it_and_nobody_keeps_it(self, client, waiting, space):
        answer = client.get(change_page(space))
        assert answer["X-Frame-Options"] == "SAMEORIGIN"
        assert "no-store" in answer["Cache-Control"]
        assert '<base target="_blank">' in text_of(answer)


class TestLink:
    def test_it_shows_the_change_while_it_waits_and_then_the_released_page(
        self, client, log_in, waiting, town, space
    ):
        client.post(page_of(space, "preview"), {"days": 7})
        link = f"/vorschau/{link_token(PreviewLink.objects.get())}/"
        visitor = type(client)()
        assert "Südfeld" in (page := text_of(visitor.get(link)))
        assert "not yet public" in text_of(visitor.get(f"{link}en/"))
        assert 'class="wrap preview-note"' in page
        log_in(town, "reviewer")
        decide(client, space)
        page = text_of(visitor.get(f"{link}en/"))
        assert "not yet public" not in page
        assert "This is the released page, as visitors see it." in page

    def test_it_says_that_nothing_came_of_the_change(self, client, waiting, space):
        link = link_of(space, shows_change=True)
        decide(client, space, "_takeback")
        page = text_of(client.get(f"{link}en/"))
        assert "Nordfeld" in page
        assert "No change waits any more" in page

    def test_one_that_was_made_of_the_stored_page_never_shows_a_change(self, client, waiting, space):
        client.post(f"{page_of(space, 'preview')}?state=stored", {"days": 7})
        assert not PreviewLink.objects.get().shows_change
        page = text_of(client.get(link_of(space)))
        assert "Nordfeld" in page
        assert "preview-note" not in page

    def test_its_files_and_the_other_language_stay_inside(self, client, waiting_files, space):
        visitor = type(client)()
        page = text_of(visitor.get(link := link_of(space, shows_change=True)))
        [source] = sources(page)
        assert visitor.get(source).status_code == 200
        assert visitor.get(source)["Cache-Control"] == "private, no-store"
        [paper] = set(re.findall(rf'href="({re.escape(link)}[^"]*unterlagen/[^"]+\.pdf)"', page))
        assert visitor.get(paper).status_code == 200
        assert "South Field" in text_of(visitor.get(f"{link}en/"))
        assert visitor.get(f"{link[:-1]}{PictureFactory().url}").status_code == 410

    def test_the_portrait_of_the_contact_that_the_change_names_is_seen(self, client, waiting, space, town):
        contact = ContactFactory(portrait=PictureFactory(), organisation=town)
        waits = change()
        waits.snapshot["fields"]["contact"] = contact.pk
        waits.save()
        link = link_of(space, shows_change=True)
        assert client.get(f"{link[:-1]}{contact.portrait.url}").status_code == 200

    def test_a_picture_is_shown_as_long_as_the_change_gives_it_rights(self, client, waiting, space):
        photo = SpacePhoto.objects.create(space=space, picture=PictureFactory(), alt_de="Bild")
        waits = change()
        wanted = current_state(Space.objects.get(pk=space.pk))
        wanted["pictures"][str(photo.picture_id)]["rights_until"] = "2020-01-01"
        steps.hand_in(space, current_state(space), wanted, waits.author, version=space.version)
        Picture.objects.filter(pk=photo.picture_id).update(rights_until=None)
        link = link_of(space, shows_change=True)
        assert photo.picture.url not in text_of(client.get(link))

    def test_what_no_release_would_take_is_shown_all_the_same_and_stored_nowhere(
        self, client, waiting, space
    ):
        waits = change()
        waits.snapshot["fields"] |= {"area": "-1", "contact": 987_654}
        waits.snapshot["rows"]["sites.offer"]["new-1"] = {"disposal": "sale", "price_m2": "-4"}
        waits.save()
        for address in (link_of(space, shows_change=True), change_page(space)):
            assert "Südfeld" in text_of(client.get(address))
        assert Space.objects.get(pk=space.pk).area == 50_000


class TestNothingIsLeft:
    def everything(self):
        models = [Space, Offer, SpacePhoto, SpaceDocument, Picture, PendingChange, Redirect, OutgoingMail]
        return {model: list(model._base_manager.order_by("pk").values()) for model in [*models, PreviewLink]}

    def test_not_in_the_database_nor_on_the_disk(
        self, client, waiting_files, space, django_capture_on_commit_callbacks
    ):
        link = link_of(space, shows_change=True)
        before, files = self.everything(), default_storage.listdir("unterlagen")
        with django_capture_on_commit_callbacks() as callbacks:
            for address in (link, f"{link}en/", change_page(space), page_of(space, "preview")):
                assert client.get(address).status_code == 200
        assert callbacks == []
        assert self.everything() == before
        assert default_storage.listdir("unterlagen") == files

    def test_not_in_a_cache(self):
        with overlaid_tables([]):
            cache.set("what-waits", "Nordfeld")
            assert cache.get_or_set("what-waits", lambda: "Südfeld") == "Südfeld"
        assert cache.get("what-waits") is None
        cache.set("what-waits", "kept again")
        assert cache.get("what-waits") == "kept again"
        cache.delete("what-waits")

    def test_not_when_the_page_fails(self, client, waiting, space, monkeypatch):
        monkeypatch.setattr(responses, "render_page", lambda *args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            client.get(change_page(space))
        assert Space.objects.get(pk=space.pk).name_de == "Nordfeld"
        assert not transaction.get_connection().needs_rollback

    def test_a_former_address_leaves_no_redirect(self, client, waiting, space):
        client.get(change_page(space))
        assert not Redirect.objects.exists()


class TestChecks:
    def problems(self, client, space):
        return " ".join(problem.message for problem in client.get(page_of(space)).context["problems"])

    def test_a_form_that_shows_a_change_lists_what_is_wrong_with_the_change(
        self, client, waiting_files, log_in, town, space
    ):
        assert "Lageplan" in self.problems(client, space)
        log_in(town, "reviewer")
        assert "Lageplan" not in self.problems(client, space)
        assert "Lageplan" in text_of(client.get(page_of(space), {"change": "1"}))

    def test_what_the_change_puts_right_is_no_reproach_any_more(self, client, log_in, town, space):
        SpaceDocumentFactory(space=space, file__data=PDF)
        log_in(town)
        assert "Bebauungsplan" in self.problems(client, space)
        save(client, space, documents__0__DELETE="on")
        assert "Bebauungsplan" not in self.problems(client, space)
