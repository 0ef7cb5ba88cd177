"""Editors at work: an article, a partner's voice and a plot from the empty form to the public page."""

import io
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.gis.geos import GEOSGeometry
from PIL import Image
from playwright.sync_api import expect

from regions.crs import to_storage
from tests.browser.accessibility import violations
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.sites import LEIPZIG, MunicipalityFactory, square

REAL_PAGE = Path(settings.BASE_DIR).parent / "shared/data/news/europaeisch-gut-vernetzt.txt"
# Leaflet.draw takes a second click within 50 ms for the same one: a timer of the page that ends after its own.
AFTER_A_MOMENT = "new Promise(done => setTimeout(done, 60))"


@pytest.fixture
def editor(empty_site):
    """Somebody of the region's staff, with no right beyond the role."""
    return UserFactory(name="Erika Muster", region_staff=True)


@pytest.fixture
def desk(editor, logged_in):
    """Opens a logged-in editor's page."""

    def open_page():
        return logged_in(
            editor,
        )

    return open_page


def picture(colour, kind="JPEG"):
    buffer = io.BytesIO()
    Image.new("RGB", (1200, 800), colour).save(buffer, kind)
    return {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


def save(page, button="_save"):
    page.locator(f"input[name={button}]").first.click()
    page.locator(".messagelist .success").wait_for()


def open_group_of(page, field):
    page.locator("details", has=page.locator(f"#id_{field}")).locator("summary").click()


# --- A page of the region's former site


class RealPage:
    """The parts of a text copied from a web page: kicker, headline, date, author, text, caption, partner's voice."""

    def __init__(self, text):
        article, voice = text.split("\nZitate\n")
        _browser_title, kicker, self.title, byline, *paragraphs = blocks(article)
        self.category = kicker.capitalize()
        self.date, author = byline.split("\n")
        self.author, self.role = author.split(", ", 1)
        self.caption = next(
            part.strip("⁞\u00a0 ") for part in paragraphs if part.startswith("⁞")
        ).removeprefix("Foto: ")
        self.paragraphs = [part for part in paragraphs if not part.startswith("⁞")]
        self.quotation = next(part for part in self.paragraphs if part.startswith("„"))
        partner, self.voice = blocks(voice)[:2]
        self.partner, self.organisation = partner.split("\n")
        self.voice = self.voice.strip('"')


def blocks(text):
    return [block.strip() for block in text.split("\n\n") if block.strip()]


@pytest.fixture
def real_page():
    if not REAL_PAGE.exists():
        pytest.skip(f"the page to enter is not here: {REAL_PAGE.name} (see shared/data/news)")
    return RealPage(REAL_PAGE.read_text())


def enter_category(page, name):
    page.goto("/admin/news/category/add/")
    page.locator("#id_name_de").press_sequentially(name)
    save(page)


def enter_text(page, paragraphs, quotation):
    """Type the paragraphs and turn one of them into a quotation with the toolbar."""
    body = page.locator(".field-body_de [contenteditable=true]")
    body.click()
    for index, paragraph in enumerate(paragraphs):
        if index:
            page.keyboard.press("Enter")
        page.keyboard.insert_text(paragraph)
    body.locator("p", has_text=quotation[:40]).click()
    page.locator(".field-body_de [data-command=quotation]").click()


def add_photo(page, number, file, alt, caption, credit):
    if page.locator(f"#photos-{number}").is_hidden():
        page.locator(".admin-photos .add-row a, #photos-group .add-row a").first.click()
    row = f"#id_photos-{number}-"
    page.locator(f"{row}upload").set_input_files(file)
    page.locator(f"{row}credit").fill(credit)
    page.locator(f"{row}alt_de").fill(alt)
    if caption:
        page.locator(f"#photos-{number} summary", has_text="Mehr zum Foto").click()
        page.locator(f"{row}caption_de").fill(caption)


def test_editor_enters_a_real_page_and_visitors_find_it_on_home_and_in_the_archive(desk, page, real_page):
    desk_page = desk()
    enter_category(desk_page, real_page.category)
    desk_page.goto("/admin/news/article/add/")
    desk_page.locator("#id_title_de").press_sequentially(real_page.title)
    assert desk_page.locator("#id_slug").input_value() == "europaeisch-gut-vernetzt"
    desk_page.locator("#id_category").select_option(label=real_page.category)
    desk_page.locator("#id_date").fill(real_page.date)
    desk_page.locator("#id_teaser_de").fill(real_page.paragraphs[0][:200])
    enter_text(desk_page, real_page.paragraphs, real_page.quotation)
    open_group_of(desk_page, "author_name")
    desk_page.locator("#id_author_name").fill(real_page.author)
    desk_page.locator("#id_author_role_de").fill(real_page.role)
    add_photo(desk_page, 0, picture("navy"), "Ein Mann im Anzug", real_page.caption, "Foto: Archiv")
    add_photo(desk_page, 1, picture("teal"), "Häuser am Wasser", "Die Stadt der Tagung", "Foto: Archiv")
    save(desk_page, "_release")

    for path in ("/", "/aktuelles/archiv/2017/"):
        page.goto(path)
        page.get_by_role("link", name=real_page.title).first.wait_for()
    page.get_by_role("link", name=real_page.title).first.click()
    page.wait_for_url("**/europaeisch-gut-vernetzt/")
    article = page.locator("main")
    assert article.locator("h1").inner_text() == real_page.title
    assert article.locator("time").first.inner_text().replace("\u00a0", " ") == "9. Juni 2017"
    assert article.locator(".kicker").first.inner_text().casefold().startswith(real_page.category.casefold())
    assert real_page.author in article.inner_text()
    assert real_page.role in article.inner_text()
    assert article.locator("blockquote").first.inner_text().strip().startswith(real_page.quotation[:40])
    assert real_page.caption in article.inner_text()
    for alt in ("Ein Mann im Anzug", "Häuser am Wasser"):
        photo = article.get_by_alt_text(alt).first
        photo.scroll_into_view_if_needed()
        photo.evaluate("image => image.decode()")


def test_editor_enters_a_partners_voice_and_visitors_read_it(desk, page, real_page):
    desk_page = desk()
    desk_page.goto("/admin/quotes/partner/add/")
    desk_page.locator("#id_name").fill(real_page.partner)
    desk_page.locator("#id_organisation").fill(real_page.organisation)
    desk_page.locator("#id_role_de").fill("Oberbürgermeister")
    save(desk_page)
    desk_page.goto("/admin/quotes/quote/add/")
    desk_page.locator(".field-partner .select2-selection").click()
    desk_page.locator(".select2-search__field").fill(real_page.partner[-8:])
    desk_page.locator(".select2-results__option", has_text=real_page.partner).click()
    desk_page.locator("#id_text_de").fill(real_page.voice)
    desk_page.locator("#id_consent_on").fill("01.06.2026")
    save(desk_page, "_release")

    page.goto("/zitate/")
    voice = page.locator("main figure, main blockquote").first
    assert real_page.voice[:60] in page.locator("main").inner_text()
    assert real_page.partner in page.locator("main").inner_text()
    assert voice.is_visible()


# --- A plot drawn on the map


def draw_square(page, field, side=160):
    """Click the corners of a square (px) around the middle of the map, and the first one again."""
    area = page.locator(f".field-{field} .leaflet-container")
    area.scroll_into_view_if_needed()
    scale = area.locator(".leaflet-control-scale-line")
    for _step in range(8):
        before = scale.inner_text()
        area.get_by_role("button", name="Vergrößern", exact=True).click()
        expect(scale).not_to_have_text(before)
        page.locator(".leaflet-zoom-anim").wait_for(state="detached")
    area.locator(".leaflet-draw-draw-polygon").click()
    box = area.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    half = side / 2
    corners = [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]
    for number, corner in enumerate(corners):
        click_map(page, *corner)
        area.locator(".leaflet-editing-icon").nth(number).wait_for()
    click_map(page, *corners[0])
    expect(page.locator(f"#id_{field}")).not_to_have_value("")


def click_map(page, x, y):
    page.evaluate(AFTER_A_MOMENT)
    page.mouse.move(x, y, steps=3)
    page.mouse.click(x, y)


def drawn_area(page, field):
    """Square metres of what the map wrote into its text."""
    written = json.loads(page.locator(f"#id_{field}").input_value())
    return to_storage(GEOSGeometry(json.dumps(written), srid=4326)).area


def test_editor_draws_a_plot_and_visitors_find_it_by_filter_in_list_and_map(desk, page):
    MunicipalityFactory(name="Schkeuditz", boundary=square(*LEIPZIG, metres=600_000))
    desk_page = desk()
    desk_page.goto("/admin/sites/plot/add/")
    desk_page.locator("#id_name_de").fill("Nordhof am Kanal")
    draw_square(desk_page, "boundary")
    size = round(drawn_area(desk_page, "boundary"))
    desk_page.locator("#id_area").fill(str(size))
    save(desk_page, "_release")

    query = f"?area_min={size - 1}&area_max={size + 1}&municipality=14730270"
    page.goto(f"/flaechenpool/gewerbeflaechen/{query}")
    assert page.locator("[data-results]").get_attribute("data-count") == "1"
    assert "Schkeuditz" in page.locator("[data-results] .space-card").inner_text()
    page.goto(f"/flaechenpool/gewerbeflaechen/karte/{query}")
    marker = page.locator(".marker--plot[role=button]")
    marker.click()
    assert "Nordhof am Kanal" in page.locator(".popup").inner_text()
    page.locator("path.map__plot").wait_for(state="attached")
    page.locator(".popup").get_by_role("link", name="Nordhof am Kanal").click()
    page.get_by_role("heading", level=1, name="Nordhof am Kanal").wait_for()
    page.goto(f"/flaechenpool/gewerbeflaechen/?area_min={size + 1}")
    assert page.locator("[data-results]").get_attribute("data-count") == "0"


# --- What goes wrong


def test_second_editor_of_an_article_is_told_and_keeps_his_text(desk):
    article = ArticleFactory(title_de="Alte Überschrift")
    first, second = desk(), desk()
    for one in (first, second):
        one.goto(f"/admin/news/article/{article.pk}/change/")
    first.locator("#id_title_de").fill("Überschrift der Ersten")
    save(first)
    second.locator("#id_title_de").fill("Überschrift der Zweiten")
    second.locator("input[name=_save]").first.click()
    question = second.locator(".review__conflict")
    question.wait_for()
    assert "Zweiten" in question.locator("label", has=second.locator("input[value=change]")).inner_text()
    assert "Ersten" in question.locator("label", has=second.locator("input[value=public]")).inner_text()
    assert violations(second, "conflict") == []
    article.refresh_from_db()
    assert article.title_de == "Überschrift der Ersten"
    question.locator("input[value=change]").check()
    second.locator("input[name=_approve]").click()
    second.locator(".messagelist .success").wait_for()
    article.refresh_from_db()
    assert article.title_de == "Überschrift der Zweiten"


def test_script_pasted_into_the_editor_does_not_reach_the_page(desk, page):
    article = ArticleFactory(body_de="<p>Anfang</p>")
    desk_page = desk()
    desk_page.goto(f"/admin/news/article/{article.pk}/change/")
    desk_page.get_by_role("toolbar").first.wait_for()
    desk_page.locator("textarea[name=body_de]").evaluate(
        "(area, html) => { area.value = html }",
        "<p>Danach</p><script>alert(1)</script><img src=x onerror=alert(1)>",
    )
    save(desk_page)
    page.goto(article.get_absolute_url())
    text = page.locator("main").inner_html()
    assert "alert(1)" not in text
    assert "onerror" not in text
