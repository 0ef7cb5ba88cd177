"""Scenes of industry, research and building."""

# ruff: noqa: E501, S311 - lists of points read better in one line; the dice are seeded

import math
import random

from drawing import (
    AMBER,
    BRICK,
    COBALT,
    COBALT_LIGHT,
    CREAM,
    FOG,
    HEIGHT,
    INK,
    MIST,
    NAVY,
    OCHRE,
    PAPER,
    SAND,
    SLATE,
    STEEL,
    WIDTH,
    Camera,
    circle,
    cloud,
    ellipse,
    group,
    hills,
    line,
    path,
    person,
    polygon,
    polyline,
    rect,
    sky,
    sun,
    tree,
    turbine,
    vertical,
)  # fmt: skip


def column_tower(x, top, width, foot, fill, rings=4):
    parts = [rect(x, top, width, foot - top, fill, rx=width / 2), rect(x, foot - 60, width, 60, fill)]
    parts.append(
        rect(
            x + width * 0.62, top + width * 0.4, width * 0.26, foot - top - width * 0.4, "#000", opacity=0.07
        )
    )
    for ring in range(1, rings + 1):
        y = top + (foot - top) * ring / (rings + 1)
        parts.append(rect(x - 12, y, width + 24, 9, NAVY))
        parts.append(line(x - 10, y - 20, x + width + 10, y - 20, NAVY, 2.5))
    return "".join(parts)


def chemiepark():
    parts = [sky("#5d81c9", "#cdd9ee", "#f8e2c8"), sun(1180, 330, 170), hills(730, 14, "#aab6d3", 3)]
    for x, top, width in ((60, 480, 50), (330, 400, 60), (980, 450, 46), (1340, 420, 56), (1480, 520, 70)):
        parts.append(rect(x, top, width, 340, "#b5c0db", rx=width / 2))
    plume = "M640 190 C600 120 690 100 650 20 C690 -40 760 10 730 70 C790 110 700 130 690 190Z"
    parts.append(path(plume, "#fff", opacity=0.55, filter="url(#soft)"))
    parts.append(column_tower(200, 270, 76, 820, "#dde3f0", 4))
    parts.append(column_tower(636, 190, 56, 820, "#eceff7", 6))
    parts.append(column_tower(1060, 300, 84, 820, "#d5dced", 4))
    parts.append(column_tower(800, 470, 150, 820, "#bcc7e0", 2))
    for x in (430, 1290):
        parts.append(
            circle(x, 620, 112, "#e4e9f4")
            + path(f"M{x} 508 A112 112 0 0 1 {x} 732 A150 112 0 0 0 {x} 508Z", "#c3cde3")
        )
        for leg in (-80, -30, 30, 80):
            parts.append(line(x + leg, 690, x + leg, 820, SLATE, 9))
        parts.append(rect(x - 118, 614, 236, 9, NAVY))
    for y, tone in ((668, "#8c99bf"), (704, COBALT), (742, "#8c99bf")):
        parts.append(rect(0, y, WIDTH, 13, tone))
    for x in range(40, WIDTH, 152):
        parts.append(rect(x, 650, 11, 190, SLATE) + line(x, 760, x + 140, 660, SLATE, 3, opacity=0.6))
    parts.append(path("M742 674 V590 Q742 560 772 560 H800", stroke=COBALT, stroke_width=13))
    parts.append(rect(0, 820, WIDTH, 180, SLATE) + rect(0, 820, WIDTH, 10, NAVY))
    for x in range(-20, WIDTH, 64):
        parts.append(rect(x, 880, 34, 5, AMBER, opacity=0.55))
    return "".join(parts)


