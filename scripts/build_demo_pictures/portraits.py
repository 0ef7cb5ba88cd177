"""Twenty people who do not exist, on a canvas of 800 x 1000."""

# ruff: noqa: E501, S311 - lists of points read better in one line; the dice are seeded

from drawing import AMBER, COBALT, INK, NAVY, SLATE, circle, ellipse, line, path, polygon, rect, vertical

FAIR, ROSY, OLIVE, TAN, BROWN, DEEP = "#f2d3b8", "#eec3a4", "#dcae86", "#c98f66", "#a06a45", "#7a4d33"
BLACK, DARK, CHESTNUT, BLOND, COPPER, GREY, WHITE = (
    "#211d24",
    "#3d2c27",
    "#6b4128",
    "#d8b06a",
    "#a8532b",
    "#9a9ba6",
    "#dcdde3",
)

#           skin   hair     style       clothes    colour     extras                backdrop
PEOPLE = [
    (ROSY, CHESTNUT, "bob", "blazer", NAVY, (), "window"),
    (FAIR, GREY, "short", "suit", SLATE, ("glasses",), "mist"),
    (TAN, BLACK, "long", "blouse", COBALT, (), "ochre"),
    (OLIVE, DARK, "side", "shirt", "#8fa8e6", ("beard",), "sky"),
    (FAIR, BLOND, "bun", "blazer", "#2f4cae", ("glasses",), "plants"),
    (DEEP, BLACK, "crop", "suit", NAVY, (), "ochre"),
    (ROSY, COPPER, "curls", "sweater", "#c9b48f", (), "mist"),
    (OLIVE, "#324aa8", "scarf", "blazer", SLATE, (), "window"),
    (FAIR, WHITE, "bald", "suit", "#3a4673", ("glasses", "beard"), "sky"),
    (BROWN, BLACK, "afro", "sweater", AMBER, ("earrings",), "mist"),
    (ROSY, DARK, "short", "vest", COBALT, ("stubble",), "plants"),
    (OLIVE, BLACK, "fringe", "blouse", "#e9ecf6", (), "sky"),
    (FAIR, GREY, "bob", "blazer", "#7d3f3a", ("glasses", "earrings"), "ochre"),
    (TAN, BLACK, "side", "suit", "#25315f", ("stubble",), "window"),
    (ROSY, BLOND, "long", "sweater", "#5b76dc", (), "plants"),
    (FAIR, CHESTNUT, "side", "shirt", "#f2f4fa", ("beard", "glasses"), "mist"),
    (DEEP, DARK, "bun", "blazer", "#b5762c", ("earrings",), "sky"),
    (ROSY, WHITE, "short", "sweater", "#4a5c8f", (), "ochre"),
    (OLIVE, COPPER, "fringe", "vest", "#2743b8", (), "window"),
    (BROWN, BLACK, "crop", "shirt", "#cfd9f5", ("glasses", "beard"), "plants"),
]  # fmt: skip
COUNT = len(PEOPLE)
BACKDROPS = {
    "mist": ("#dbe2f4", "#a9b8e2"),
    "ochre": ("#f8e7cd", "#e3c193"),
    "sky": ("#cfe0f6", "#8fb0e4"),
    "window": ("#e6eaf5", "#b5c1df"),
    "plants": ("#e3ecdf", "#a9c3ab"),
}


def draw(number):
    skin, hair, style, clothes, colour, extras, place = PEOPLE[number - 1]
    back, front = HAIR[style](hair, skin)
    return "".join(
        [
            backdrop(place),
            back,
            body(skin, clothes, colour),
            head(skin),
            face(hair, skin, extras),
            front,
            worn(extras),
        ]
    )


