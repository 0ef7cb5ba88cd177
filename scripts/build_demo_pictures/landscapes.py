"""Scenes of land and water."""

# ruff: noqa: E501, S311 - lists of points read better in one line; the dice are seeded

import math
import random

from drawing import (
    COBALT,
    FOG,
    INK,
    MEADOW,
    MOSS,
    NAVY,
    OCHRE,
    SAGE,
    SLATE,
    WIDTH,
    Camera,
    circle,
    cloud,
    ellipse,
    group,
    hills,
    line,
    path,
    polygon,
    polyline,
    poplar,
    rect,
    sky,
    sun,
    tree,
    turbine,
    vertical,
)  # fmt: skip


def solarfeld():
    see = Camera(horizon=430, eye=9, focal=1000, centre=800, yaw=-18, pivot=40)
    parts = [sky("#5f92e6", "#b9d3f6", "#eef4fb"), sun(330, 210, 80, "#fffbe6"), cloud(980, 170, 330, opacity=0.55),
             hills(415, 22, "#a9bccf", 9), hills(432, 14, SAGE, 3), rect(0, 452, WIDTH, 548, MEADOW)]  # fmt: skip
    for depth in (210, 150, 112, 86, 67, 53, 42, 33.5, 27, 21.5, 17):
        for column in range(-22, 22):
            x = column * 7.2
            low, high = 0.8, 2.6
            deep = depth + 3.2
            corners = [
                see(x, depth, low),
                see(x + 6.6, depth, low),
                see(x + 6.6, deep, high),
                see(x, deep, high),
            ]
            if max(p[0] for p in corners) < -50 or min(p[0] for p in corners) > 1650:
                continue
            parts.append(see.tile(x, x + 6.8, depth - 1.6, depth + 2, "#7f9c72", opacity=0.75))
            parts.append(
                polygon(
                    corners,
                    "#2543b4" if (column + int(depth)) % 3 else "#2f52cc",
                    stroke="#cbd6f5",
                    stroke_width=number_width(depth),
                )
            )
            middle = [see(x + 3.3, depth, low), see(x + 3.3, deep, high)]
            parts.append(polyline(middle, "#8ea4ea", number_width(depth) * 0.6))
            half = [see(x, depth + 1.6, (low + high) / 2), see(x + 6.6, depth + 1.6, (low + high) / 2)]
            parts.append(polyline(half, "#8ea4ea", number_width(depth) * 0.6))
    return "".join(parts)


def number_width(depth):
    return round(70 / depth, 1)


def windpark():
    parts = [sky("#7fa3dd", "#cfdff3", "#fbe8cf"), sun(1230, 300, 95), cloud(160, 190, 380, opacity=0.5),
             cloud(720, 120, 240, opacity=0.35), hills(600, 34, "#b3c2d8", 1)]  # fmt: skip
    for x, y, size, turn in (
        (380, 605, 170, 20),
        (520, 600, 160, 75),
        (1050, 600, 165, 50),
        (1450, 606, 175, 5),
    ):
        parts.append(turbine(x, y, size, turn, "#e4eaf5"))
    parts.append(hills(650, 40, "#a8bd9b", 12))
    for x, y, size, turn in ((1240, 660, 330, 34), (240, 665, 360, 95), (690, 640, 300, 62)):
        parts.append(turbine(x, y, size, turn, "#f2f5fb"))
    parts.append(hills(730, 46, "#dcc48a", 21))
    parts.append(turbine(960, 790, 560, 12, "#ffffff"))
    parts.append(hills(810, 52, "#c9a55c", 33))
    dice = random.Random(5)
    for row in range(9):
        y = 845 + row * 19
        drift = dice.uniform(-10, 10)
        curve = f"M-20 {y + drift:.0f} C400 {y - 40:.0f} 900 {y + 50:.0f} 1620 {y - 20:.0f}"
        parts.append(path(curve, stroke="#b48c44", stroke_width=3, opacity=0.5))
    for x in (60, 110, 150, 1490, 1540):
        parts.append(tree(x, 800 + (x % 40) / 2, 120 + x % 30))
    return "".join(parts)