def wasserstoff():
    parts = [
        sky("#86aee6", "#d4e4f6", "#fdf0dc"),
        sun(300, 260, 84, "#fff6dd"),
        cloud(860, 170, 360, opacity=0.55),
    ]
    parts += [
        turbine(x, 620, size, turn, "#f4f7fc")
        for x, size, turn in ((1180, 330, 20), (1340, 280, 80), (1500, 360, 48))
    ]
    parts += [hills(610, 20, "#a9bfa6", 8), rect(0, 660, WIDTH, 340, "#cfd6e4")]
    # electrolysis hall
    parts.append(
        rect(60, 420, 560, 260, "#e9edf6") + polygon([(40, 424), (640, 424), (600, 388), (80, 388)], NAVY)
    )
    for x in range(84, 610, 30):
        parts.append(line(x, 430, x, 680, "#cdd5e6", 3))
    parts.append(rect(110, 500, 460, 90, COBALT))
    for x in range(126, 570, 26):
        parts.append(rect(x, 510, 13, 70, "#6f8bec"))
    # standing tubes
    for index in range(4):
        x = 690 + index * 78
        parts.append(
            rect(x, 330 + index % 2 * 14, 58, 350, "#f7f9fd", rx=29) + rect(x + 36, 350, 14, 320, MIST, rx=7)
        )
        parts.append(rect(x, 420, 58, 16, COBALT) + rect(x, 560, 58, 16, COBALT))
    # lying pressure tanks
    for x, y, scale in ((760, 690, 1.0), (480, 800, 1.25)):
        width, height = 620 * scale, 108 * scale
        parts.append(
            ellipse(x + width / 2, y + height + 26 * scale, width * 0.52, 14 * scale, NAVY, opacity=0.22)
        )
        for saddle in (0.2, 0.8):
            parts.append(rect(x + width * saddle - 20, y + height * 0.6, 60 * scale, height * 0.6, SLATE))
        parts.append(rect(x, y, width, height, "#ffffff", rx=height / 2))
        parts.append(
            path(
                f"M{x + height / 2} {y + height} H{x + width - height / 2} A{height / 2} {height / 2} 0 0 0 {x + width}"
                f" {y + height / 2} H{x} A{height / 2} {height / 2} 0 0 0 {x + height / 2} {y + height}Z",
                FOG,
            )
        )
        parts.append(
            rect(x + width * 0.3, y, 30 * scale, height, COBALT)
            + rect(x + width * 0.36, y, 10 * scale, height, AMBER)
        )
        parts.append(rect(x + width * 0.62, y - 18 * scale, 46 * scale, 22 * scale, STEEL))
    parts.append(
        path("M0 716 H300 Q330 716 330 746 V860 Q330 884 354 884 H480", stroke=AMBER, stroke_width=16)
    )
    parts.append(path("M0 746 H262 Q292 746 292 776 V930 H1600", stroke=STEEL, stroke_width=16))
    return "".join(parts)


def logistik():
    see = Camera(horizon=560, eye=2.6, focal=1000, centre=1250)
    parts = [
        sky("#31479b", "#8b97cf", "#f4c9a0"),
        sun(1300, 560, 120, "#ffdcae"),
        rect(0, 565, WIDTH, 435, "#4a5580"),
    ]
    parts.append(see.tile(-60, 60, 3, 400, "#525d88"))
    parts.append(see.wall((-8, 4), (-8, 150), 0, 9, "#c7cfe3"))
    parts.append(see.wall((-8, 4), (-8, 150), 7.6, 9, COBALT))
    for bay in range(-1, 16):
        near = 13 + bay * 7
        parts.append(see.wall((-8, near), (-8, near + 4), 0.9, 4.9, INK))
        parts.append(
            see.wall((-8, near + 0.5), (-8, near + 3.5), 1.2, 4.4, "#ffe0a6" if bay % 3 else "#dfe5f2")
        )
        parts.append(see.wall((-8, near + 1.6), (-8, near + 2.4), 5.6, 5.9, CREAM))
    for bay, tone in ((9, "#e9edf6"), (6, AMBER), (4, "#e9edf6"), (2, COBALT)):
        near = 13 + bay * 7 + 0.7
        parts.append(
            see.box(
                -7.9, -1, near, near + 2.6, 4.1, "#d5dcec" if tone != COBALT else COBALT, tone, tone, low=1.1
            )
        )
        parts.append(see.box(-0.8, 1.4, near, near + 2.6, 3.5, PAPER, MIST, PAPER, low=0.7))
        parts.append(see.wall((-0.4, near), (1.2, near), 2.2, 3.2, NAVY))
        for wheel in (-6.4, -5.2, -0.1, 0.9):
            x, y = see(wheel, near, 0.55)
            parts.append(circle(x, y, 560 / near, INK) + circle(x, y, 230 / near, STEEL))
    for depth in (6, 9, 13, 18, 25, 34, 46):
        parts.append(see.tile(6, 6.4, depth, depth * 1.25, "#e9edf7", opacity=0.7))
    for depth in (90, 50, 27):
        x, y = see(11, depth)
        top = see(11, depth, 10)[1]
        parts.append(
            line(x, y, x, top, INK, 160 / depth) + line(x, top, x - 1600 / depth, top, INK, 120 / depth)
        )
        parts.append(
            circle(x - 1600 / depth, top, 220 / depth, CREAM)
            + circle(x - 1600 / depth, top, 900 / depth, CREAM, opacity=0.2, filter="url(#soft)")
        )
    return "".join(parts)


