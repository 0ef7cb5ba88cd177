"""Scenes of town and traffic."""

# ruff: noqa: E501, S311 - lists of points read better in one line; the dice are seeded

import random

from drawing import (
    AMBER,
    BRICK,
    COBALT,
    CREAM,
    FOG,
    INK,
    MEADOW,
    MIST,
    NAVY,
    OCHRE,
    PAPER,
    SAGE,
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
    rect,
    sky,
    sun,
    tree,
    vertical,
)  # fmt: skip


def bahn():
    see = Camera(horizon=520, eye=5, focal=900, centre=700)
    parts = [sky("#43589f", "#9aa9d6", "#f6d3b0"), sun(700, 505, 130), hills(505, 16, "#7d8bb6", 4)]
    parts.append(rect(0, 520, WIDTH, 480, "#465179"))
    for x in (-17, -10.5, -4, 2.5, 9, 15.5, 22):
        parts.append(see.tile(x - 1.7, x + 1.7, 4, 900, "#525d86"))
        for depth in range(6, 70, 2):
            parts.append(see.tile(x - 1.35, x + 1.35, depth, depth + 0.45, "#39426a", opacity=0.8))
        for side in (-0.75, 0.75):
            parts.append(see.tile(x + side - 0.06, x + side + 0.06, 4, 900, "#e9edf7"))
    for depth in (150, 70, 34):
        width = 700 / depth
        left, right = see(-20, depth, 0), see(25, depth, 0)
        top = see(-20, depth, 9)[1]
        parts.append(line(left[0], left[1], left[0], top, INK, width * 0.7))
        parts.append(line(right[0], right[1], right[0], top, INK, width * 0.7))
        parts.append(line(left[0], top, right[0], top, INK, width * 0.55))
        low = see(-20, depth, 8)[1]
        parts.append(line(left[0], low, right[0], low, INK, width * 0.35))
        steps = 22
        for step in range(steps):
            x0 = left[0] + (right[0] - left[0]) * step / steps
            x1 = left[0] + (right[0] - left[0]) * (step + 1) / steps
            parts.append(line(x0, low, (x0 + x1) / 2, top, INK, width * 0.2))
            parts.append(line((x0 + x1) / 2, top, x1, low, INK, width * 0.2))
    # the train: nose and side in one perspective
    parts.append(see.wall((-5.7, 26), (-5.7, 240), 0.5, 4.3, "#dfe5f2"))
    parts.append(see.wall((-5.7, 26), (-5.7, 240), 2.2, 3.5, NAVY))
    parts.append(see.wall((-5.7, 26), (-5.7, 240), 0.5, 1.3, COBALT))
    nose = [
        see(-5.7, 26, 0.4),
        see(-2.4, 26, 0.4),
        see(-2.4, 25, 2.6),
        see(-2.9, 27, 4.2),
        see(-5.2, 27, 4.2),
        see(-5.7, 25, 2.6),
    ]
    parts.append(polygon(nose, PAPER))
    parts.append(polygon([see(-5.3, 25, 2.5), see(-2.8, 25, 2.5), see(-3.1, 26, 3.8), see(-5, 26, 3.8)], INK))
    parts.append(
        polygon([see(-5.7, 26, 0.4), see(-2.4, 26, 0.4), see(-2.4, 26, 1.3), see(-5.7, 26, 1.3)], COBALT)
    )
    for x in (-5.25, -2.85):
        parts.append(circle(*see(x, 25.5, 1.75), 9, CREAM))
    return "".join(parts)