def backdrop(place):
    light, deep = BACKDROPS[place]
    parts = [vertical("wall", light, deep) + rect(0, 0, 800, 1000, "url(#wall)")]
    if place == "window":
        for x in (60, 330, 600):
            parts.append(rect(x, 0, 210, 620, "#f7f9fd", opacity=0.75) + rect(x, 300, 210, 12, "#b5c1df"))
        parts.append(polygon([(0, 620), (800, 620), (800, 640), (0, 640)], "#97a5cb"))
    elif place == "plants":
        for x, y, lean in (
            (90, 700, -24),
            (150, 760, 10),
            (40, 640, -8),
            (690, 720, 18),
            (750, 660, -6),
            (640, 780, 34),
        ):
            leaf = f"M{x} {y} C{x + lean - 90} {y - 150} {x + lean - 40} {y - 330} {x + lean} {y - 400} C{x + lean + 60} {y - 300} {x + 90} {y - 140} {x} {y}Z"
            parts.append(
                path(leaf, "#6f9676", opacity=0.55)
                + path(f"M{x} {y} L{x + lean} {y - 380}", stroke="#557a5f", stroke_width=4, opacity=0.6)
            )
    elif place == "sky":
        parts.append(circle(620, 230, 150, "#fff6df", opacity=0.8, filter="url(#haze)"))
        for x, y, w, h in (
            (0, 560, 120, 440),
            (110, 480, 90, 520),
            (620, 520, 100, 480),
            (710, 430, 110, 570),
        ):
            parts.append(rect(x, y, w, h, "#7f9cd6", opacity=0.6))
    else:
        parts.append(circle(620, 260, 230, "#fff", opacity=0.4, filter="url(#haze)"))
        for x in range(-200, 900, 110):
            parts.append(line(x, 1000, x + 320, 0, "#fff", 3, opacity=0.25))
    return "".join(parts)


def body(skin, clothes, colour):
    neck = path("M338 600 H462 V730 C452 800 348 800 338 730Z", skin) + path(
        "M338 640 C370 690 430 690 462 640 V676 C430 730 370 730 338 676Z", "#000", opacity=0.12
    )
    torso = "M40 1010 C62 830 190 762 330 730 C350 800 450 800 470 730 C610 762 738 830 760 1010Z"
    parts = [path(torso, colour)]
    if clothes in ("blazer", "suit"):
        inner = "#f4f6fb" if clothes == "suit" else "#fff4e2"
        parts.append(path("M330 730 C350 800 450 800 470 730 L520 760 L400 1010 L280 760Z", inner))
        parts.append(
            path("M324 732 L262 770 L300 850 L262 880 L392 1010 L400 960 Z", colour)
            + path("M476 732 L538 770 L500 850 L538 880 L408 1010 L400 960Z", colour)
        )
        parts.append(
            path(
                "M324 732 L262 770 L300 850 L262 880 L392 1010 M476 732 L538 770 L500 850 L538 880 L408 1010",
                stroke="#000",
                stroke_width=4,
                opacity=0.25,
            )
        )
        if clothes == "suit":
            parts.append(path("M384 792 H416 L424 826 L412 1010 H388 L376 826Z", COBALT))
    elif clothes == "shirt":
        parts.append(
            path(
                "M330 730 C350 800 450 800 470 730 L516 752 L448 862 L400 800 L352 862 L284 752Z",
                "#fff",
                opacity=0.6,
            )
        )
        parts.append(line(400, 806, 400, 1010, "#000", 4, opacity=0.18))
        for y in (860, 920, 980):
            parts.append(circle(400, y, 6, "#000", opacity=0.3))
    elif clothes == "sweater":
        parts.append(
            path("M322 724 C340 824 460 824 478 724 L504 744 C470 866 330 866 296 744Z", "#000", opacity=0.16)
        )
        parts.append(
            path(
                "M150 850 C170 900 172 960 166 1010 M650 850 C630 900 628 960 634 1010",
                stroke="#000",
                stroke_width=5,
                opacity=0.14,
            )
        )
    elif clothes == "blouse":
        parts.append(
            path("M330 730 L400 880 L470 730 C450 800 350 800 330 730Z", skin)
            + path("M330 730 L400 884 L470 730", stroke="#000", stroke_width=5, opacity=0.2)
        )
    elif clothes == "vest":
        parts.append(path("M330 730 C350 800 450 800 470 730 L500 744 L430 1010 H370 L300 744Z", "#e9ecf6"))
        parts.append(
            path("M168 800 L236 770 L250 1010 H190Z M632 800 L564 770 L550 1010 H610Z", AMBER)
            + path("M196 900 H300 V924 H194Z M604 900 H500 V924 H606Z", AMBER)
        )
    return (
        neck
        + "".join(parts)
        + (
            path("M338 700 C350 772 450 772 462 700 V730 C452 800 348 800 338 730Z", skin)
            if clothes != "blouse"
            else ""
        )
    )