def optik_labor():
    parts = [vertical("dark", "#0f1640", "#1c2c7d", "#101741") + rect(0, 0, WIDTH, HEIGHT, "url(#dark)")]
    parts.append(circle(760, 440, 300, COBALT, opacity=0.55, filter="url(#haze)"))
    for x in range(0, WIDTH, 80):
        for y in range(80, 760, 80):
            parts.append(circle(x + 40, y, 2.4, "#9db1ff", opacity=0.22))
    parts.append(polygon([(0, 800), (WIDTH, 760), (WIDTH, 1000), (0, 1000)], "#0b1030"))
    parts.append(polygon([(0, 800), (WIDTH, 760), (WIDTH, 774), (0, 816)], "#37479a"))
    for x in range(30, WIDTH, 46):
        parts.append(
            ellipse(x, 880 - x / 60, 9, 4, "#2a387f") + ellipse(x + 20, 930 - x / 60, 11, 5, "#2a387f")
        )
    # beams: one in, focused, split into colours
    for offset in (-90, -45, 0, 45, 90):
        parts.append(
            polyline(
                [(0, 440 + offset), (420, 440 + offset), (760, 440), (1040, 440 - offset * 0.5)],
                "#e9efff",
                3.2,
                opacity=0.75,
            )
        )
    fan = ("#ff9d7a", "#f0b26b", "#f7e08a", "#8fd6a0", "#7fc3ff", "#9a8cff")
    for index, colour in enumerate(fan):
        parts.append(
            polygon([(1120, 440), (WIDTH, 250 + index * 74), (WIDTH, 290 + index * 74)], colour, opacity=0.5)
        )
    # lenses and prism on posts
    for x, size, bulge in ((420, 220, 60), (760, 120, 26)):
        lens = (
            f"M{x} {440 - size} Q{x + bulge * 2} 440 {x} {440 + size} Q{x - bulge * 2} 440 {x} {440 - size}Z"
        )
        parts.append(path(lens, "#b9c9ff", opacity=0.32) + path(lens, stroke="#dfe7ff", stroke_width=4))
        parts.append(
            path(
                f"M{x - bulge * 0.3} {440 - size * 0.6} Q{x - bulge * 0.9} 440 {x - bulge * 0.3} {440 + size * 0.6}",
                stroke="#fff",
                stroke_width=5,
                opacity=0.7,
            )
        )
        parts.append(rect(x - 14, 440 + size, 28, 350 - size + 10, STEEL) + rect(x - 60, 786, 120, 26, SLATE))
        parts.append(rect(x - 24, 440 + size - 8, 48, 24, AMBER))
    prism = [(1040, 540), (1120, 320), (1200, 540)]
    parts.append(polygon(prism, "#c7d4ff", opacity=0.4, stroke="#eef3ff", stroke_width=4))
    parts.append(
        rect(1106, 540, 28, 236, STEEL) + rect(1050, 770, 140, 26, SLATE) + rect(1040, 540, 160, 18, AMBER)
    )
    parts.append(rect(0, 300, 110, 280, "#2b3a8b", rx=10) + rect(84, 330, 40, 220, AMBER, rx=8))
    return "".join(parts)


