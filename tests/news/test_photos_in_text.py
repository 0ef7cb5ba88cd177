"""A photo that its article places in the text stands there only; what else reads the text is not disturbed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from editing.admin.forms.readability import readability_reports
from editing.comparing.display import richtext_as_lines
from editing.duplicating import duplicate
from editing.models import PreviewLink
from editing.previewing.preview import link_token
from editing.releasing import steps
from editing.releasing.states import current_state
from news.models import Article
from publishing.models import Picture
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.portal import PageFactory
from tests.factories.projects import ProjectFactory, ProjectPhotoFactory
from tests.filling import filled
from tests.reading import markup_of, text_of

pytestmark = pytest.mark.django_db

ALTS = ("Tor", "Halle", "Gleis")


def article(places=(), **fields):
    """An article with three photos, called as ALTS says, that places those with these numbers (0 to 2)."""
    piece = ArticleFactory(title_en="In English", teaser_en="Short.")
    photos = [
        ArticlePhotoFactory(
            article=piece,
            alt_de=alt,
            caption_de=f"{alt} am Abend",
            order=order,
            picture__credit=f"Foto: {alt}",
        )
        for order, alt in enumerate(ALTS)
    ]
    marks = "".join(f"<p>[Bild {photos[number].picture_id}]</p>" for number in places)
    piece.body_de = f"<p>Vorher.</p>{marks}<p>Danach.</p>"
    for name, value in fields.items():
        setattr(piece, name, value)
    piece.save()
    return Article.objects.get(pk=piece.pk)


def parts(client, piece, start=""):
    """The page above, within and below the text."""
    with_start = f"{start}/news/{piece.slug}/" if start else piece.get_absolute_url()
    page = markup_of(client.get(with_start)).split('<article class="article">')[1].split("</article>")[0]
    above, rest = page.split('<div class="prose"')
    last = next(words for words in ("Danach.</p>", "After.</p>") if words in rest)
    within, below = rest.split(last)
    return above, within + last, below


def test_it_stands_where_the_text_places_it_with_caption_credit_and_variants(client):
    above, within, below = parts(client, article(places=[1]))
    assert within.index("Vorher.") < within.index("<figure") < within.index("Danach.")
    for words in ('alt="Halle"', "Halle am Abend", "Foto: Halle", "image/avif", "srcset="):
        assert words in within
    assert 'alt="Tor"' in above
    assert 'alt="Gleis"' in below
    assert 'alt="Halle"' not in above + below
    assert "[Bild" not in within


def test_without_a_mark_the_photos_stand_around_the_text(client):
    above, within, below = parts(client, article())
    assert 'alt="Tor"' in above
    assert "<figure" not in within
    assert below.index('alt="Halle"') < below.index('alt="Gleis"')


def test_a_first_photo_that_the_text_places_is_not_at_the_top_as_well(client):
    piece = article(places=[0])
    above, within, below = parts(client, piece)
    assert "<figure" not in above
    assert 'alt="Tor"' in within
    assert 'alt="Tor"' not in below
    assert piece.lead_photo.alt == "Tor"  # it stays that of lists and previews of links


def test_the_english_page_places_it_as_its_own_text_does(client):
    piece = article(places=[1])
    second = piece.photos.all()[1]
    piece.body_en = f"<p>Before.</p><p>[Picture {second.picture_id}]</p><p>After.</p>"
    piece.save()
    type(second).objects.filter(pk=second.pk).update(alt_en="Hall", caption_en="Hall at night")
    _above, within, below = parts(client, piece, "/en")
    assert within.index("Before.") < within.index('alt="Hall"')
    assert "Hall at night" in within
    assert 'alt="Hall"' not in below
    assert '<figure class="figure">' in within


def test_in_german_text_on_an_english_page_english_words_say_their_language(client):
    piece = article(places=[1])
    second = piece.photos.all()[1]
    _above, within, _below = parts(client, piece, "/en")
    assert '<figure class="figure">' in within  # German words in German text
    type(second).objects.filter(pk=second.pk).update(alt_en="Hall")
    _above, within, _below = parts(client, piece, "/en")
    assert '<figure class="figure" lang="en">' in within


def test_of_a_picture_that_is_gone_or_not_allowed_nothing_is_left(client):
    piece = article(places=[0, 1])
    first, second = piece.photos.all()[:2]
    first.delete()
    Picture.objects.filter(pk=second.picture_id).update(rights_until=timezone.localdate() - timedelta(days=1))
    above, within, below = parts(client, piece)
    assert within.split(">", 1)[1].startswith("<p>Vorher.</p><p>Danach.</p>")
    assert 'alt="Gleis"' in above
    assert "<figure" not in within + below


def test_a_picture_of_another_article_is_not_shown(client):
    other = ArticlePhotoFactory(alt_de="Geheim", article=ArticleFactory(draft=True))
    piece = ArticleFactory(body_de=f"<p>Da.</p><p>[Bild {other.picture_id}]</p>")
    page = text_of(client.get(piece.get_absolute_url()))
    assert "Geheim" not in page
    assert "[Bild" not in page


def test_the_empty_line_below_a_picture_at_the_end_is_not_shown(client):
    piece = article(places=[1])
    number = piece.photos.all()[1].picture_id
    Article.objects.filter(pk=piece.pk).update(
        body_de=f"<p>Danach.</p><p>[Bild {number}]</p><p><br></p><p></p>"
    )
    page = markup_of(client.get(piece.get_absolute_url()))
    assert page.split('<div class="prose"')[1].split("</figure>")[1].lstrip().startswith("</div>")


def test_words_of_editors_in_a_figure_are_escaped(client):
    piece = article(places=[1])
    second = piece.photos.all()[1]
    type(second).objects.filter(pk=second.pk).update(caption_de="<script>x</script> [Bild 1]")
    assert "&lt;script&gt;x" in parts(client, piece)[1]


def test_projects_place_theirs_too_and_pages_leave_marks_out(client):
    project = ProjectFactory()
    photo = ProjectPhotoFactory(project=project, alt_de="Rad")
    type(project).objects.filter(pk=project.pk).update(body_de=f"<p>[Bild {photo.picture_id}]</p>")
    page = markup_of(client.get(project.get_absolute_url()))
    assert page.count('alt="Rad"') == 1
    PageFactory(key="press", body_de="<p>Wort.</p><p>[Bild 1]</p>")
    assert "[Bild" not in text_of(client.get("/presse/"))


@pytest.mark.parametrize("places", [[], [0, 1, 2]])
def test_it_costs_no_query(client, django_assert_num_queries, places):
    piece = article(places)
    client.get(piece.get_absolute_url())
    with django_assert_num_queries(10):
        client.get(piece.get_absolute_url())


# --- What else reads the text


def test_search_finds_the_words_but_not_the_mark(client):
    piece = article(places=[1])
    assert "vorher. danach." in piece.search_text
    assert "[bild" not in piece.search_text
    page = text_of(client.get("/suche/", {"q": "danach"}))
    assert "Vorher." in page
    assert "[Bild" not in page


def test_the_feed_has_the_photo_and_no_mark(client):
    piece = article(places=[1])
    feed = client.get("/aktuelles/feed/").content.decode()
    assert piece.photos.all()[1].picture.url in feed
    assert "[Bild" not in feed


def test_a_comparison_of_versions_shows_mark_and_source_as_words():
    words = richtext_as_lines("<p>A</p><p>[Bild 17]</p><blockquote><p>Ja.</p><p>– Anna Berg</p></blockquote>")
    assert words == "A\n[Bild 17]\nJa.\n– Anna Berg"


def test_marks_are_no_words_to_read():
    words = " ".join(["Der Hafen ist offen."] * 10)
    plain, marked = (
        readability_reports(Article(body_de=f"<p>{words}</p>{mark}")) for mark in ("", "<p>[Bild 17]</p>")
    )
    assert vars(plain[0]["found"]) == vars(marked[0]["found"])


def test_a_copy_places_its_own_row_of_the_same_picture():
    piece = article(places=[1])
    copy = duplicate(piece, rows=["photos"])
    [(number, photo)] = copy.photos_by_place["within"].items()
    assert number in piece.photos_by_place["within"]
    assert photo.article_id == copy.pk


# --- The form


@pytest.fixture
def editor(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def form_of(piece):
    return reverse("admin:news_article_change", args=[piece.pk])


def test_each_photo_of_the_form_says_its_mark(client, editor):
    piece = article()
    page = markup_of(client.get(form_of(piece)))
    for photo in piece.photos.all():
        assert f"<code>[Bild {photo.picture_id}]</code>" in page
    page = markup_of(client.get(f"/en{form_of(piece)}"))
    assert f"<code>[Picture {piece.photos.all()[0].picture_id}]</code>" in page


def test_the_preview_of_what_is_typed_shows_it(client, editor):
    piece = article()
    number = piece.photos.all()[1].picture_id
    sent = filled(client.get(form_of(piece)), body_de=f"<p>Neu.</p><p>[Bild {number}]</p><p>Danach.</p>")
    del sent["_save"]
    page = markup_of(client.post(form_of(piece), sent | {"_preview": ""}))
    assert page.index("Neu.") < page.index('alt="Halle"') < page.index("Danach.")
    assert page.count('alt="Halle"') == 1


def test_a_mark_typed_without_script_is_stored_as_it_is(client, editor):
    piece = article()
    number = piece.photos.all()[1].picture_id
    body = f"<p>Neu.</p><p>[Bild {number}]</p>"
    client.post(form_of(piece), filled(client.get(form_of(piece)), body_de=body))
    assert Article.objects.get().body_de == body


def test_a_change_that_waits_shows_it_in_its_preview(client):
    piece = article()
    number = piece.photos.all()[1].picture_id
    wanted = current_state(piece)
    wanted["fields"] |= {"body_de": f"<p>Neu.</p><p>[Bild {number}]</p>"}
    steps.hand_in(piece, current_state(piece), wanted, UserFactory(), version=piece.version)
    link = link_token(PreviewLink.make(piece, UserFactory(), 7, shows_change=True))
    page = markup_of(client.get(f"/vorschau/{link}/"))
    assert page.index("Neu.") < page.index('alt="Halle"')
    assert page.count('alt="Halle"') == 1
