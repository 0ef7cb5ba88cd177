"""Photos in the administration: focal point and crops, order, many at once."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from playwright.sync_api import expect

from publishing.models import Picture
from tests.browser.accessibility import SCHEMES, overflow, violations
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.publishing import picture_upload

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
        ArticlePhotoFactory(article=article, alt_de=alt, order=number)
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
    save_and_go_on(desk)
    assert focal_point(desk) == ("45", "49")


def order_of(page, rows=3):
    return [page.locator(f"#id_photos-{row}-order").input_value() for row in range(rows)]


def strip(page):
    return page.locator(".photo-order__item > a").all_inner_texts()


def save_and_go_on(page):
    page.locator("input[name=_continue]").first.click()
    page.locator(".messagelist .success").wait_for()


def test_photos_are_dragged_into_their_order(desk, article):
    open_form(desk, article)
    first, last = desk.locator(".photo-order__item").first, desk.locator(".photo-order__item").last
    first.scroll_into_view_if_needed()
    first.locator("img").hover()
    desk.mouse.down()
    box = last.bounding_box()
    desk.mouse.move(box["x"] + 30, box["y"] + 30, steps=8)
    desk.mouse.up()
    assert strip(desk) == ["Mitte", "Ende", "Anfang"]
    assert order_of(desk) == ["3", "1", "2"]
    save_and_go_on(desk)
    assert [photo.alt_de for photo in article.photos.all()] == ["Mitte", "Ende", "Anfang"]


def test_buttons_move_a_photo_say_so_and_keep_the_focus(desk, article):
    open_form(desk, article)
    desk.locator(".photo-order__item").last.locator("[data-step='-1']").press("Enter")
    assert strip(desk) == ["Anfang", "Ende", "Mitte"]
    assert "Ende" in desk.locator(".photo-order__status").inner_text()
    desk.keyboard.press("Enter")
    assert strip(desk) == ["Ende", "Anfang", "Mitte"]
    assert order_of(desk) == ["2", "3", "1"]
    assert desk.evaluate("document.activeElement.dataset.step") == "1"  # the other way is no longer open


def test_a_new_photo_goes_behind_the_others(desk, article):
    open_form(desk, article)
    file = {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": picture_upload(colour="teal").read()}
    desk.locator("#id_photos-3-upload").set_input_files(file)
    desk.locator(".photo-order__item").nth(3).wait_for()
    assert order_of(desk, rows=4) == ["0", "1", "2", "3"]


def jpeg(colour):
    return {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": picture_upload(colour=colour).read()}


def upload_of(image):
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=90)
    return SimpleUploadedFile("bild.jpg", buffer.getvalue())


def say_who_made_all(page, credit):
    page.locator(".photo-upload__panel summary").click()
    page.locator("#photos-many-credit").fill(credit)


def test_many_files_become_rows_that_ask_for_their_alternative_text(desk, article, watch):
    watch.expect("*the server responded with a status of 422*")
    open_form(desk, article)
    say_who_made_all(desk, "Foto: Anna Berg")
    broken = {**jpeg("red"), "buffer": b"no picture"}
    desk.locator("#photos-many-files").set_input_files([jpeg("teal"), broken, jpeg("olive")])
    expect(desk.locator(".photo-upload__files a")).to_have_count(2)
    expect(desk.locator(".photo-upload__error")).to_contain_text("JPEG")
    assert [desk.locator(f"#id_photos-{row}-credit").input_value() for row in (3, 4)] == [
        "Foto: Anna Berg"
    ] * 2
    assert [desk.locator(f"#id_photos-{row}-alt_de").input_value() for row in (3, 4)] == ["", ""]
    assert order_of(desk, rows=5) == ["0", "1", "2", "3", "4"]
    assert desk.locator("#photos-4 .admin-focal-point__dot").count() == 1
    desk.locator(".photo-upload__files a").first.click()
    desk.keyboard.type("Ein Feld")
    desk.locator("#id_photos-4-alt_de").fill("Ein Hof")
    assert violations(desk) == []
    save_and_go_on(desk)
    assert [photo.alt_de for photo in article.photos.all()][3:] == ["Ein Feld", "Ein Hof"]


def test_the_picture_that_is_there_already_takes_the_place_of_one_that_looks_the_same(desk, article, watch):
    drawing = Image.linear_gradient("L").rotate(30, expand=True).convert("RGB")
    known = Picture.objects.store(upload_of(drawing), credit="Foto: Bea Thal")
    smaller = upload_of(drawing.resize((180, 180)))
    open_form(desk, article)
    say_who_made_all(desk, "Foto: Anna Berg")
    file = {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": smaller.read()}
    desk.locator("#photos-many-files").set_input_files([file])
    hint = desk.locator(".photo-upload__lookalike")
    expect(hint).to_contain_text("Foto: Bea Thal")
    assert desk.locator("#id_photos-3-credit").input_value() == "Foto: Anna Berg"
    assert violations(desk) == []
    hint.locator("button").click()
    assert desk.locator("#id_photos-3-credit").input_value() == "Foto: Bea Thal"
    assert desk.locator("#id_photos-3-picture").input_value() == str(known.pk)
    assert hint.locator("button").count() == 0
    desk.locator("#id_photos-3-alt_de").fill("Ein Feld")
    save_and_go_on(desk)
    assert article.photos.last().picture == known


def test_axe_finds_nothing_in_the_photos_of_a_tablet(desk, article):
    found = []
    for scheme in SCHEMES:
        desk.emulate_media(color_scheme=scheme)
        open_form(desk, article)
        found += violations(desk, scheme, scheme) + overflow(desk, scheme)
    assert found == []