def baukran():
    parts = [sky("#7aa0df", "#cfe0f4", "#fbe7c9"), sun(1240, 560, 130, "#ffe6ba"), cloud(300, 140, 320, opacity=0.5),
             hills(740, 18, "#a9b9cf", 10), rect(0, 790, WIDTH, 210, "#c6a77c"), rect(0, 870, WIDTH, 130, "#ab8858")]  # fmt: skip
    for floor in range(4):
        y = 760 - floor * 110
        parts.append(rect(520, y - 20, 620 if floor < 3 else 380, 22, "#8390b5"))
        for x in range(540, 1140 if floor < 3 else 900, 84):
            parts.append(rect(x, y, 16, 92 if floor else 60, "#6a78a4"))
    parts.append(rect(520, 740, 620, 60, "#6a78a4"))
    parts.append(rect(700, 430, 110, 350, "#9aa6c6"))
    for x in range(556, 900, 28):
        parts.append(line(x, 408, x, 360, OCHRE, 4))
    for x in (1140, 1190, 1240):
        parts.append(line(x, 800, x, 420, AMBER, 6))
    for y in range(440, 800, 70):
        parts.append(line(1136, y, 1244, y, AMBER, 6) + line(1140, y + 70, 1240, y, AMBER, 3))
    for x, top, reach, back, hook in ((360, 150, 760, 200, 520), (1400, 300, -560, -150, -330)):
        parts.append(crane(x, top, reach, back, hook))
    for x, coat in ((250, COBALT), (330, AMBER), (1010, NAVY)):
        parts.append(person(x, 880, 110, coat) + path(f"M{x - 13} 778 Q{x} 758 {x + 13} 778Z", "#ffe08a"))
    parts.append(
        path("M60 880 L150 800 L260 880Z", "#d8bd92") + path("M1180 890 L1300 800 L1440 890Z", "#d8bd92")
    )
    return "".join(parts)


def crane(x, top, reach, back, hook):
    parts = []
    for y in range(top, 790, 40):
        parts.append(line(x - 17, y, x + 17, y + 40, OCHRE, 4) + line(x + 17, y, x - 17, y + 40, OCHRE, 4))
    parts.append(line(x - 18, top, x - 18, 800, AMBER, 7) + line(x + 18, top, x + 18, 800, AMBER, 7))
    parts.append(
        line(x - back, top, x + reach, top, AMBER, 9) + line(x, top - 34, x + reach, top - 12, AMBER, 6)
    )
    for step in range(22):
        a = x + reach * step / 22
        parts.append(
            line(a, top, a + reach / 44, top - 30 + step * 0.8, OCHRE, 3)
            + line(a + reach / 44, top - 30 + step * 0.8, a + reach / 22, top, OCHRE, 3)
        )
    parts.append(polygon([(x - 22, top), (x, top - 92), (x + 22, top)], OCHRE))
    parts.append(
        line(x, top - 92, x + reach * 0.7, top - 14, SLATE, 3) + line(x, top - 92, x - back, top, SLATE, 3)
    )
    parts.append(
        rect(x - back - 34, top - 4, 68, 66, SLATE)
        + rect(x + (20 if reach > 0 else -62), top + 8, 42, 46, NAVY)
    )
    parts.append(
        line(x + hook, top, x + hook, top + 150, INK, 3) + rect(x + hook - 70, top + 176, 140, 16, STEEL)
    )
    parts.append(
        polyline([(x + hook - 60, top + 178), (x + hook, top + 148), (x + hook + 60, top + 178)], INK, 3)
    )
    return "".join(parts)


