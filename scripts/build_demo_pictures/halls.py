"""Halls, from outside and within."""

# ruff: noqa: E501, S311 - lists of points read better in one line; the dice are seeded

from drawing import (
    AMBER,
    BRICK,
    COBALT,
    CREAM,
    FOG,
    HEIGHT,
    INK,
    MEADOW,
    MIST,
    NAVY,
    PAPER,
    SAGE,
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
    polygon,
    rect,
    sky,
    sun,
    tree,
)  # fmt: skip


def logistics_front():
    see = Camera(horizon=600, eye=3, focal=1000, centre=860, yaw=-32, pivot=60)
    parts = [sky("#6c93d8", "#cfdef4", "#f6ead7"), sun(1370, 250, 80, "#fff3d6"), cloud(300, 160, 420, opacity=0.6), hills(596, 16, SAGE, 4),
             rect(0, 612, WIDTH, 388, "#9aa4be")]  # fmt: skip
    parts.append(see.box(-34, 34, 44, 90, 12, "#dfe5f1", "#b8c3db", PAPER))
    parts.append(
        see.wall((-34, 44), (34, 44), 10.6, 12, COBALT) + see.wall((34, 44), (34, 90), 10.6, 12, "#182f9c")
    )
    for bay in range(9):
        x = -31 + bay * 6
        parts.append(
            see.wall((x, 44), (x + 4, 44), 0.8, 5.2, SLATE)
            + see.wall((x + 0.5, 44), (x + 3.5, 44), 1.1, 4.8, PAPER if bay % 4 else AMBER)
        )
        parts.append(see.wall((x + 1.6, 44), (x + 2.4, 44), 6.2, 6.6, NAVY))
    parts.append(see.wall((24, 44), (33, 44), 0, 10, NAVY))
    for floor in range(3):
        parts.append(see.wall((24.6, 44), (32.4, 44), 0.8 + floor * 3.2, 3 + floor * 3.2, "#9fb6f0"))
    for step in range(1, 12):
        z = 44 + step * 3.8
        parts.append(see.wall((34, z), (34, z + 0.2), 0, 10.6, "#a3b0cd"))
    for depth in (20, 26, 32, 38):
        parts.append(see.tile(-40, 40, depth, depth + 0.25, "#e9edf6", opacity=0.7))
    parts.append(tree(1480, 720, 210) + tree(1560, 740, 240) + tree(60, 700, 170))
    return "".join(parts)


def brick_works():
    parts = [
        sky("#8fb0e4", "#d8e5f6", "#fbf1de"),
        cloud(900, 140, 460, opacity=0.7),
        hills(700, 14, "#a8b9a4", 5),
    ]
    for tooth in range(4):
        x = 60 + tooth * 330
        parts.append(
            polygon([(x, 400), (x + 90, 230), (x + 330, 400)], "#7d4732")
            + polygon([(x + 14, 392), (x + 90, 250), (x + 104, 260), (x + 52, 392)], "#cfe0fb")
        )
    parts.append(
        rect(60, 400, 1320, 370, BRICK)
        + rect(60, 400, 1320, 16, "#cf9470")
        + rect(60, 740, 1320, 30, "#7d4732")
    )
    for row in range(14):
        for brick in range(24):
            if (row * 5 + brick * 7) % 11 == 0:
                parts.append(
                    rect(74 + brick * 55 + row % 2 * 22, 428 + row * 22, 34, 9, "#8f5540", opacity=0.7)
                )
    for x in (130, 350, 1010, 1220):
        parts.append(
            path(f"M{x} 690 V520 Q{x + 60} 450 {x + 120} 520 V690Z", "#3f57a0")
            + path(f"M{x + 60} 486 V690 M{x} 580 H{x + 120} M{x} 634 H{x + 120}", stroke=FOG, stroke_width=5)
        )
        parts.append(rect(x - 8, 690, 136, 14, "#cf9470"))
    parts.append(
        path("M580 770 V500 Q720 400 860 500 V770Z", "#cf9470")
        + path("M600 770 V512 Q720 428 840 512 V770Z", NAVY)
    )
    parts.append(
        path("M600 512 V770 M660 470 V770 M720 455 V770 M780 470 V770", stroke="#4058a8", stroke_width=4)
    )
    parts.append(rect(1380, 300, 170, 470, "#93583f") + rect(1370, 290, 190, 20, "#cf9470"))
    for y in (350, 450, 550, 650):
        parts.append(rect(1424, y, 80, 56, "#3f57a0") + line(1464, y, 1464, y + 56, FOG, 4))
    parts.append(rect(0, 770, WIDTH, 230, "#b6ae9f"))
    for y, shift in ((800, 0), (840, 30), (890, 10), (950, 40)):
        for x in range(-40, WIDTH, 90):
            parts.append(rect(x + shift, y, 60 + (y - 790) / 6, 5, "#9b9283", opacity=0.7))
    parts.append(tree(20, 800, 300) + tree(1560, 820, 260, "#6f9676"))
    return "".join(parts)