def seenland():
    dice = random.Random(8)
    parts = [sky("#6da0e0", "#bcd8f3", "#f5efe0"), sun(1150, 230, 78, "#fff7df"), cloud(260, 200, 420, opacity=0.6),
             hills(470, 30, "#9fb4c8", 6), hills(492, 18, MOSS, 17)]  # fmt: skip
    for x in range(20, 700, 26):
        parts.append(poplar(x + dice.uniform(-6, 6), 520, dice.uniform(40, 78), "#56785f"))
    parts.append(vertical("lake", "#8fbbe0", "#5a8fc9", "#356aa9") + rect(0, 512, WIDTH, 488, "url(#lake)"))
    for _ in range(110):
        y = 520 + (dice.random() ** 1.6) * 460
        width = 12 + (y - 500) * dice.uniform(0.1, 0.36)
        parts.append(
            rect(
                dice.uniform(-50, 1600), y, width, 2 + (y - 500) / 160, "#fff", opacity=dice.uniform(0.1, 0.4)
            )
        )
    for _ in range(24):
        y = 520 + dice.random() * 330
        width = 30 + (y - 500) * 0.3
        parts.append(rect(1150 - width / 2 + dice.uniform(-24, 24), y, width, 4, "#fff7df", opacity=0.6))
    for x, y, size, hull in (
        (420, 640, 150, NAVY),
        (980, 600, 92, OCHRE),
        (690, 560, 58, NAVY),
        (1270, 735, 220, COBALT),
    ):
        parts.append(
            polygon([(x, y - size), (x, y - size * 0.12), (x - size * 0.5, y - size * 0.12)], "#ffffff")
        )
        parts.append(
            polygon(
                [(x + 4, y - size * 0.84), (x + 4, y - size * 0.12), (x + size * 0.34, y - size * 0.12)], FOG
            )
        )
        parts.append(line(x + 2, y - size * 1.02, x + 2, y, SLATE, max(2, size / 50)))
        parts.append(
            path(
                f"M{x - size * 0.56:.0f} {y - size * 0.08:.0f} H{x + size * 0.46:.0f}"
                f" L{x + size * 0.3:.0f} {y + size * 0.08:.0f} H{x - size * 0.42:.0f}Z",
                hull,
            )
        )
        parts.append(ellipse(x - size * 0.05, y + size * 0.12, size * 0.5, size * 0.035, NAVY, opacity=0.25))
    # a jetty leads the eye in
    parts.append(polygon([(0, 905), (560, 830), (590, 838), (0, 960)], "#b88d5d"))
    parts.append(polygon([(0, 960), (590, 838), (590, 850), (0, 980)], "#8a6540"))
    for step in range(12):
        x = 20 + step * 48
        y = 905 - step * 6.4
        parts.append(line(x, y, x + 10, y + 46 - step * 3.2, "#9a7246", 2))
    for x, y, tall in ((120, 955, 80), (330, 905, 64), (520, 860, 52)):
        parts.append(rect(x, y - tall * 0.6, 13, tall, "#6d4d30"))
    return "".join(parts)


def tagebau():
    parts = [sky("#86a2cf", "#d9e0ea", "#fae3c0"), sun(420, 250, 90), cloud(900, 150, 380, opacity=0.5),
             hills(430, 12, "#a4b2c6", 3)]  # fmt: skip
    bands = ("#b7c29c", "#d7b27a", "#c2935a", "#a87a49", "#8d6440", "#6f5140", "#54424a")
    for index, colour in enumerate(bands):
        y = 462 + index * 66
        parts.append(hills(y, 12 + index * 3, colour, 40 + index))
        shade = f"M-20 {y + 34} C420 {y + 6} 900 {y + 62} 1640 {y + 22}"
        parts.append(path(shade, stroke="#000", stroke_width=3, opacity=0.12))
    for x in (80, 130, 170, 1290, 1345, 1420, 1500):
        parts.append(tree(x, 474, 66))
    machine = [
        path("M-330 120 L-40 -20 L20 -150 L60 -150 L90 -20 L380 -70 L380 -56 L96 20 L60 80 L-30 80 L-40 20 L-322 140Z", "none",
             stroke=INK, stroke_width=11, stroke_linejoin="round"),
        line(38, -150, -318, 118, INK, 5), line(42, -150, 376, -66, INK, 5), line(-180, 56, -20, -40, INK, 5),
        *(line(-300 + k * 42, 112 - k * 20.5, -284 + k * 40, 84 - k * 13, INK, 4) for k in range(7)),
        rect(-50, 60, 150, 50, INK), rect(360, -76, 60, 46, INK),
        rect(-78, 110, 206, 24, SLATE, rx=12), rect(-96, 130, 90, 30, INK, rx=15), rect(56, 130, 90, 30, INK, rx=15),
        circle(-340, 132, 74, "none", stroke=INK, stroke_width=12), circle(-340, 132, 18, INK),
        *(line(-340, 132, -340 + 74 * math.cos(a), 132 + 74 * math.sin(a), INK, 6) for a in spread(8)),
        *(rect(-352 + 82 * math.cos(a), 120 + 82 * math.sin(a), 24, 24, OCHRE, rx=4) for a in spread(10)),
    ]  # fmt: skip
    parts.append(group(*machine, transform="translate(900 560) scale(1.15)"))
    parts.append(path("M0 880 C300 820 700 960 1100 900 S1600 860 1600 860 V1000 H0Z", "#3f6ea8"))
    parts.append(
        path("M120 930 H520 M640 955 H980 M1150 925 H1420", stroke="#fff", stroke_width=4, opacity=0.35)
    )
    return "".join(parts)


def spread(count):
    return [index * 2 * math.pi / count for index in range(count)]


SCENES = {
    "solarfeld": solarfeld,
    "windpark": windpark,
    "seenland": seenland,
    "tagebau": tagebau,
}