def kongress():
    parts = [vertical("hall", "#1a255f", "#2c3f9a", "#141c4a") + rect(0, 0, WIDTH, HEIGHT, "url(#hall)")]
    for x, lean in ((180, 150), (560, 60), (1040, -60), (1420, -150)):
        parts.append(
            polygon(
                [(x - 8, 0), (x + 8, 0), (x + lean + 130, 660), (x + lean - 130, 660)], "#8fa4ff", opacity=0.1
            )
        )
        parts.append(circle(x, 6, 16, CREAM))
    parts.append(circle(800, 320, 380, COBALT_LIGHT, opacity=0.5, filter="url(#haze)"))
    parts.append(
        rect(410, 110, 780, 430, "#3350d8")
        + rect(410, 110, 780, 430, "none", stroke="#93a8ff", stroke_width=5)
    )
    nodes = [
        (520, 440),
        (610, 250),
        (740, 330),
        (700, 470),
        (870, 220),
        (920, 400),
        (1040, 290),
        (1090, 450),
        (800, 180),
    ]
    for a, b in (
        (0, 1),
        (1, 2),
        (2, 3),
        (0, 3),
        (2, 4),
        (4, 6),
        (5, 6),
        (5, 7),
        (2, 5),
        (3, 5),
        (1, 8),
        (8, 4),
    ):
        parts.append(line(*nodes[a], *nodes[b], "#dfe6ff", 4, opacity=0.8))
    for index, node in enumerate(nodes):
        parts.append(circle(*node, 17 if index in (2, 5) else 11, "#fff"))
    parts.append(
        polygon([(300, 660), (1300, 660), (1380, 720), (220, 720)], "#4055b8")
        + rect(220, 720, 1160, 26, "#111845")
    )
    parts.append(person(360, 664, 190, AMBER, "#c98d66"))
    parts.append(polygon([(408, 570), (486, 570), (474, 668), (420, 668)], "#e2e8fa"))
    dice = random.Random(6)
    for row, (y, size, tone) in enumerate(((770, 40, "#24337f"), (850, 56, "#1a2665"), (955, 78, "#0f1640"))):
        for seat in range(-1, 30):
            x = seat * size * 2.05 + (row % 2) * size + dice.uniform(-6, 6)
            if x > WIDTH + 80:
                break
            lift = dice.uniform(-8, 8)
            parts.append(circle(x, y - size * 0.55 + lift, size * 0.46, tone))
            parts.append(
                path(
                    f"M{x - size * 0.95:.0f} {y + size * 1.6:.0f} Q{x - size * 0.9:.0f} {y + lift:.0f} {x:.0f} {y - size * 0.05 + lift:.0f}"
                    f" Q{x + size * 0.9:.0f} {y + lift:.0f} {x + size * 0.95:.0f} {y + size * 1.6:.0f}Z",
                    tone,
                )
            )
    return "".join(parts)


def gruenderzentrum():
    parts = [
        sky("#445aa8", "#a9aedb", "#f6cfa6"),
        sun(1330, 420, 120, "#ffdcae"),
        hills(700, 12, "#8089b9", 4),
    ]
    parts.append(rect(250, 90, 74, 640, "#8f5540") + rect(240, 84, 94, 26, "#76432f"))
    for y in (200, 330, 460):
        parts.append(rect(250, y, 74, 12, "#c88a63"))
    for tooth in range(5):
        x = 120 + tooth * 232
        parts.append(polygon([(x, 430), (x + 60, 300), (x + 232, 430)], "#8f5540"))
        parts.append(polygon([(x + 8, 424), (x + 60, 312), (x + 70, 320), (x + 34, 424)], "#ffe3ae"))
    parts.append(rect(120, 430, 1160, 340, BRICK) + rect(120, 430, 1160, 20, "#c88a63"))
    for x in range(160, 1240, 136):
        parts.append(path(f"M{x} 690 V540 Q{x + 46} 484 {x + 92} 540 V690Z", "#ffe0a3"))
        parts.append(
            path(
                f"M{x} 690 V540 Q{x + 46} 484 {x + 92} 540 V690Z M{x + 46} 514 V690 M{x} 590 H{x + 92} M{x} 640 H{x + 92}",
                stroke="#5f3423",
                stroke_width=5,
            )
        )
    parts.append(polygon([(1280, 360), (1560, 330), (1560, 770), (1280, 770)], "#5c74cf"))
    for step in range(1, 7):
        parts.append(line(1280 + step * 40, 360 - step * 4.3, 1280 + step * 40, 770, "#b9c8ff", 4))
    for y in (440, 520, 600, 680):
        parts.append(line(1280, y, 1560, y - (770 - y) / 16, "#b9c8ff", 4))
    parts.append(rect(1330, 560, 60, 70, "#ffe6b5") + rect(1450, 470, 60, 66, "#ffe6b5"))
    parts.append(
        rect(0, 770, WIDTH, 230, "#4d567f")
        + polygon([(500, 770), (760, 770), (1000, 1000), (240, 1000)], "#626b95")
    )
    parts.append(path("M210 770 V700 Q250 650 290 700 V770Z", INK, opacity=0))
    for x, y, size, coat in ((600, 880, 180, COBALT), (690, 874, 172, "#e8ecf7"), (1060, 850, 150, AMBER)):
        parts.append(
            ellipse(x + 14, y, size * 0.2, 7, INK, opacity=0.3)
            + person(x, y, size, coat, ("#8d5b3f", "#e5bd9d")[x % 2])
        )
    for x in (1190, 1290):
        parts.append(circle(x, 850, 44, "none", stroke=INK, stroke_width=7))
    parts.append(
        polyline([(1190, 850), (1226, 776), (1276, 776), (1290, 850)], AMBER, 8)
        + polyline([(1226, 776), (1240, 846), (1276, 776)], AMBER, 7)
        + line(1270, 760, 1300, 756, INK, 7)
    )
    parts.append(tree(60, 800, 300, "#46608a") + tree(1500, 800, 190, "#46608a"))
    return "".join(parts)


