"""Scenes of production, research and meetings."""

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
    ellipse,
    group,
    line,
    path,
    person,
    polygon,
    polyline,
    rect,
    vertical,
)  # fmt: skip


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
    "halle-innen": halle_innen,
    "optik-labor": optik_labor,
    "kongress": kongress,
    "batterie": batterie,
    "textil": textil,
    "automobil": automobil,
}