def head(skin):
    ears = ellipse(266, 470, 26, 42, skin) + ellipse(534, 470, 26, 42, skin)
    ears += ellipse(266, 472, 11, 22, "#000", opacity=0.1) + ellipse(534, 472, 11, 22, "#000", opacity=0.1)
    return ears + path(
        "M272 420 C272 250 528 250 528 420 C532 560 480 664 400 664 C320 664 268 560 272 420Z", skin
    )


def face(hair, skin, extras):
    dark_brow = INK if hair in (BLACK, "#324aa8") else hair if hair not in (WHITE, BLOND) else "#9c8763"
    parts = []
    if "stubble" in extras:
        parts.append(
            path(
                "M276 500 C286 610 340 664 400 664 C460 664 514 610 524 500 C500 560 470 566 400 560 C330 566 300 560 276 500Z",
                INK,
                opacity=0.16,
            )
        )
    if "beard" in extras:
        tone = hair if hair != "#324aa8" else BLACK
        parts.append(
            path(
                "M272 470 C270 620 330 694 400 694 C470 694 530 620 528 470 C512 540 476 556 440 548 C420 540 380 540 360 548 C324 556 288 540 272 470Z",
                tone,
            )
        )
    parts.append(
        path("M350 588 Q400 636 450 588 Q400 606 350 588Z", "#fff")
        + path("M346 585 Q400 640 454 585", stroke="#8a3f3a", stroke_width=7, stroke_linecap="round")
    )
    parts.append(
        path(
            "M402 462 Q420 510 416 524 Q402 538 386 526",
            stroke="#000",
            stroke_width=6,
            opacity=0.2,
            stroke_linecap="round",
        )
    )
    for x in (338, 462):
        parts.append(ellipse(x, 462, 13, 15, INK) + circle(x + 4, 457, 4, "#fff"))
        parts.append(
            path(
                f"M{x - 34} 420 Q{x} 398 {x + 34} 418",
                stroke=dark_brow,
                stroke_width=10,
                stroke_linecap="round",
            )
        )
    for x in (302, 498):
        parts.append(ellipse(x, 540, 30, 18, "#e0684f", opacity=0.16))
    return "".join(parts)


def worn(extras):
    parts = []
    if "glasses" in extras:
        for x in (338, 462):
            parts.append(
                rect(x - 50, 428, 100, 72, "#fff", rx=30, fill_opacity=0.16, stroke=INK, stroke_width=7)
            )
        parts.append(
            path("M388 452 Q400 444 412 452 M288 450 L262 442 M512 450 L538 442", stroke=INK, stroke_width=7)
        )
    if "earrings" in extras:
        parts.append(circle(262, 528, 12, AMBER) + circle(538, 528, 12, AMBER))
    return "".join(parts)


def bob(hair, skin):
    back = path("M226 640 C196 420 220 214 400 210 C580 214 604 420 574 640 C520 690 280 690 226 640Z", hair)
    return back, path(
        "M262 470 C256 310 320 262 420 262 C500 268 540 330 538 470 C520 400 490 352 440 330 C390 380 310 380 262 470Z",
        hair,
    )


def short(hair, skin):
    return "", path(
        "M258 450 C230 280 300 206 400 206 C508 206 566 286 542 450 C532 400 520 366 500 344 C440 362 350 356 304 338 C284 366 268 400 258 450Z",
        hair,
    )


