"""A picture that looks the same as one there already is told of, to those who may see that one; nothing is refused."""

import io
import random
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import gettext
from PIL import Image, ImageDraw

from news.models import Article
from publishing import perceptual_hash
from publishing.models import Picture
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.news import ArticleFactory
from tests.filling import filled, unrendered
from tests.reading import markup_of, text_of

pytestmark = pytest.mark.slow

DEMO = Path(__file__).parents[2] / "portal" / "demo" / "pictures"


@cache
def demo(name):
    return Image.open(DEMO / f"{name}.webp").convert("RGB")


def names():
    return sorted(file.stem for file in DEMO.glob("*.webp"))


def upload(image, quality=90, name="bild.jpg"):
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return SimpleUploadedFile(name, buffer.getvalue())


def cut(image, share):
    width, height = image.size
    return image.crop(
        (int(width * share), int(height * share), int(width * (1 - share)), int(height * (1 - share)))
    )


def smaller(image):
    """Half as wide, and without 2 % on each side."""
    return half(cut(image, 0.02))


def stored(image, quality=90, **fields):
    return Picture.objects.store(upload(image, quality), **{"credit": "Foto: Bea Thal"} | fields)


def plan(seed):
    """A site plan: black lines on white, in the same frame and with the same legend as every other."""
    dice = random.Random(seed)
    image = Image.new("RGB", (800, 600), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((20, 20, 780, 580), outline="black", width=2)
    draw.rectangle((600, 500, 775, 575), outline="black", width=2)
    for _ in range(dice.randint(4, 14)):
        x, y = dice.randint(30, 600), dice.randint(30, 450)
        draw.rectangle((x, y, x + dice.randint(20, 170), y + dice.randint(20, 120)), outline="black", width=2)
    return image


def half(image):
    return image.resize((image.width // 2, image.height // 2))


@pytest.mark.django_db
@pytest.mark.once
def test_the_demo_s_pictures_are_recognised_in_another_size_and_compression_and_most_with_less_margin():
    originals = {name: stored(demo(name)) for name in names()}
    there = Picture.objects.filter(pk__in=[picture.pk for picture in originals.values()])
    recognised = 0
    for name, original in originals.items():
        assert perceptual_hash.find_similar(stored(half(demo(name)), quality=50), there) == original
        match = perceptual_hash.find_similar(stored(smaller(demo(name)), quality=50), there)
        assert match in (None, original)
        recognised += match == original
    assert recognised >= 0.85 * len(originals)


@pytest.mark.django_db
@pytest.mark.once
def test_no_two_of_the_demo_s_pictures_are_taken_for_each_other():
    for name in names():
        stored(demo(name))
    everything = Picture.objects.all()
    assert [perceptual_hash.find_similar(picture, everything) for picture in everything] == [None] * len(
        everything
    )


def test_site_plans_of_different_places_do_not_look_the_same():
    seen = [perceptual_hash.compute_hash(plan(seed)) for seed in range(40)]
    least = min(perceptual_hash.hamming_distance(one, other) for one, other in combinations(seen, 2))
    assert least > perceptual_hash.MAX_BIT_DISTANCE


@pytest.mark.django_db
class TestTheHint:
    @pytest.fixture
    def editor(self, client):
        user = UserFactory(region_staff=True)
        client.force_login(user)
        return user

    def send(self, client, image):
        data = {"upload": upload(image), "credit": "Foto: Anna Berg"}
        return client.post(reverse("admin:publishing_picture_upload"), data)

    def test_stands_beside_a_file_of_many_with_the_picture_there(self, client, editor):
        known = stored(demo("bahn"), licence="CC BY 4.0", rights_until="2099-01-31")
        answer = self.send(client, smaller(demo("bahn")))
        page = markup_of(answer)
        assert Picture.objects.count() == 2
        assert f'data-lookalike data-picture="{known.pk}"' in page
        assert 'data-licence="CC BY 4.0" data-rights_until="31.01.2099"' in page
        words = gettext("It looks like a picture that is there already: %(credit)s.")
        assert words % {"credit": "Foto: Bea Thal"} in page

    def test_is_not_given_for_another_motif(self, client, editor):
        stored(demo("bahn"))
        assert "data-lookalike" not in text_of(self.send(client, demo("hafen")))

    def test_says_nothing_of_pictures_the_editor_may_not_see(self, client):
        stored(demo("bahn"), credit="Foto: Geheime Quelle")
        client.force_login(MembershipFactory(role="editor").user)
        page = self.send(client, smaller(demo("bahn"))).content.decode()
        assert "data-picture" in page
        assert "data-lookalike" not in page
        assert "Geheime Quelle" not in page

    def test_follows_the_saving_of_a_row_and_leads_to_the_picture_there(self, client, editor):
        known = stored(demo("bahn"))
        article = ArticleFactory()
        address = reverse("admin:news_article_change", args=[article.pk])
        row = {"upload": upload(smaller(demo("bahn"))), "credit": "Foto: Anna Berg", "alt_de": "Ein Bahnhof"}
        data = filled(
            unrendered(client, address), **{f"photos-0-{name}": value for name, value in row.items()}
        )
        answer = client.post(address, data, follow=True)
        assert Article.objects.get().photos.get().picture != known
        [hint] = [str(message) for message in answer.context["messages"] if "data" not in message.tags][:1]
        assert reverse("admin:publishing_picture_change", args=[known.pk]) in hint

    def test_stands_in_the_row_when_the_form_comes_back(self, client, editor):
        known = stored(demo("bahn"))
        article = ArticleFactory()
        address = reverse("admin:news_article_change", args=[article.pk])
        row = {"upload": upload(smaller(demo("bahn"))), "credit": "Foto: Anna Berg", "alt_de": ""}
        data = filled(
            unrendered(client, address), **{f"photos-0-{name}": value for name, value in row.items()}
        )
        page = client.post(address, data).content.decode()
        assert reverse("admin:publishing_picture_change", args=[known.pk]) in page

    def test_follows_the_adding_of_a_picture_by_itself(self, client, editor):
        known = stored(demo("bahn"))
        address = reverse("admin:publishing_picture_add")
        new = {"upload": upload(smaller(demo("bahn"))), "credit": "Foto: Anna Berg"}
        answer = client.post(address, filled(unrendered(client, address), **new), follow=True)
        hints = " ".join(str(message) for message in answer.context["messages"])
        assert reverse("admin:publishing_picture_change", args=[known.pk]) in hints