def batterie():
    see = Camera(horizon=190, eye=13, focal=1050, centre=760, yaw=24, pivot=30)
    parts = [vertical("room", "#dfe6f6", "#c3cfee", "#93a6dd") + rect(0, 0, WIDTH, HEIGHT, "url(#room)")]
    cells = [(column, row) for row in range(11, -1, -1) for column in range(12)]
    for column, row in cells:
        x, z = (column - 6 + row % 2 * 0.5) * 4.3, 15 + row * 3.75
        (cx, cy), (_, foot) = see(x, z, 5), see(x, z, 0)
        away = see.focal / ((foot - cy) / 5)
        rx, ry = 2.02 * see.focal / away, 0.86 * 2.02 * see.focal / away * 0.55
        hot = (column, row) in {(5, 3), (8, 5), (3, 6), (7, 1)}
        body, shade, cap, pole = (
            (AMBER, OCHRE, CREAM, OCHRE) if hot else ("#3b57cf", "#2740ab", "#e9eefb", "#8fa2d8")
        )
        parts.append(
            path(
                f"M{cx - rx:.1f} {cy:.1f} V{foot:.1f} A{rx:.1f} {ry:.1f} 0 0 0 {cx + rx:.1f} {foot:.1f} V{cy:.1f}Z",
                body,
            )
        )
        parts.append(
            path(
                f"M{cx + rx * 0.3:.1f} {cy:.1f} V{foot + ry * 0.9:.1f} A{rx:.1f} {ry:.1f} 0 0 0 {cx + rx:.1f} {foot:.1f} V{cy:.1f}Z",
                shade,
            )
        )
        parts.append(
            ellipse(cx, cy, rx, ry, cap)
            + ellipse(cx, cy - ry * 0.12, rx * 0.45, ry * 0.45, pole)
            + ellipse(cx, cy - ry * 0.25, rx * 0.36, ry * 0.36, "#fff")
        )
    parts.append(rect(0, 0, WIDTH, 190, "#dfe6f6", opacity=0.55, filter="url(#haze)"))
    return "".join(parts)


