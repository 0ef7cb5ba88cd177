"""Photos in the administration: focal point and crops, order, many at once."""

import pytest
from django.test import Client

from tests.browser.accessibility import SCHEMES, overflow, violations
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory, ArticlePhotoFactory

TABLET = {"width": 768, "height": 1000}


@pytest.fixture
def desk(empty_site, new_context, address):
    """An editor's page on a tablet."""
    client = Client()
    client.force_login(UserFactory(name="Erika Muster", region_staff=True))
    context = new_context(viewport=TABLET)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])
    return context.new_page()


@pytest.fixture
def article(empty_site):
    article = ArticleFactory()
    for number, alt in enumerate(["Anfang", "Mitte", "Ende"]):
        ArticlePhotoFactory(article=article, alt=alt, order=number)
    return article


def open_form(desk, article):
    desk.goto(f"/admin/news/article/{article.pk}/change/")


def focal_point(page, row=0):
    return tuple(page.locator(f"#id_photos-{row}-{name}").input_value() for name in ("focal_x", "focal_y"))


def crops(page):
    images = page.locator("#photos-0 .admin-crop img")
    return set(images.evaluate_all("images => images.map(image => getComputedStyle(image).objectPosition)"))


def test_a_click_sets_the_focal_point_and_every_crop_shows_it(desk, article):
    open_form(desk, article)
    picture = desk.locator("#photos-0 .admin-focal-point__image")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] * 0.75, "y": box["height"] * 0.25})
    x, y = focal_point(desk)
    assert abs(int(x) - 75) <= 2
    assert abs(int(y) - 25) <= 2
    assert crops(desk) == {"75% 25%"}


def test_the_focal_point_is_dragged(desk, article):
    open_form(desk, article)
    picture = desk.locator("#photos-0 .admin-focal-point__image")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    desk.locator("#photos-0 .admin-focal-point__dot").hover()
    desk.mouse.down()
    desk.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + box["height"] * 0.5, steps=3)
    desk.mouse.move(box["x"] + box["width"] + 50, box["y"] + box["height"] + 50, steps=3)
    desk.mouse.up()
    assert focal_point(desk) == ("100", "100")
    desk.mouse.move(box["x"], box["y"])
    assert focal_point(desk) == ("100", "100")


def test_arrow_keys_move_the_focal_point_and_it_is_kept(desk, article):
    open_form(desk, article)
    dot = desk.locator("#photos-0 .admin-focal-point__dot")
    dot.press("ArrowLeft")
    dot.press("Shift+ArrowUp")
    assert focal_point(desk) == ("45", "49")
    assert "45" in dot.get_attribute("aria-valuetext")
    desk.locator("input[name=_continue]").first.click()
    desk.locator(".messagelist .success").wait_for()
    assert focal_point(desk) == ("45", "49")


def test_axe_finds_nothing_in_the_photos_of_a_tablet(desk, article):
    found = []
    for scheme in SCHEMES:
        desk.emulate_media(color_scheme=scheme)
        open_form(desk, article)
        found += violations(desk, scheme) + overflow(desk, scheme)
    assert found == []
