"""Plots from the air, each with its parcel outlined."""

# ruff: noqa: E501, S311 - lists of points read better in one line; the dice are seeded

import random

from drawing import (
    AMBER,
    COBALT,
    FOG,
    MEADOW,
    MOSS,
    NAVY,
    PAPER,
    SAGE,
    SLATE,
    Camera,
    circle,
    ellipse,
    hills,
    sky,
    sun,
    turbine,
)  # fmt: skip

HAZE = "#cfdcea"


def parcel(see, points, fill=COBALT):
    shape = see.flat(points, fill, opacity=0.26) + see.flat(
        points, "none", stroke=fill, stroke_width=7, stroke_linejoin="round"
    )
    return shape + circle(*see(*points[0]), 15, "#fff", stroke=fill, stroke_width=7)


def patchwork(see, seed, colours, size=(60, 90), reach=420):
    """Fields in long strips, the far ones first."""
    dice = random.Random(seed)
    parts = []
    z = reach
    while z > 20:
        depth = dice.uniform(*size) * (0.5 + z / reach)
        x = -reach * 1.2
        while x < reach * 1.2:
            width = dice.uniform(*size) * 1.3
            fill = dice.choice(colours)
            parts.append(see.tile(x, x + width - 1.5, z - depth, z - 1.5, fill))
            for furrow in range(1, 7):
                at = x + width * furrow / 7
                parts.append(see.strip([(at, z - depth), (at, z - 1.5)], "#000", 1.5, opacity=0.05))
            x += width
        z -= depth
    return "".join(parts)


def road(see, points, width, tone="#e9ecf2", mark=True):
    parts = []
    for (x0, z0), (x1, z1) in zip(points, points[1:], strict=False):
        dx, dz = x1 - x0, z1 - z0
        length = (dx * dx + dz * dz) ** 0.5
        nx, nz = -dz / length * width / 2, dx / length * width / 2
        parts.append(
            see.flat([(x0 + nx, z0 + nz), (x1 + nx, z1 + nz), (x1 - nx, z1 - nz), (x0 - nx, z0 - nz)], tone)
        )
    if mark:
        parts.append(see.strip(points, "#fff", 3, stroke_dasharray="18 16", opacity=0.9))
    return "".join(parts)


def grove(see, spots, seed, fill=MOSS):
    dice = random.Random(seed)
    parts = []
    for x, z in sorted(spots, key=lambda spot: -spot[1]):
        px, py = see(x, z)
        size = see.focal / max(z, 30) * dice.uniform(3.2, 5.2)
        parts.append(ellipse(px + size * 0.3, py, size, size * 0.35, NAVY, opacity=0.18))
        parts.append(
            ellipse(px, py - size * 0.8, size * 0.85, size, fill)
            + ellipse(px - size * 0.2, py - size * 1.1, size * 0.45, size * 0.5, "#fff", opacity=0.12)
        )
    return "".join(parts)


def horizon_of(*stops):
    return sky(*stops, *(stops[-1:] * 2)) + hills(205, 16, "#a9bccb", 7) + hills(225, 10, "#9fb79f", 12)


def by_the_road():
    see = Camera(horizon=215, eye=62, focal=900, yaw=-20, pivot=120)
    parts = [
        horizon_of("#7aa6e4", "#d9e7f6"),
        patchwork(see, 4, (MEADOW, "#c9d59a", "#dfcf95", SAGE, "#d5b978")),
    ]
    parts += [
        turbine(x, 232, size, turn) for x, size, turn in ((1180, 90, 30), (1260, 76, 90), (1350, 96, 55))
    ]
    parts.append(road(see, [(-300, 78), (300, 78)], 10) + road(see, [(62, 78), (62, 420)], 8))
    for x, z, w, d, h in (
        (82, 200, 50, 40, 10),
        (84, 140, 60, 40, 12),
        (150, 150, 40, 30, 8),
        (82, 95, 34, 26, 9),
        (-120, 36, 60, 26, 10),
    ):
        parts.append(see.box(x, x + w, z, z + d, h, "#c4cde0", "#a2aec9", PAPER))
    parts.append(parcel(see, [(-62, 88), (44, 88), (52, 160), (10, 172), (6, 150), (-58, 146)]))
    parts.append(
        grove(
            see,
            [(-80 + i * 9, 186 + i % 3 * 5) for i in range(14)] + [(-78, 95 + i * 11) for i in range(6)],
            3,
        )
    )
    return "".join(parts)


