"""Scenes of industry and building."""

# ruff: noqa: E501, S311 - lists of points read better in one line; the dice are seeded

from drawing import (
    AMBER,
    BRICK,
    COBALT,
    CREAM,
    FOG,
    INK,
    MIST,
    NAVY,
    OCHRE,
    PAPER,
    SLATE,
    STEEL,
    WIDTH,
    Camera,
    circle,
    cloud,
    ellipse,
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


SCENES = {
    "chemiepark": chemiepark,
    "wasserstoff": wasserstoff,
    "logistik": logistik,
    "baukran": baukran,
    "gruenderzentrum": gruenderzentrum,
}