def long_hair(hair, skin):
    back = path(
        "M218 860 C180 600 190 214 400 208 C610 214 620 600 582 860 C540 900 480 820 400 820 C320 820 260 900 218 860Z",
        hair,
    )
    return back, path(
        "M262 500 C250 330 310 258 400 256 C490 258 550 330 538 500 C526 410 480 350 400 316 C320 350 274 410 262 500Z",
        hair,
    )


def side(hair, skin):
    return "", path(
        "M256 446 C236 260 330 190 430 200 C540 208 566 300 544 446 C534 396 524 366 506 346 C450 356 360 330 330 290 C310 350 270 380 256 446Z",
        hair,
    )


def bun(hair, skin):
    back = circle(400, 196, 84, hair) + path(
        "M240 500 C220 300 300 226 400 224 C500 226 580 300 560 500Z", hair
    )
    return back, path(
        "M262 446 C262 318 330 262 400 260 C470 262 538 318 538 446 C520 372 470 332 400 326 C330 332 280 372 262 446Z",
        hair,
    )


def crop(hair, skin):
    return "", path(
        "M264 420 C252 270 320 226 400 226 C480 226 548 270 536 420 C528 370 512 336 490 322 C440 308 360 308 310 322 C288 336 272 370 264 420Z",
        hair,
    )


def curls(hair, skin):
    spots = [
        (252, 400),
        (236, 480),
        (250, 560),
        (272, 320),
        (330, 256),
        (400, 232),
        (470, 256),
        (528, 320),
        (548, 400),
        (564, 480),
        (550, 560),
    ]
    back = "".join(circle(x, y, 66, hair) for x, y in spots)
    return back, "".join(
        circle(x, y, 44, hair) for x, y in ((300, 340), (352, 306), (408, 296), (462, 310), (508, 346))
    )


def scarf(cloth, skin):
    back = path("M216 760 C190 420 230 196 400 194 C570 196 610 420 584 760 C520 820 280 820 216 760Z", cloth)
    frame = "M400 216 C240 216 214 420 236 620 C260 760 330 800 400 800 C470 800 540 760 564 620 C586 420 560 216 400 216Z"
    opening = "M400 300 C480 300 520 360 518 450 C516 560 470 652 400 654 C330 652 284 560 282 450 C280 360 320 300 400 300Z"
    front = path(frame + opening, cloth, fill_rule="evenodd") + path(
        "M270 640 C330 740 470 740 530 640", stroke="#fff", stroke_width=5, opacity=0.25
    )
    return back, front + path(
        "M282 450 C280 360 320 300 400 300 C480 300 520 360 518 450",
        stroke="#000",
        stroke_width=6,
        opacity=0.14,
    )


def bald(hair, skin):
    return "", path(
        "M262 470 C246 430 250 380 272 360 C276 400 272 440 262 470Z M538 470 C554 430 550 380 528 360 C524 400 528 440 538 470Z",
        hair,
    )


def afro(hair, skin):
    back = circle(400, 370, 226, hair) + circle(238, 430, 100, hair) + circle(562, 430, 100, hair)
    return back, path(
        "M268 430 C276 320 340 290 400 290 C460 290 524 320 532 430 C560 300 500 220 400 220 C300 220 240 300 268 430Z",
        hair,
    )


def fringe(hair, skin):
    back = path("M226 720 C196 420 220 206 400 202 C580 206 604 420 574 720 C540 740 260 740 226 720Z", hair)
    return back, path(
        "M256 520 C240 320 300 250 400 250 C500 250 560 320 544 520 C534 460 530 420 528 396 C450 404 350 404 272 396 C270 420 266 460 256 520Z",
        hair,
    )


HAIR = {
    "bob": bob,
    "short": short,
    "long": long_hair,
    "side": side,
    "bun": bun,
    "crop": crop,
    "curls": curls,
    "scarf": scarf,
    "bald": bald,
    "afro": afro,
    "fringe": fringe,
}
