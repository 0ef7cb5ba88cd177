"""What papers, drawings and maps show and leave out, each condition by itself; without printer and database."""

import os
from contextlib import nullcontext
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace as Given

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from regions.models import Landmark
from sites import market_chart, turns
from sites.choices import Disposal
from sites.expose import cache, content, datasheet, drawings, pdf, views
from sites.expose.drawings import WIDTH, Mark
from sites.expose.files import LocalFiles
from sites.mapping import outlines
from sites.models import Offer
from sites.presenting import ToldFact

pytestmark = pytest.mark.usefixtures("english")

NBSP = "\u00a0"
rf = RequestFactory()


# --- Words on paper


@pytest.mark.parametrize(
    ("metres", "label"),
    [(999, f"999{NBSP}m"), (1000, f"1{NBSP}km"), (20_000, f"20{NBSP}km"), (50, f"50{NBSP}m")],
)
def test_a_distance_is_told_in_kilometres_from_one_on(metres, label):
    assert drawings.distance_label(metres) == label


@pytest.mark.parametrize(
    ("discloses", "location", "told"),
    [
        (True, Point(12.22, 51.39, srid=4326), "51.39000, 12.22000"),
        (False, Point(12.22, 51.39, srid=4326), ""),
        (True, None, ""),
    ],
)
def test_coordinates_are_told_of_a_disclosed_place(discloses, location, told):
    assert content.coordinates(Given(discloses_address=discloses, location=location)) == told


@pytest.mark.parametrize(
    ("credit", "licence", "line"),
    [("Anna", "CC BY 4.0", "Anna, CC BY 4.0"), ("Anna", "", "Anna"), ("", "CC", "CC"), ("", "", "")],
)
def test_a_credit_line_names_maker_and_licence(credit, licence, line):
    assert content.credit_line(Given(credit=credit, licence=licence)) == line


@pytest.mark.parametrize(
    ("is_hall", "typed", "drawn", "told"),
    [
        (True, 20_000, 20_000, f"plot 2.0{NBSP}ha"),
        (False, 20_000, 20_000, f"2.0{NBSP}ha"),
        (False, 20_000, 30_000, f"3.0{NBSP}ha gross"),
        (False, 20_000, 20_400, f"2.0{NBSP}ha"),
    ],
)
def test_an_outline_bears_its_own_area(is_hall, typed, drawn, told):
    space = Given(is_hall=is_hall, area=typed, boundary=Given(area=drawn))
    assert drawings._outlined_area(space) == told


@pytest.mark.parametrize(
    ("square_metres", "told"),
    [
        (None, ""),
        (125_000, f"125,000{NBSP}m² = 12.50{NBSP}ha = 30.89{NBSP}acres"),
        (0, f"0{NBSP}m² = 0.00{NBSP}ha = 0.00{NBSP}acres"),
    ],
)
def test_an_area_is_spelt_out_in_three_units(square_metres, told):
    assert datasheet.spelled_out(square_metres) == told


def test_a_sheet_says_what_is_not_offered(monkeypatch):
    space = Given(
        offers=Given(all=lambda: [Offer(disposal=Disposal.SALE, price_m2=50)]), area=1000, smallest_area=None
    )
    assert datasheet._offer(space, Disposal.LEASE) == ToldFact("Lease", "not offered")
    assert datasheet._offer(space, Disposal.SALE).value.startswith("€50/m² (€50,000")
    assert (datasheet.other_language("de"), datasheet.other_language("en")) == ("en", "de")


# --- Drawings


@pytest.mark.parametrize(
    ("start", "length", "step", "lines"),
    [(0, 100, 50, [0, 50, 100]), (1, 100, 50, [50, 100]), (-50, 100, 50, [-50, 0, 50]), (10, 30, 50, [])],
)
def test_lines_of_a_grid_stand_at_full_multiples(start, length, step, lines):
    assert drawings._multiples(start, length, step) == lines


@pytest.mark.parametrize(
    ("kind", "x", "taken", "fits"),
    [
        ("city", 100, [], True),
        ("city", WIDTH - 20, [], False),
        ("road", WIDTH - 5, [], True),
        ("city", 100, [(90, 90, 110, 110)], False),
        ("city", 100, [(90, 108, 110, 120)], True),
        ("city", 100, [(90, 80, 110, 92)], True),
        ("city", 100, [(80, 90, 94, 110)], True),
        ("city", 100, [(160, 90, 170, 110)], True),
    ],
)
def test_a_name_stands_where_no_other_one_does(kind, x, taken, fits):
    places = list(taken)
    mark = drawings._fitting(kind, x, 100, "Torgau", places, WIDTH)
    assert bool(mark) is fits
    assert len(places) == len(taken) + fits


@pytest.mark.parametrize(("kind", "place"), [("city", (15, 23.5)), ("road", (10, 23)), ("plot", (10, 20))])
def test_the_text_of_a_mark_stands_beside_it(kind, place):
    assert Mark(kind, 10, 20).text_at == place