def stadt_leipzig():
    dice = random.Random(14)
    parts = [sky("#2b3f8e", "#8489c4", "#f0b791"), sun(380, 640, 170, "#ffd9ae")]
    for layer, (low, high, colour) in enumerate(((610, 690, "#8488bd"), (540, 680, "#4f5d9c"))):
        x = -20
        while x < WIDTH:
            width = dice.uniform(56, 130)
            top = dice.uniform(low, high)
            parts.append(rect(x, top, width, 800 - top, colour))
            if layer and dice.random() < 0.4:
                parts.append(
                    polygon([(x, top), (x + width / 2, top - dice.uniform(22, 48)), (x + width, top)], colour)
                )
            if layer:
                parts.append(windows(dice, x + 10, top + 16, width - 20, 760 - top, 0.22))
            x += width + dice.uniform(-4, 14)
    # high-rise shaped like an open book
    tower = "M930 800 V235 Q950 160 1072 128 L1086 800Z"
    parts.append(
        path(tower, "#1c2a63") + path("M1072 128 L1086 800 H1126 V190 Q1110 150 1072 128Z", "#2c3f88")
    )
    parts.append(windows(dice, 946, 270, 124, 480, 0.34, step=(21, 26)))
    parts.append(line(1020, 145, 1020, 70, "#1c2a63", 6))
    # town hall tower with its stepped cap
    parts.append(
        path(
            "M520 800 V430 H536 V395 H552 V350 L566 320 V286 Q584 250 592 190 Q600 250 618 286 V320 L632 350"
            " V395 H648 V430 H664 V800Z",
            "#1c2a63",
        )
    )
    for y in (460, 520, 580, 640):
        for x in (545, 584, 623):
            parts.append(rect(x, y, 16, 30, "#ffdf9e", rx=8, opacity=0.85 if (x + y) % 3 else 0.25))
    parts.append(circle(592, 372, 17, CREAM))
    # church spire and gasometer-like dome
    parts.append(path("M228 800 V560 H236 L262 390 L288 560 H296 V800Z", "#27397f"))
    parts.append(path("M1270 800 V620 Q1370 520 1470 620 V800Z", "#27397f"))
    parts.append(rect(1262, 612, 216, 14, "#34488f"))
    parts.append(rect(0, 780, WIDTH, 220, "#141d49"))
    for _ in range(130):
        y = 790 + dice.random() ** 1.5 * 200
        parts.append(
            rect(
                dice.uniform(0, 1560), y, dice.uniform(18, 90), 3, "#ffdf9e", opacity=dice.uniform(0.05, 0.45)
            )
        )
    return "".join(parts)


