"""Photos in the administration: focal point and crops, order, many at once."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from playwright.sync_api import expect

from publishing.models import Picture
from sites.models import Plot
from tests.browser.accessibility import SCHEMES, overflow, violations
from tests.browser.unsaved import save
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.publishing import picture_upload
from tests.factories.sites import SpaceFactory

HEIC = Path(__file__).parents[1] / "publishing" / "heic"


@pytest.fixture
def desk(empty_site, logged_in):
    """An editor's page on a tablet."""
    return logged_in(UserFactory(name="Erika Muster", region_staff=True), size=(768, 1000))


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
    save(desk)
    open_form(desk, article)
    assert focal_point(desk) == ("45", "49")


def order_of(page, rows=3):
    return [page.locator(f"#id_photos-{row}-order").input_value() for row in range(rows)]


def strip(page):
    return page.locator(".photo-order__item > a").all_inner_texts()


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
    save(desk)
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


def test_a_new_photo_that_is_removed_leaves_the_strip(desk, article):
    open_form(desk, article)
    desk.locator("#id_photos-3-upload").set_input_files(jpeg("teal"))
    expect(desk.locator(".photo-order__item")).to_have_count(4)
    desk.locator("#photos-3 .inline-deletelink").click()
    expect(desk.locator(".photo-order__item")).to_have_count(3)


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
    save(desk)
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
    save(desk)
    assert article.photos.last().picture == known


# --- From a telephone, on the plot


@pytest.fixture
def phone(empty_site, new_context, log_in):
    """The form of a new plot's draft, in the hand of an editor of its town."""
    town = OrganisationFactory(name="Stadt Musterhausen")
    context = new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    log_in(context, MembershipFactory(organisation=town, role="editor").user)
    plot = SpaceFactory(draft=True, steward=town)
    page = context.new_page()
    page.goto(f"/admin/sites/plot/{plot.pk}/change/")
    return page


def taken(count):
    """Photos as a telephone sends them, each of a colour of its own."""
    return [
        {**jpeg(f"#{number * 8:02x}6699"), "name": f"IMG_{number}.JPG", "mimeType": "image/jpeg"}
        for number in range(count)
    ]


def choose(page, files):
    page.locator("#photos-many-files").set_input_files(files)


def lines(page):
    return page.locator(".photo-upload__files li")


def press(page, name):
    """A step of the work flow, and the page that it leads to."""
    button = page.locator(f".submit-row input[name={name}]").first
    if not button.is_visible():
        page.get_by_role("button", name="Mehr", exact=True).tap()
    with page.expect_navigation():
        button.tap()


def test_thirty_photos_are_sent_from_a_telephone_described_later_and_handed_in(phone):
    choose(phone, taken(30))
    expect(lines(phone)).to_have_count(30)
    expect(lines(phone).last).to_contain_text("wartet")
    expect(phone.locator(".photo-upload__panel progress")).to_be_visible()
    expect(phone.locator(".photo-upload__files a")).to_have_count(30, timeout=60_000)
    expect(phone.locator(".photo-upload__status")).to_contain_text("30 von 30")
    assert overflow(phone) == []
    press(phone, "_continue")
    plot = Plot.objects.get()
    assert not any(photo.alt_de or photo.picture.credit for photo in plot.photos.all())

    press(phone, "_review")
    plot.refresh_from_db()
    assert plot.workflow_state == Plot.WorkflowState.DRAFT
    links = phone.locator(".admin-problems a")
    asked = links.evaluate_all("links => links.map(link => link.dataset.field)")
    assert {f"photos-{row}-{name}" for row in range(30) for name in ("alt_de", "credit")} <= {*asked}
    phone.locator("#admin-problems summary").first.tap()
    phone.locator("[data-field='photos-29-alt_de']").first.tap()
    expect(phone.locator("#id_photos-29-alt_de")).to_be_focused()

    for row in range(30):
        phone.locator(f"#id_photos-{row}-alt_de").fill(f"Blick {row + 1} über das Feld")
        phone.locator(f"#id_photos-{row}-credit").fill("Foto: Anna Berg")
    press(phone, "_review")
    plot.refresh_from_db()
    assert plot.workflow_state == Plot.WorkflowState.IN_REVIEW
    assert plot.photos.filter(alt_de__startswith="Blick", picture__credit="Foto: Anna Berg").count() == 30


def test_more_than_thirty_are_refused_in_words_and_fewer_of_them_taken(phone):
    files = taken(31)
    choose(phone, files)
    expect(phone.locator(".photo-upload__status")).to_have_text(
        "Das sind mehr als 30 Dateien: Bitte wählen Sie weniger."
    )
    assert lines(phone).count() == 0
    choose(phone, files[:2])
    expect(phone.locator(".photo-upload__files a")).to_have_count(2)


def test_a_photo_that_is_lost_on_the_way_is_named_and_sent_again_alone(phone, watch):
    watch.expect("*the server responded with a status of 500*")
    watch.expect("*net::ERR_*")
    faults = iter(
        [
            lambda route: route.continue_(),
            lambda route: route.abort("connectionreset"),
            lambda route: route.fulfill(status=500, content_type="text/html", body="<h1>Fehler</h1>"),
            lambda route: route.abort("internetdisconnected"),
        ]
    )
    phone.route("**/picture/upload/", lambda route: next(faults, lambda rest: rest.continue_())(route))
    choose(phone, taken(4))
    lost = lines(phone).filter(has=phone.locator("button"))
    expect(phone.locator(".photo-upload__status")).to_contain_text("1 von 4")
    assert [line.split(":")[0] for line in lost.all_inner_texts()] == ["IMG_1.JPG", "IMG_2.JPG", "IMG_3.JPG"]
    assert violations(phone) + overflow(phone) == []
    for name in ("IMG_2.JPG", "IMG_3.JPG", "IMG_1.JPG"):
        phone.get_by_role("button", name=f"Noch einmal senden: {name}").tap()
        line = lines(phone).filter(has_text=name)
        expect(line.locator("a")).to_be_focused()
        expect(line.locator("button, .photo-upload__error")).to_have_count(0)
    expect(phone.locator(".photo-upload__status")).to_contain_text("4 von 4")
    press(phone, "_continue")
    assert Plot.objects.get().photos.count() == Picture.objects.count() == 4


def test_a_photo_in_heic_is_taken_like_any_other(phone, watch):
    watch.expect("*the server responded with a status of 422*")
    files = [
        {"name": f"{name}.HEIC", "mimeType": "image/heic", "buffer": (HEIC / f"{name}.heic").read_bytes()}
        for name in ("photo", "crash", "sequence")
    ]
    choose(phone, files)
    expect(phone.locator(".photo-upload__status")).to_contain_text("1 von 3")
    expect(lines(phone).nth(1)).to_contain_text("beschädigt")
    expect(lines(phone).nth(2)).to_contain_text("bewegtes Bild")
    expect(phone.locator("#photos-0 .admin-focal-point__image")).to_be_visible()


def test_axe_finds_nothing_in_the_photos_of_a_tablet(desk, article):
    found = []
    for scheme in SCHEMES:
        desk.emulate_media(color_scheme=scheme)
        open_form(desk, article)
        found += violations(desk, scheme, scheme) + overflow(desk, scheme)
    assert found == []