def high_racks():
    see = Camera(horizon=560, eye=2.2, focal=780, centre=800)
    parts = [rect(0, 0, WIDTH, HEIGHT, "#31407d"), see.wall((-30, 70), (30, 70), 0, 14, "#9fb0dd")]
    parts.append(see.tile(-30, 30, 3, 70, "#c2cadd") + see.tile(-1.9, 1.9, 3, 70, "#d6dcea"))
    parts.append(
        polygon([see(-30, 5, 12.5), see(30, 5, 12.5), see(30, 70, 12.5), see(-30, 70, 12.5)], "#46569a")
    )
    for depth in range(8, 70, 8):
        parts.append(see.tile(-0.5, 0.5, depth, depth + 5, "#fdfdf2", y=12.4))
    tones = ("#d8b98c", "#c9a06a", "#e4d2b4", "#7d94d8", "#ece7dc")
    for side in (-1, 1):
        face = side * 2.4
        parts.append(see.wall((face, 1.1), (face, 68), 0, 11.6, "#27346c"))
        for level in range(6):
            low = level * 1.9 + 0.15
            for slot in range(30, -2, -1):
                z = 4.2 + slot * 2.1
                if (slot * 3 + level * 5 + side) % 7 == 0:
                    continue
                tall = 1.1 + (slot * 7 + level * 3) % 4 * 0.14
                parts.append(
                    see.wall(
                        (face, z), (face, z + 1.7), low, low + tall, tones[(slot + level * 2 + side) % 5]
                    )
                )
                parts.append(
                    see.wall((face, z + 0.75), (face, z + 0.95), low, low + tall, "#fff", opacity=0.25)
                )
            parts.append(see.wall((face, 1.1), (face, 68), low - 0.16, low, AMBER))
        for z in range(4, 68, 4):
            parts.append(see.wall((face, z), (face, z + 0.18), 0, 11.8, COBALT))
    x, y = see(0.6, 20)
    parts.append(ellipse(x, y + 4, 74, 10, INK, opacity=0.3))
    parts.append(
        rect(x - 50, y - 78, 84, 62, AMBER, rx=8)
        + rect(x - 42, y - 168, 8, 96, INK)
        + rect(x + 24, y - 168, 8, 96, INK)
        + rect(x - 50, y - 172, 90, 10, INK)
    )
    parts.append(
        circle(x - 30, y - 8, 17, INK)
        + circle(x + 22, y - 8, 17, INK)
        + circle(x - 4, y - 116, 14, "#d9a983")
        + rect(x - 20, y - 104, 34, 34, COBALT, rx=8)
    )
    return "".join(parts)


def evening_hall():
    see = Camera(horizon=640, eye=2.4, focal=1000, centre=700, yaw=26, pivot=52)
    parts = [
        sky("#16205a", "#4a559f", "#e8a97f"),
        sun(220, 640, 130, "#ffcf9a"),
        hills(632, 14, "#3a4486", 8),
        rect(0, 644, WIDTH, 356, "#252f66"),
    ]
    for x, y in ((180, 90), (420, 160), (900, 70), (1280, 130), (1480, 60), (690, 210)):
        parts.append(circle(x, y, 3, CREAM, opacity=0.8))
    parts.append(see.box(-30, 26, 38, 84, 9, "#3c4a94", "#2c3878", "#2c3878"))
    parts.append(see.wall((-30, 38), (26, 38), 8.2, 9, "#8fa4ff"))
    for bay in range(8):
        x = -27 + bay * 6.4
        parts.append(see.wall((x, 38), (x + 4.4, 38), 0, 5, "#ffdf9e" if bay not in (2, 5) else "#c5cee8"))
        for slat in range(1, 5):
            parts.append(
                see.wall((x, 38), (x + 4.4, 38), slat, slat + 0.07, "#c99a52" if bay not in (2, 5) else STEEL)
            )
        if bay not in (2, 5):
            parts.append(
                see.flat([(x, 37.8), (x + 4.4, 37.8), (x + 6, 26), (x - 1.6, 26)], "#ffdf9e", opacity=0.2)
            )
    for depth in (14, 20, 27):
        parts.append(see.tile(-30, 30, depth, depth + 0.2, "#8f9ad0", opacity=0.6))
    for x in (1240, 1440):
        parts.append(
            line(x, 720, x, 300, INK, 9)
            + line(x, 304, x - 70, 304, INK, 7)
            + circle(x - 74, 308, 14, CREAM)
            + circle(x - 74, 308, 70, CREAM, opacity=0.18, filter="url(#haze)")
        )
    return "".join(parts)