def windows(dice, x, y, width, height, lit, step=(19, 27)):
    parts = []
    for row in range(int(height // step[1])):
        for column in range(int(width // step[0])):
            glow = 0.9 if dice.random() < lit else 0.1
            parts.append(
                rect(
                    x + column * step[0],
                    y + row * step[1],
                    step[0] * 0.45,
                    step[1] * 0.42,
                    "#ffdf9e",
                    opacity=glow,
                )
            )
    return "".join(parts)


def flughafen():
    see = Camera(horizon=600, eye=7, focal=900, centre=1040)
    parts = [sky("#3d63bd", "#a9c3ec", "#fbdcb6"), sun(1080, 590, 150, "#ffe3b8"), cloud(120, 300, 420, opacity=0.35),
             cloud(1180, 230, 300, opacity=0.3), hills(596, 10, "#8796bd", 2), rect(0, 604, WIDTH, 396, "#8b9a78")]  # fmt: skip
    parts.append(see.tile(-22, 22, 6, 1500, "#4c577f"))
    for depth in (8, 14, 22, 34, 52, 80, 124, 190):
        parts.append(see.tile(-0.7, 0.7, depth, depth * 1.28, "#eef1f8"))
    for depth in (9, 12, 16, 21, 28, 37, 49, 65, 86, 114, 150):
        for side in (-23.5, 23.5):
            parts.append(circle(*see(side, depth), 70 / depth + 1.4, CREAM))
    # tower and terminal
    parts.append(rect(0, 540, 560, 78, "#5b6a9b") + rect(0, 552, 560, 26, "#ffe3b0", opacity=0.85))
    for x in range(0, 560, 28):
        parts.append(rect(x, 540, 5, 70, "#43517f"))
    parts.append(polygon([(0, 528), (600, 528), (560, 544), (0, 544)], NAVY))
    parts.append(
        path("M322 560 L332 300 H378 L388 560Z", "#d6deee") + path("M355 560 V300 H378 L388 560Z", "#b7c3dc")
    )
    parts.append(path("M286 252 H424 L408 304 H302Z", NAVY) + path("M296 260 H414 L408 284 H302Z", "#ffe9bd"))
    parts.append(rect(282, 240, 146, 14, "#e9eef7") + line(355, 240, 355, 180, SLATE, 5))
    # a freighter lifting off
    plane = [
        path("M-250 10 C-262 -2 -250 -22 -222 -26 L170 -30 C214 -30 262 -8 268 6 C268 18 238 24 200 24 L-190 26 Z", "#f7f9fd"),
        path("M-190 26 L200 24 C238 24 268 18 268 6 C220 14 -120 16 -248 8Z", MIST),
        path("M-236 -22 L-292 -112 H-244 L-166 -26Z", COBALT),
        path("M-228 2 L-296 -14 H-262 L-190 0Z", "#dbe2f0"),
        path("M52 8 L-82 92 H-128 L-44 10Z", "#aab8d6") + path("M60 -20 L-26 -74 H-58 L-20 -22Z", "#cbd5e8"),
        rect(-60, 30, 70, 30, NAVY, rx=15), rect(-66, 33, 16, 24, STEEL, rx=8),
        path("M206 -20 L238 -12 L232 -4 L204 -8Z", INK),
    ]  # fmt: skip
    parts.append(group(*plane, transform="translate(1010 330) rotate(-11) scale(1.25)"))
    return "".join(parts)


def hafen():
    dice = random.Random(3)
    parts = [sky("#5c86cf", "#bcd2f0", "#f8ecd8"), sun(240, 240, 72, "#fff4d8"), cloud(980, 160, 420, opacity=0.5),
             hills(590, 16, "#94a7bd", 5)]  # fmt: skip
    for x in range(0, 460, 34):
        parts.append(tree(x + dice.uniform(-8, 8), 626, dice.uniform(70, 110), "#6b8c77"))
    colours = (COBALT, AMBER, FOG, NAVY, "#7d94c9", OCHRE, SAGE)
    for column in range(9):
        for level in range(dice.choice((2, 3, 3, 4))):
            x, y = 560 + column * 112, 640 - 52 * (level + 1)
            fill = dice.choice(colours)
            parts.append(rect(x, y, 108, 50, fill))
            for rib in range(1, 9):
                parts.append(line(x + rib * 12, y + 4, x + rib * 12, y + 46, "#000", 2, opacity=0.14))
    parts.append(rect(0, 640, WIDTH, 40, "#99a3b8") + rect(0, 676, WIDTH, 26, "#6f7a98"))
    # gantry crane
    for x in (690, 1320):
        parts.append(
            polygon(
                [
                    (x - 50, 640),
                    (x - 12, 250),
                    (x + 12, 250),
                    (x + 50, 640),
                    (x + 30, 640),
                    (x, 300),
                    (x - 30, 640),
                ],
                AMBER,
            )
        )
        parts.append(rect(x - 60, 628, 120, 18, OCHRE))
    parts.append(rect(420, 214, 1120, 40, AMBER) + rect(420, 246, 1120, 8, OCHRE))
    for x in range(430, 1540, 52):
        parts.append(line(x, 214, x + 26, 180, OCHRE, 5) + line(x + 26, 180, x + 52, 214, OCHRE, 5))
    parts.append(line(446, 180, 1520, 180, OCHRE, 6))
    parts.append(rect(520, 250, 92, 44, NAVY) + rect(530, 262, 40, 26, CREAM))
    parts.append(line(540, 294, 540, 520, INK, 4) + line(596, 294, 596, 520, INK, 4))
    parts.append(rect(510, 516, 116, 12, INK) + rect(510, 528, 116, 54, COBALT))
    for rib in range(1, 9):
        parts.append(line(510 + rib * 13, 532, 510 + rib * 13, 578, "#000", 2, opacity=0.18))
    parts.append(vertical("water", "#6f9bcf", "#2f5c9c") + rect(0, 702, WIDTH, 298, "url(#water)"))
    # barge
    parts.append(rect(160, 700, 150, 66, PAPER) + rect(178, 714, 110, 22, NAVY) + rect(212, 668, 60, 32, FOG))
    for index in range(8):
        parts.append(rect(360 + index * 112, 728 - (28 if index % 3 else 0), 108, 80, colours[index % 5]))
    parts.append(path("M96 760 H1340 L1420 770 L1370 846 H150 Q110 820 96 760Z", INK))
    parts.append(path("M96 760 H1340 L1420 770 L1414 780 H100Z", COBALT))
    for _ in range(60):
        y = dice.uniform(850, 990)
        parts.append(
            rect(
                dice.uniform(0, 1560), y, dice.uniform(40, 170), 3.5, "#fff", opacity=dice.uniform(0.08, 0.32)
            )
        )
    return "".join(parts)


def hochschule():
    parts = [
        sky("#7fa6e4", "#cfe0f6", "#f7f3e8"),
        cloud(180, 180, 420, opacity=0.7),
        cloud(1150, 120, 280, opacity=0.5),
    ]
    parts.append(hills(640, 10, "#b9c9d8", 3))
    # slab, glass cube and drum
    parts.append(rect(80, 250, 620, 480, "#e7ebf4") + rect(700, 330, 120, 400, "#c9d2e5"))
    for row in range(5):
        for column in range(10):
            tone = (NAVY, "#3f57a8", "#7d95d6", CREAM)[(row * 7 + column * 5) % 4]
            parts.append(rect(110 + column * 58, 290 + row * 84, 44, 58, tone))
    parts.append(rect(80, 690, 740, 44, SLATE))
    parts.append(polygon([(820, 420), (1240, 380), (1240, 740), (820, 740)], "#9db3e6"))
    for step in range(1, 9):
        x = 820 + step * 52
        parts.append(line(x, 420 - step * 5, x, 740, "#e9effb", 5))
    for step in range(1, 5):
        parts.append(line(820, 420 + step * 64, 1240, 380 + step * 72, "#e9effb", 5))
    parts.append(polygon([(800, 420), (1270, 374), (1270, 392), (800, 438)], NAVY))
    parts.append(polygon([(1040, 640), (1130, 640), (1130, 740), (1040, 740)], NAVY))
    parts.append(
        path("M1270 740 V520 Q1400 470 1530 520 V740Z", BRICK)
        + path("M1400 482 Q1480 490 1530 520 V740 H1400Z", "#8d5039")
    )
    for x in range(1300, 1520, 44):
        parts.append(rect(x, 560, 22, 110, CREAM, opacity=0.9))
    parts.append(rect(0, 734, WIDTH, 266, "#c9cfdd") + polygon([(0, 800), (700, 734), (0, 734)], MEADOW))
    parts.append(polygon([(1600, 760), (1240, 734), (1600, 734)], MEADOW))
    parts.append(polygon([(1040, 740), (1130, 740), (1320, 1000), (560, 1000)], "#e6e9f1"))
    for x, size in ((40, 260), (1560, 300), (1480, 180)):
        parts.append(tree(x, 790, size, "#6f9676"))
    for x, y, size, coat, bag in ((560, 880, 190, COBALT, AMBER), (640, 872, 180, AMBER, None), (980, 830, 140, NAVY, None),
                                  (1190, 900, 200, "#7a8fd0", NAVY), (330, 830, 130, BRICK, None)):  # fmt: skip
        parts.append(ellipse(x + 20, y + 2, size * 0.24, size * 0.04, INK, opacity=0.2))
        parts.append(person(x, y, size, coat, ("#d9a983", "#8d5b3f", "#efcdb0")[x % 3], bag))
    return "".join(parts)


SCENES = {
    "bahn": bahn,
    "stadt-leipzig": stadt_leipzig,
    "flughafen": flughafen,
    "hafen": hafen,
    "hochschule": hochschule,
}