def old_works():
    see = Camera(horizon=190, eye=66, focal=900, yaw=24, pivot=125)
    parts = [
        horizon_of("#92b2de", "#e6e6e2"),
        patchwork(see, 9, ("#c7b596", "#b9a88a", SAGE, "#d3c4a3", "#a9b58f")),
    ]
    parts.append(see.tile(-80, 70, 74, 190, "#c4b8a6"))
    for x0, x1, z0, z1 in ((-60, -20, 90, 125), (-8, 20, 90, 108), (-8, 34, 118, 150), (-58, -26, 140, 168)):
        parts.append(
            see.tile(x0, x1, z0, z1, "#dcd6cb") + see.tile(x0 + 3, x1 - 3, z0 + 3, z1 - 3, "#cbc3b4")
        )
        for step in range(int(x0) + 8, int(x1), 10):
            parts.append(see.strip([(step, z0), (step, z1)], "#b5ab99", 2))
    parts.append(
        see.box(48, 66, 128, 170, 12, "#a9654a", "#8a4e38", "#b98a70")
        + see.box(54, 58, 112, 116, 38, "#93583f", "#7a4631", "#b98a70")
    )
    parts.append(road(see, [(-90, 60), (260, 60)], 9) + road(see, [(-90, 60), (-90, 420)], 8))
    for x, z, w, d, h in (
        (96, 90, 60, 36, 9),
        (96, 150, 44, 50, 10),
        (-170, 90, 50, 40, 8),
        (-170, 160, 50, 40, 10),
    ):
        parts.append(see.box(x, x + w, z, z + d, h, "#c9d0e0", "#a8b2c9", FOG))
    parts.append(parcel(see, [(-70, 80), (40, 78), (44, 172), (-12, 178), (-66, 176)]))
    parts.append(
        grove(
            see,
            [(-74 + i * 10, 190 + i % 2 * 6) for i in range(12)] + [(46, 84 + i * 10) for i in range(3)],
            5,
            "#6b8a63",
        )
    )
    return "".join(parts)


def at_the_rails():
    see = Camera(horizon=200, eye=64, focal=900, yaw=-34, pivot=125)
    parts = [
        horizon_of("#86a9d8", "#e3ebf3"),
        patchwork(see, 21, (SAGE, MEADOW, "#b9cf9f", "#cbd3a0", "#a3bd97")),
    ]
    river = [(-260, 300), (-120, 250), (20, 262), (150, 230), (330, 236)]
    parts.append(road(see, river, 26, "#6f9fd2", mark=False) + road(see, river, 12, "#8fb7e0", mark=False))
    for shift in (0, 5, 10):
        parts.append(
            road(see, [(-320, 66 + shift), (360, 66 + shift)], 2.2, "#8a7f74", mark=False)
            + see.strip([(-320, 66 + shift), (360, 66 + shift)], "#e9edf5", 2.5)
        )
    parts.append(road(see, [(-320, 52), (360, 52)], 8))
    tones = (COBALT, AMBER, NAVY, "#d8dfee", "#7f97da")
    for wagon in range(9):
        x = -96 + wagon * 15
        parts.append(
            see.box(x, x + 13, 69.5, 72.5, 4, tones[wagon % 5], SLATE, tones[(wagon + 2) % 5], low=1)
        )
    for x, z, w, d, h in (
        (70, 96, 60, 50, 11),
        (140, 90, 50, 44, 9),
        (-160, 90, 46, 56, 10),
        (72, 160, 46, 34, 9),
    ):
        parts.append(see.box(x, x + w, z, z + d, h, "#c4cde0", "#a2aec9", PAPER))
    parts.append(parcel(see, [(-86, 86), (48, 86), (48, 128), (56, 176), (-40, 196), (-90, 150)]))
    parts.append(grove(see, [(-110 + i * 12, 222 + i % 3 * 4) for i in range(20)], 9))
    return "".join(parts)


def at_the_motorway():
    see = Camera(horizon=210, eye=70, focal=900, yaw=14, pivot=130)
    parts = [
        horizon_of("#5f74b8", "#b9a8c4", "#f5c79c"),
        patchwork(see, 33, ("#b79f86", "#a89a94", "#8f9b8f", "#c3a57c", "#9a97a8")),
        sun(420, 196, 64, "#ffe0b0"),
    ]
    parts += [
        turbine(x, 226, size, turn, "#e9e4ee")
        for x, size, turn in ((980, 84, 20), (1050, 72, 80), (1120, 90, 45), (1210, 78, 5))
    ]
    for shift in (0, 16):
        parts.append(road(see, [(-400, 66 + shift), (420, 66 + shift)], 12, "#6b719a"))
    for x, z in ((-90, 63), (-40, 68), (10, 63), (60, 68), (-110, 84), (-20, 80), (36, 84)):
        parts.append(
            see.box(x, x + 9, z, z + 3, 3.4, "#f2f4fa", "#8b93b8", PAPER)
            if z % 2
            else see.box(x, x + 4, z, z + 2, 1.6, COBALT, NAVY, "#5f78dc")
        )
    parts.append(
        road(see, [(84, 92), (84, 420)], 8, "#d9d3d6") + road(see, [(-160, 196), (84, 196)], 7, "#d9d3d6")
    )
    for x, z, w, d, h in ((100, 104, 70, 60, 13), (100, 180, 60, 50, 12), (-190, 100, 60, 70, 12)):
        parts.append(see.box(x, x + w, z, z + d, h, "#b6b4cc", "#8e8fb0", "#e9e4ea"))
        for gate in range(6):
            parts.append(see.wall((x + 4 + gate * 9, z), (x + 9 + gate * 9, z), 0, 4, "#ffdf9e"))
    parts.append(parcel(see, [(-84, 98), (70, 98), (72, 186), (-70, 190), (-96, 150)]))
    parts.append(grove(see, [(-100 + i * 13, 206 + i % 3 * 5) for i in range(13)], 2, "#5d6f70"))
    return "".join(parts)


SCENES = {
    "flaeche-01": by_the_road,
    "flaeche-02": old_works,
    "flaeche-03": at_the_rails,
    "flaeche-04": at_the_motorway,
}