def textil():
    parts = [vertical("loom", "#f6ecdd", "#e8e2ea", "#c9d2ee") + rect(0, 0, WIDTH, HEIGHT, "url(#loom)")]
    tones = (COBALT, AMBER, NAVY, "#8ea3e6", SAND, BRICK, "#5f7fd0", FOG)
    for row, (y, size) in enumerate(((150, 54), (280, 62))):
        parts.append(rect(0, y + size * 0.95, WIDTH, 16, "#8a93b6"))
        for index in range(13):
            x = 50 + index * 126 + row * 30
            tone = tones[(index * 3 + row * 5) % len(tones)]
            parts.append(
                polygon(
                    [
                        (x - size * 0.55, y + size * 0.9),
                        (x - size * 0.3, y - size),
                        (x + size * 0.3, y - size),
                        (x + size * 0.55, y + size * 0.9),
                    ],
                    tone,
                )
            )
            parts.append(
                polygon(
                    [
                        (x + size * 0.1, y + size * 0.9),
                        (x + size * 0.1, y - size),
                        (x + size * 0.3, y - size),
                        (x + size * 0.55, y + size * 0.9),
                    ],
                    "#000",
                    opacity=0.1,
                )
            )
            parts.append(rect(x - 7, y - size - 16, 14, 18, OCHRE))
            for k in range(5):
                w = 0.33 + k * 0.055
                parts.append(
                    line(
                        x - size * w,
                        y - size * 0.7 + k * size * 0.35,
                        x + size * w,
                        y - size * 0.62 + k * size * 0.35,
                        "#fff",
                        2,
                        opacity=0.4,
                    )
                )
    for index in range(81):
        x = index * 20
        tone = tones[(index // 3) % len(tones)]
        parts.append(line(800 + (x - 800) * 0.86, 360, x, 640, tone, 4))
    parts.append(rect(0, 456, WIDTH, 34, SLATE) + rect(0, 462, WIDTH, 7, STEEL))
    for x in range(0, WIDTH, 20):
        parts.append(line(x + 4, 440, x + 4, 560, "#aab4d2", 3))
    parts.append(rect(0, 552, WIDTH, 22, SLATE))
    cell = 20
    for row in range(19):
        for index in range(80):
            over = (index + row) % 4 < 2
            warp = tones[(index // 3) % len(tones)]
            weft = (NAVY, COBALT, "#e9edf8")[(row // 4) % 3]
            parts.append(rect(index * cell, 640 + row * cell, cell - 1.5, cell - 1.5, warp if over else weft))
    parts.append(
        path("M180 612 Q240 584 520 592 L600 612 L520 632 Q240 640 180 612Z", OCHRE)
        + rect(290, 600, 170, 22, CREAM, rx=11)
    )
    parts.append(line(600, 612, WIDTH, 628, CREAM, 4))
    return "".join(parts)


def automobil():
    see = Camera(horizon=400, eye=4, focal=900, centre=800)
    parts = [vertical("shop", "#cdd7ee", "#e8edf7", "#b7c3e0") + rect(0, 0, WIDTH, HEIGHT, "url(#shop)")]
    for x in range(-40, 41, 8):
        parts.append(see.strip([(x, 4), (x, 90)], "#f8fafe", 5, y=12))
    for depth in (70, 46, 32, 24, 18):
        parts.append(see.strip([(-40, depth), (40, depth)], "#9dabcf", 220 / depth, y=11))
    parts.append(rect(0, 640, WIDTH, 360, "#8d9abf") + rect(0, 640, WIDTH, 8, "#6f7da8"))
    for x in range(60, WIDTH, 210):
        parts.append(rect(x, 250, 20, 392, "#aab7d6"))
    parts.append(
        polygon([(0, 830), (WIDTH, 830), (WIDTH, 900), (0, 900)], SLATE) + rect(0, 822, WIDTH, 12, AMBER)
    )
    for x in range(0, WIDTH, 54):
        parts.append(circle(x + 20, 866, 15, STEEL))
    parts.append(group(car("#c6cfe6", "#dfe6f5"), transform="translate(1480 640) scale(0.62)", opacity=0.7))
    parts.append(group(car(COBALT, "#dfe8ff"), transform="translate(330 520)"))
    for x, y, flip, tone in ((300, 800, 1, AMBER), (1340, 800, -1, AMBER), (1120, 420, -1, "#e0a95c")):
        parts.append(robot(x, y, flip, tone) if y > 500 else "")
    for x, y in ((520, 505), (1090, 520)):
        parts.append(circle(x, y, 46, CREAM, opacity=0.8, filter="url(#soft)") + circle(x, y, 9, "#fff"))
        for angle in range(0, 360, 40):
            dx, dy = math.cos(math.radians(angle)), math.sin(math.radians(angle))
            parts.append(line(x + dx * 14, y + dy * 14, x + dx * 44, y + dy * 44, AMBER, 3))
    return "".join(parts)


def car(body, glass):
    shell = "M20 250 Q0 200 40 176 L196 148 Q300 40 440 34 H620 Q720 40 800 140 L900 164 Q950 180 944 250 L936 276 H30Z"
    return (
        path(shell, body)
        + path("M20 250 Q14 220 24 200 H936 Q948 220 944 250 L936 276 H30Z", "#000", opacity=0.16)
        + path("M236 146 Q320 66 430 60 H500 V146Z M520 60 H612 Q690 66 752 146 H520Z", glass)
        + path("M510 60 V270 M300 150 V262 M760 150 V262", stroke="#000", stroke_width=3, opacity=0.25)
        + "".join(
            circle(x, 272, 82, SLATE)
            + circle(x, 272, 66, INK)
            + circle(x, 272, 34, MIST)
            + circle(x, 272, 10, STEEL)
            for x in (220, 760)
        )
        + path("M24 196 L74 186 L70 212 L24 216Z", CREAM)
        + path("M936 186 L900 182 L906 210 L944 214Z", BRICK)
    )


def robot(x, y, flip, tone):
    arm = [
        rect(-70, -40, 140, 70, SLATE, rx=8), rect(-48, -100, 96, 70, tone, rx=16),
        polygon([(-34, -80), (34, -80), (-60, -380), (-118, -366)], tone), circle(-88, -372, 50, OCHRE), circle(-88, -372, 22, CREAM),
        polygon([(-100, -412), (-76, -334), (186, -330), (190, -372)], tone), circle(190, -350, 30, OCHRE),
        polygon([(176, -340), (206, -340), (222, -292), (190, -286)], SLATE), polygon([(196, -292), (216, -292), (212, -250)], INK),
    ]  # fmt: skip
    return group(*arm, transform=f"translate({x} {y}) scale({flip} 1)")


def halle_innen():
    see = Camera(horizon=470, eye=3.2, focal=760, centre=800)
    parts = [rect(0, 0, WIDTH, HEIGHT, "#dfe5f2"), see.tile(-14, 14, 6, 80, "#b9c3da")]
    parts.append(polygon([see(-14, 6, 0), see(-14, 80, 0), see(-14, 80, 10), see(-14, 6, 10)], "#c8d1e5"))
    parts.append(polygon([see(14, 6, 0), see(14, 80, 0), see(14, 80, 10), see(14, 6, 10)], "#b3bfda"))
    parts.append(polygon([see(-14, 6, 10), see(14, 6, 10), see(14, 80, 10), see(-14, 80, 10)], "#8d9bc4"))
    for x in (-9, -1.5, 6):
        for depth in range(8, 76, 8):
            parts.append(see.tile(x, x + 3, depth, depth + 5, "#f7fbff", y=10))
    parts.append(
        see.wall((-14, 80), (14, 80), 0, 10, "#cfd8ec") + see.wall((-5, 80), (5, 80), 0, 6, "#fff4da")
    )
    for depth in range(74, 6, -8):
        for x in (-13.6, 13.6):
            parts.append(see.wall((x, depth), (x, depth + 0.9), 0, 10, SLATE))
        parts.append(see.strip([(-14, depth), (14, depth)], "#55628f", 190 / depth, y=9.4))
        for side in (-14, 14):
            parts.append(see.wall((side, depth + 1.6), (side, depth + 6.4), 5, 8.4, "#eaf2ff"))
    for side in (-13, 13):
        parts.append(
            polygon([see(side, 6, 7.8), see(side, 80, 7.8), see(side, 80, 8.2), see(side, 6, 8.2)], AMBER)
        )
    parts.append(
        see.strip([(-13, 22), (13, 22)], AMBER, 30, y=8.6)
        + see.strip([(-13, 22), (13, 22)], OCHRE, 6, y=8.25)
    )
    x, y = see(3, 22, 8.2)
    parts.append(
        rect(x - 40, y - 26, 80, 44, OCHRE)
        + line(x, y, x, y + 160, INK, 4)
        + path(f"M{x - 12} {y + 160} h24 v18 a12 12 0 1 1 -24 0Z", INK)
    )
    for side in (-1, 1):
        for depth in range(66, 12, -9):
            near, far = (5.5, 11) if side > 0 else (-11, -5.5)
            tone = (COBALT, "#e9edf7", "#6d86dd")[depth // 9 % 3]
            parts.append(see.box(near, far, depth, depth + 4.6, 2.6, tone, "#8b9ac6", PAPER))
            parts.append(
                see.wall((near + 0.7, depth), (near + 2.4, depth), 1.2, 2.1, INK)
                + see.wall((near + 3.1, depth), (near + 3.6, depth), 1.4, 1.9, AMBER)
            )
    for side in (-4.2, 4.2):
        parts.append(see.tile(side - 0.12, side + 0.12, 6, 80, AMBER))
    px, py = see(-1.2, 17)
    parts.append(person(px, py, 85, COBALT) + person(px + 46, py + 4, 85, AMBER, "#8d5b3f"))
    return "".join(parts)


SCENES = {
    "chemiepark": chemiepark,
    "wasserstoff": wasserstoff,
    "halle-innen": halle_innen,
    "logistik": logistik,
    "optik-labor": optik_labor,
    "baukran": baukran,
    "kongress": kongress,
    "gruenderzentrum": gruenderzentrum,
    "batterie": batterie,
    "textil": textil,
    "automobil": automobil,
}