@pytest.mark.parametrize(
    ("kind", "code", "short"),
    [
        (Landmark.Kind.MOTORWAY_JUNCTION, "A 14", f"A{NBSP}14"),
        (Landmark.Kind.MOTORWAY_JUNCTION, "", f"Halle{NBSP}Ost"),
        (Landmark.Kind.AIRPORT, "LEJ", "Halle Ost (LEJ)"),
        (Landmark.Kind.PORT, "", "Halle Ost"),
    ],
)
def test_a_landmark_is_named_shortly(kind, code, short):
    assert drawings._short(Given(kind=kind, code=code, name="Halle Ost")) == short


def test_what_nobody_may_know_is_not_drawn(monkeypatch):
    asked = []
    monkeypatch.setattr(drawings, "_municipality_plan", lambda space, tiles: asked.append("municipality"))
    assert drawings._plan(Given(discloses_address=True, boundary=None), None, False) is None
    assert drawings._plan(Given(discloses_address=False, boundary="b"), None, False) is None
    assert asked == ["municipality"]
    assert drawings._overview(Given(public_location=None), None) is None


def test_sources_are_told_once_and_empty_ones_never(monkeypatch):
    monkeypatch.setattr(drawings, "coloured", lambda pieces: ["base"])
    monkeypatch.setattr(drawings, "pieces", lambda sheet, tiles: [])
    monkeypatch.setattr(drawings, "attribution_of", lambda tiles: "OSM")
    found = drawings.on_map(Given(sheet=None), None, drawings.Source(""), drawings.Source("a", "de"))
    assert found["sources"] == [("a", "de"), ("OSM", "")]
    drawn = [Given(sources=[1, 2]), Given(sources=[2, 3])]
    assert drawings.map_sources(drawn) == [1, 2, 3]
    monkeypatch.setattr(drawings, "coloured", lambda pieces: [])
    assert drawings.on_map(Given(sheet=None), None)["sources"] == []


BOX = Polygon.from_bbox((0, 0, 100, 50))


def test_a_small_drawing_has_each_ring_and_a_long_boundary_fewer_corners(monkeypatch):
    monkeypatch.setattr(outlines, "installed_at", lambda extent: None)
    assert outlines.outline_path(None) == ""
    assert outlines.outline_path(Polygon()) == ""
    path = outlines.outline_path(MultiPolygon(BOX, Polygon.from_bbox((200, 0, 300, 50))))
    assert (path.count("M"), path.count("Z"), path.count("L")) == (2, 2, 6)
    edge = [(number, number % 2 / 1000) for number in range(outlines.FEW - 1)]
    few = Polygon([*edge[:-3], (57, 50), (0, 50), (0, 0)])
    many = Polygon([*edge, (57, 50), (30, 51), (0, 50), (0, 0)])
    assert outlines.outline_path(few).count("L") > 50
    assert outlines.outline_path(many).count("L") < 10


def test_an_outline_on_a_map_leaves_more_room(monkeypatch):
    widths = []
    for is_mapped in (None, "tiles"):
        monkeypatch.setattr(outlines, "installed_at", lambda extent, is_mapped=is_mapped: is_mapped)
        placing = outlines.Placing.of((0, 0, 100, 1))
        widths.append(100 * placing.scale)
    assert widths == [outlines.WIDTH - 2 * outlines.MARGIN, outlines.WIDTH - 2 * outlines.MARGIN_ON_MAP]
    assert outlines.Placing.of((5, 5, 5, 5)).scale > 0


# --- The chart of a market


DAY = date(2026, 3, 2)


def record(days, status="free", **more):
    known = {"price_m2": None, "rent_m2": None, "area": None}
    label = {"free": "available", "taken": "taken"}[status]
    return Given(
        since=DAY + timedelta(days=days),
        marketing_status=status,
        get_marketing_status_display=lambda: label,
        **known | more,
    )


def test_stretches_of_one_status_are_one_bar():
    scale = market_chart.Scale(DAY, DAY + timedelta(days=10))
    bars = market_chart.spans([record(0), record(2), record(5, "taken")], scale)
    assert [(bar["label"], bar["x"]) for bar in bars] == [
        ("available", market_chart.LEFT),
        ("taken", scale.x(DAY + timedelta(days=5))),
    ]
    assert bars[0]["width"] + bars[1]["width"] == market_chart.WIDTH - market_chart.LEFT
    assert market_chart.Scale(DAY, DAY).days == 1


@pytest.mark.parametrize(
    ("values", "top", "bottom", "paths"),
    [
        ([None, None], None, None, None),
        ([5, 5], "5", "", 1),
        ([5, 9], "9", "5", 1),
        ([5, None, 9], "9", "5", 2),
        ([0, None], "0", "", 1),
    ],
)
def test_a_line_stops_where_nothing_was_stated(values, top, bottom, paths):
    scale = market_chart.Scale(DAY, DAY + timedelta(days=10))
    days = [
        (DAY + timedelta(days=number), value if value is None else Decimal(value))
        for number, value in enumerate(values)
    ]
    panel = market_chart.line("n", days, str, 0, scale)
    assert (panel and (panel.top, panel.bottom, len(panel.paths))) == (top and (top, bottom, paths))