def empty_hall():
    see = Camera(horizon=520, eye=2.6, focal=760, centre=560)
    parts = [rect(0, 0, WIDTH, HEIGHT, "#f0ebe2"), see.tile(-20, 24, 4, 60, "#d7cdbd")]
    parts.append(polygon([see(-20, 4, 0), see(-20, 60, 0), see(-20, 60, 9), see(-20, 4, 9)], "#e6ddcf"))
    parts.append(polygon([see(24, 4, 0), see(24, 60, 0), see(24, 60, 9), see(24, 4, 9)], "#d5cab9"))
    parts.append(see.wall((-20, 60), (24, 60), 0, 9, "#e9e1d4"))
    roof = [see(-20, 4, 9), see(2, 4, 12), see(24, 4, 9), see(24, 60, 9), see(2, 60, 12), see(-20, 60, 9)]
    parts.append(polygon(roof, "#b7a994"))
    for x0, y0, x1, y1 in ((-12, 10.1, -6, 10.9), (10, 10.9, 16, 10.1)):
        parts.append(polygon([see(x0, 8, y0), see(x1, 8, y1), see(x1, 58, y1), see(x0, 58, y0)], "#f6fbff"))
    for depth in range(56, 5, -6):
        weight = 170 / depth
        parts.append(
            line(*see(-20, depth, 9), *see(2, depth, 12), COBALT, weight)
            + line(*see(2, depth, 12), *see(24, depth, 9), COBALT, weight)
        )
        parts.append(line(*see(-20, depth, 9), *see(24, depth, 9), COBALT, weight * 0.6))
        for k in range(-16, 24, 4):
            ridge = 12 - abs(k - 2) * 3 / 22
            parts.append(line(*see(k, depth, 9), *see(k + 2, depth, ridge - 0.2), COBALT, weight * 0.35))
        for x in (-19.6, 23.6):
            parts.append(see.wall((x, depth), (x, depth + 0.6), 0, 9, "#3c55c2"))
        for side in (-20, 24):
            parts.append(see.wall((side, depth + 1.4), (side, depth + 4.8), 4.2, 7.4, "#dcebff"))
            if side < 0:
                parts.append(
                    see.flat(
                        [(-19, depth + 1.4), (-19, depth + 4.8), (-9, depth + 3.4), (-9, depth)],
                        "#fff",
                        opacity=0.28,
                    )
                )
    parts.append(
        see.wall((-3, 60), (7, 60), 0, 6, "#ffffff")
        + see.wall((-3, 60), (7, 60), 0, 2, "#dfe8c9")
        + see.wall((-3, 60), (7, 60), 2, 6, "#cfe3fb")
    )
    for x in (-10, 0, 12):
        parts.append(see.tile(x, x + 0.14, 4, 60, "#b8ab95"))
    for depth in (8, 14, 22, 34):
        parts.append(see.tile(-20, 24, depth, depth + 0.1, "#b8ab95"))
    return "".join(parts)


def workshop_units():
    parts = [
        sky("#79a7e8", "#d3e4f8", "#f9f5ea"),
        sun(210, 210, 70, "#fffbe8"),
        cloud(1000, 180, 380, opacity=0.7),
        hills(650, 20, "#9fb89a", 14),
        hills(680, 10, MEADOW, 2),
    ]
    tones = ("#e8edf6", COBALT, "#e8edf6", AMBER, "#e8edf6")
    for index, tone in enumerate(tones):
        x = 120 + index * 280
        parts.append(
            rect(x, 430, 276, 330, tone)
            + polygon([(x - 4, 434), (x - 4, 350), (x + 280, 410), (x + 280, 434)], NAVY)
        )
        door = "#c3cde2" if tone != "#e8edf6" else SLATE
        parts.append(rect(x + 26, 540, 130, 220, door))
        for slat in range(1, 6):
            parts.append(line(x + 26, 540 + slat * 37, x + 156, 540 + slat * 37, "#fff", 3, opacity=0.4))
        parts.append(rect(x + 186, 600, 62, 160, INK, opacity=0.8) + rect(x + 186, 470, 62, 60, "#bcd0fa"))
        parts.append(rect(x + 26, 470, 130, 40, "#bcd0fa"))
    for x in range(150, 1500, 140):
        parts.append(
            polygon([(x, 372 - 0), (x + 90, 372), (x + 80, 350), (x + 14, 350)], "#3558d0", opacity=0)
        )
    parts.append(rect(0, 760, WIDTH, 240, "#a9b1c4") + rect(0, 756, WIDTH, 10, "#8590ab"))
    for x in range(120, 1560, 140):
        parts.append(polygon([(x, 800), (x + 8, 800), (x - 30, 960), (x - 44, 960)], "#eef1f7", opacity=0.8))
    for x, tone in ((330, "#ffffff"), (1010, NAVY)):
        parts.append(ellipse(x + 130, 906, 170, 14, INK, opacity=0.25))
        parts.append(
            path(f"M{x} 890 V790 Q{x} 760 {x + 30} 760 H{x + 190} L{x + 250} 816 L{x + 284} 830 V890Z", tone)
        )
        parts.append(path(f"M{x + 186} 776 L{x + 236} 820 H{x + 170} V776Z", "#a9c0f2"))
        for wheel in (60, 226):
            parts.append(circle(x + wheel, 890, 30, INK) + circle(x + wheel, 890, 13, MIST))
    parts.append(tree(60, 790, 260) + tree(1560, 800, 300, "#6f9676"))
    return "".join(parts)


SCENES = {
    "halle-01": logistics_front,
    "halle-02": brick_works,
    "halle-03": high_racks,
    "halle-04": evening_hall,
    "halle-05": empty_hall,
    "halle-06": workshop_units,
}
