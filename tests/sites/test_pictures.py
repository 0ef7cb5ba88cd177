"""Pictures of where a space lies: below its outline, and for those who share a link."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from regions.tiles import installed, mvt
from regions.tiles.installed import TileSet
from sites.mapping.lettering import SIZES, fit_name, text_width
from sites.mapping.link_picture import POINT_EXTENT_M, TEXT_WIDTH, frame_around, link_picture
from sites.models import SpacePhoto
from sites.papers import limits
from sites.papers.expose.drawings import drawings
from sites.pool.routes import space_url
from sites.templatetags import spaces as templatetags
from tests.factories.publishing import PictureFactory
from tests.factories.regions import LEIPZIG, square
from tests.factories.sites import SpaceFactory
from tests.tile_files import mbtiles, tile_at

pytestmark = pytest.mark.django_db

ROAD = mvt.encode_layers(
    [
        mvt.Layer(
            "transportation",
            [mvt.line({"class": "motorway"}, [[(0, 0), (4096, 4096)], [(4096, 0), (0, 4096)]])],
        )
    ]
)


@pytest.fixture
def basemap(settings):
    settings.BASEMAP_DIR.mkdir()
    tiles = TileSet("one", (9, 50, 15, 53), 4, 12, "© OpenStreetMap contributors")
    mbtiles(tiles.path, {tile_at(zoom): ROAD for zoom in range(4, 13)})
    installed.activate_tiles(tiles)


@pytest.fixture
def space():
    return SpaceFactory(at=LEIPZIG, boundary=square(LEIPZIG, 0.3))


def ground(client, space):
    return client.get(space_url(space, "ground"))


def test_the_streets_below_an_outline_are_a_picture_of_their_own(client, basemap, space):
    answer = ground(client, space)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert answer["Cache-Control"] == "no-cache"
    assert answer.content.startswith(b"<svg ")
    assert not answer.cookies
    again = client.get(space_url(space, "ground"), headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("page", ["ground", "link_picture"])
def test_a_picture_is_made_for_its_one_address_alone(client, basemap, page, monkeypatch):
    """Else anybody could let it be drawn again and again, and be kept as often."""
    space = SpaceFactory(name="Nordhof", at=LEIPZIG, boundary=square(LEIPZIG, 0.3))
    address = space_url(space, page)
    monkeypatch.setattr("sites.views.picture.exclusive_slot", None)
    monkeypatch.setattr("sites.views.picture.render_svg", None)
    for other in (address.replace("nordhof", "anders"), f"{address}?1"):
        answer = client.get(other)
        assert (answer.status_code, answer["Location"]) == (301, address)


def test_a_card_shows_them_only_where_a_map_is_installed(client, basemap, space):
    page = client.get("/flaechenpool/gewerbeflaechen/").content.decode()
    assert f'src="{space_url(space, "ground")}"' in page
    assert "o-parcel" not in page


def test_beyond_a_map_of_a_part_the_outline_stands_alone(client, basemap, space):
    installed.activate_tiles(replace(installed.installed_tiles(), bounds=(9, 50, 12, 53), is_partial=True))
    assert ground(client, space).status_code == 404
    assert templatetags.ground(space) == ""
    plan, _overview = drawings(space)
    assert plan.grid
    assert not plan.base


def test_what_is_disclosed_no_longer_is_to_be_asked_for_each_time(client, basemap, space):
    """Nobody forgets it for the portal: neither browsers nor caches on the way may show it without asking."""
    for page in ("ground", "link_picture"):
        answer = client.get(space_url(space, page))
        assert answer["Cache-Control"] == "no-cache"
        assert answer.has_header("ETag")
    space.discloses_address = False
    space.save()
    assert ground(client, space).status_code == 404
    drawn = client.get(space_url(space, "link_picture"), headers={"If-None-Match": answer["ETag"]})
    assert drawn.status_code == 200


def test_without_a_map_the_outline_stands_alone(client, space):
    page = client.get("/flaechenpool/gewerbeflaechen/").content.decode()
    assert "outline__ground" not in page
    assert "o-parcel" in page
    assert ground(client, space).status_code == 404


@pytest.mark.parametrize(
    "traits",
    [{"draft": True}, {"hidden_place": True}, {"boundary": None}],
    ids=["draft", "hidden", "no boundary"],
)
def test_a_place_that_the_public_may_not_know_has_no_streets(client, basemap, traits):
    space = SpaceFactory(**({"at": LEIPZIG, "boundary": square(LEIPZIG, 0.3)} | traits))
    assert ground(client, space).status_code == 404


def shared(client, space):
    return client.get(space_url(space, "link_picture"))


@pytest.mark.parametrize("kind", ["plot", "hall"])
def test_a_shared_link_shows_the_outline_on_the_map(client, basemap, kind):
    space = SpaceFactory(kind=kind, at=LEIPZIG, boundary=square(LEIPZIG, 0.3), area=90_000)
    answer = shared(client, space)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert picture.size == (1200, 630)
        blue, ochre = (31, 60, 196), (151, 80, 10)
        stripe = picture.getpixel((600, 444))
    wanted = blue if kind == "plot" else ochre
    assert all(abs(one - other) < 12 for one, other in zip(stripe, wanted, strict=True))


def test_the_page_of_a_space_without_a_photo_names_that_picture(client, space, settings):
    page = client.get(space.get_absolute_url()).content.decode()
    assert f'property="og:image" content="{settings.SITE_URL}{space_url(space, "link_picture")}"' in page


def test_a_shared_link_shows_the_photo_with_name_and_figures(client, settings):
    space = SpaceFactory(at=LEIPZIG, boundary=square(LEIPZIG, 0.3))
    photo = PictureFactory()
    SpacePhoto.objects.create(space=space, picture=photo, alt="Blick über die Fläche")
    answer = shared(client, space)
    with Image.open(io.BytesIO(answer.content)) as picture:
        above, below = picture.getpixel((600, 200)), picture.getpixel((1190, 620))
    assert above != (238, 241, 244)
    assert min(below) > 240
    page = client.get(space.get_absolute_url()).content.decode()
    assert f'property="og:image" content="{settings.SITE_URL}{space_url(space, "link_picture")}"' in page
    assert 'property="og:image:alt" content="Blick über die Fläche"' in page
    photo.file.delete(save=False)
    assert shared(client, space).status_code == 200


def test_a_place_that_is_not_disclosed_is_marked_in_its_municipality(client):
    space = SpaceFactory(at=LEIPZIG, boundary=square(LEIPZIG, 0.3), hidden_place=True)
    assert shared(client, space).status_code == 200
    assert space.public_geometry.geom_type == "Point"
    frame = frame_around(space.public_geometry)
    x, y = space.public_geometry.x, space.public_geometry.y
    assert frame.to_sheet(x, y) == pytest.approx((600, 220))
    assert frame.to_sheet(x + POINT_EXTENT_M, y)[0] == pytest.approx(600 + 440)
    assert frame.width == 1200


def test_nothing_is_shared_of_what_nobody_may_see(client, space):
    space.workflow_state = "draft"
    space.save()
    assert shared(client, space).status_code == 404
    nowhere = SpaceFactory(municipality=None, municipality_is_fixed=False)
    assert shared(client, nowhere).status_code == 404


def test_names_of_any_length_and_any_letter_are_drawn(client):
    for name in ("Ä" * 160, "<&> \"Halle\" 'Süd'", "X"):
        assert shared(client, SpaceFactory(name=name, at=LEIPZIG)).status_code == 200


def test_who_asks_for_too_much_at_once_is_asked_to_come_again(client, space, monkeypatch):
    def busy():
        raise limits.ServerBusy

    monkeypatch.setattr("sites.views.picture.exclusive_slot", busy)
    answer = shared(client, space)
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")


@pytest.fixture
def drawn(monkeypatch):
    """The SVG of what is shared of a space, before it becomes a picture."""

    def draw(space):
        svg = []
        monkeypatch.setattr("resvg_py.svg_to_bytes", lambda svg_string: svg.append(svg_string) or b"")
        monkeypatch.setattr("sites.mapping.link_picture.as_jpeg", lambda png: png)
        link_picture(space)
        return svg[0]

    return draw


def test_a_shared_link_shows_no_figure_that_is_not_stated(drawn):
    svg = drawn(SpaceFactory(at=LEIPZIG, area=125_000))
    assert "12,5" in svg
    assert "nicht angegeben" not in svg


LONG = "Gewerbe- und Industriepark Mitteldeutsches Braunkohlerevier Nord, Bauabschnitt II (Erschließung bis 2027)"


@pytest.mark.parametrize(
    "name",
    ["Halle 7", LONG, "W" * 160, "i" * 160, f"{LONG} {LONG}"[:160], "ж" * 50, "GEWERBEPARK WITTENBERG MM"],
)
def test_no_name_is_wider_than_the_picture(name):
    size, lines = fit_name(name, TEXT_WIDTH)
    assert all(text_width(line) * size <= TEXT_WIDTH for line in lines)
    assert len(lines) == 1 or size == SIZES[-1]
    if lines[-1].endswith("…"):
        assert name.startswith(lines[0])
    else:
        assert "".join(lines).replace(" ", "") == name.replace(" ", "")