# --- PDFs that are kept


def entry(folder, name, age, size=10):
    path = folder / f"{name}.pdf"
    path.write_bytes(b"a" * size)
    os.utime(path, (10**9 - age, 10**9 - age))


@pytest.mark.parametrize(("room", "kept"), [(100, {"a", "b"}), (20, {"a", "b"}), (19, {"a"}), (9, set())])
def test_the_longest_unread_go_until_the_rest_fits(tmp_path, monkeypatch, room, kept):
    monkeypatch.setattr(cache, "folder", lambda: tmp_path)
    entry(tmp_path, "a", 0)
    entry(tmp_path, "b", cache.MAX_AGE)
    entry(tmp_path, "c", cache.MAX_AGE + 1)
    cache._prune(room)
    assert {path.stem for path in tmp_path.iterdir()} == kept


def test_what_another_reader_had_made_is_not_made_again(monkeypatch):

    found, made = [None, b"theirs"], []
    monkeypatch.setattr(cache, "_read", lambda key: found.pop(0))
    monkeypatch.setattr(cache.turns, "turn", nullcontext)
    monkeypatch.setattr(cache, "_write", lambda key, content: made.append(content))
    assert cache.kept("k", lambda: made.append("made")) == b"theirs"
    found[:] = [None, None]
    assert cache.kept("k", lambda: b"mine") == b"mine"
    assert made == [b"mine"]


def document(error=None, is_kept=False):
    def made():
        if error:
            raise error
        return b"%PDF"

    return Given(key="k", name="expose-1", objects=3, is_kept=is_kept, pdf=made)


@pytest.fixture
def shares(monkeypatch):
    """What of the share of an hour is taken and given back; whether it is spent."""
    state = Given(is_spent=False, returned=[])
    monkeypatch.setattr(views, "shows_change", lambda request: False)
    monkeypatch.setattr(views.turns, "is_share_spent", lambda request, cost: state.is_spent)
    monkeypatch.setattr(views.turns, "return_share", lambda request, cost: state.returned.append(cost))
    monkeypatch.setattr(
        views,
        "TemplateResponse",
        lambda request, name, context, status: HttpResponse(context["reason"], status=status),
    )
    return state


@pytest.mark.parametrize(
    ("one", "is_spent", "status", "reason", "returned"),
    [
        (document(), False, 200, b"%PDF", []),
        (document(), True, 429, b"share", []),
        (document(is_kept=True), True, 200, b"%PDF", []),
        (document(turns.Busy()), False, 503, b"busy", [3]),
        (document(pdf.Failed()), False, 503, b"failed", []),
        (document(pdf.Unavailable()), False, 503, b"", []),
    ],
)
def test_a_paper_is_given_or_it_is_said_why_not(shares, one, is_spent, status, reason, returned):
    shares.is_spent = is_spent
    response = views.pdf_response(rf.get("/"), one, "https://a/b/", "/print/")
    assert (response.status_code, response.content, shares.returned) == (status, reason, returned)
    if status == 200:
        assert response["Content-Disposition"] == 'inline; filename="expose-1.pdf"'
        assert response["Link"] == '<https://a/b/>; rel="canonical"'
        assert (response["ETag"], response["Cache-Control"], response["Content-Language"]) == (
            '"k"',
            views.CACHING,
            "en",
        )
    else:
        assert response["Retry-After"] == ("3600" if status == 429 else "60")
        assert "no-store" in response["Cache-Control"]


def test_a_browser_that_has_the_paper_is_told_so_and_a_preview_is_printed(shares, monkeypatch):
    response = views.pdf_response(rf.get("/", HTTP_IF_NONE_MATCH='"k"'), document(pdf.Failed()))
    assert response.status_code == 304
    assert "Link" not in response
    monkeypatch.setattr(views, "shows_change", lambda request: True)
    led = views.pdf_response(rf.get("/"), document(), print_url="/print/")
    assert isinstance(led, HttpResponseRedirect)
    assert views.pdf_response(rf.get("/"), document()).status_code == 200


def test_a_paper_is_made_of_static_files_and_pictures_alone(tmp_path):
    for name in ("static", "pictures"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.css").write_text("a")
    (tmp_path / "secret").write_text("a")
    files = LocalFiles(
        ("/static/", [tmp_path / "none", tmp_path / "static"]), ("/medien/bilder/", [tmp_path / "pictures"])
    )
    assert files.path_of("/static/a.css") == tmp_path / "static/a.css"
    assert files.path_of("/medien/bilder/a%2Ecss") == tmp_path / "pictures/a.css"
    for address in (
        "/static/../secret",
        "/static/%2e%2e/secret",
        "/static/b.css",
        "/medien/a.css",
        "file:///etc/passwd",
    ):
        with pytest.raises(FileNotFoundError):
            files.path_of(address)
    assert files.is_picture("/medien/bilder/a")
    assert not files.is_picture("/static/a")
