"""The pencil box of the demo pictures: shapes as SVG text, a palette, a camera for ground-plane perspective.

# ruff: noqa: E501, S311 - lists of points read better in one line; the dice are seeded

Everything is drawn on a canvas of 1600 x 1000 units, y downwards.
"""

import math
import random

WIDTH, HEIGHT = 1600, 1000

COBALT, COBALT_LIGHT, NAVY, INK = "#1f3cc4", "#5b76dc", "#22316b", "#141c40"
SLATE, STEEL, MIST, FOG, PAPER = "#37426a", "#7b88b0", "#b4bfda", "#d8dfee", "#f4f6fb"
OCHRE, AMBER, SAND, CREAM = "#97500a", "#d99a4a", "#eec48c", "#ffe9cf"
SAGE, MOSS, MEADOW = "#8fae94", "#5f8170", "#b5c99a"
BRICK = "#a9654a"


def number(value):
    return f"{value:.1f}".rstrip("0").rstrip(".")


def attributes(values):
    return "".join(f' {key.replace("_", "-")}="{value}"' for key, value in values.items())


def rect(x, y, width, height, fill, **more):
    sides = (number(value) for value in (x, y, width, height))
    return (
        '<rect x="{}" y="{}" width="{}" height="{}"'.format(*sides)
        + attributes({"fill": fill, **more})
        + "/>"
    )


def circle(x, y, radius, fill, **more):
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"{attributes({"fill": fill, **more})}/>'


def ellipse(x, y, rx, ry, fill, **more):
    more = attributes({"fill": fill, **more})
    return f'<ellipse cx="{number(x)}" cy="{number(y)}" rx="{number(rx)}" ry="{number(ry)}"{more}/>'


def polygon(points, fill, **more):
    listed = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return f'<polygon points="{listed}"{attributes({"fill": fill, **more})}/>'


def polyline(points, stroke, width, **more):
    listed = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    more = attributes({"fill": "none", "stroke": stroke, "stroke-width": number(width), **more})
    return f'<polyline points="{listed}"{more}/>'


def line(x1, y1, x2, y2, stroke, width, **more):
    return polyline([(x1, y1), (x2, y2)], stroke, width, **more)


def path(d, fill="none", **more):
    return f'<path d="{d}"{attributes({"fill": fill, **more})}/>'


def group(*parts, **more):
    return f"<g{attributes(more)}>{''.join(parts)}</g>"


def vertical(name, *stops):
    """A vertical gradient to fill with `url(#name)`; stops are colours spread evenly."""
    steps = "".join(
        f'<stop offset="{number(index / (len(stops) - 1) * 100)}%" stop-color="{colour}"/>'
        for index, colour in enumerate(stops)
    )
    return f'<linearGradient id="{name}" x1="0" y1="0" x2="0" y2="1">{steps}</linearGradient>'


def sky(*stops):
    return vertical("sky", *stops) + rect(0, 0, WIDTH, HEIGHT, "url(#sky)")


def sun(x, y, radius, colour=CREAM, opacity=0.9):
    halo = circle(x, y, radius * 1.7, colour, opacity=0.28, filter="url(#haze)")
    return halo + circle(x, y, radius, colour, opacity=opacity, filter="url(#soft)")


def cloud(x, y, width, colour="#fff", opacity=0.5):
    height = width / 7
    return group(
        rect(x, y, width, height, colour, rx=height / 2),
        rect(x + width * 0.2, y - height * 0.6, width * 0.5, height, colour, rx=height / 2),
        rect(x - width * 0.18, y + height * 0.55, width * 0.7, height * 0.7, colour, rx=height * 0.35),
        opacity=opacity,
        filter="url(#soft)",
    )


def hills(y, swing, fill, seed, **more):
    """A rolling ridge that fills everything below it."""
    dice = random.Random(seed)
    waves = [(dice.uniform(0.6, 3.2), dice.uniform(0, 6.3), dice.uniform(0.3, 1)) for _ in range(4)]
    ridge = []
    for x in range(0, WIDTH + 1, 20):
        turn = x / WIDTH * 2 * math.pi
        ridge.append((x, y + swing * sum(math.sin(turn * f + p) * a for f, p, a in waves) / 2))
    return polygon([(0, HEIGHT), *ridge, (WIDTH, HEIGHT)], fill, **more)


def tree(x, y, size, fill=MOSS, trunk=SLATE):
    return (
        rect(x - size * 0.035, y - size * 0.5, size * 0.07, size * 0.5, trunk)
        + ellipse(x, y - size * 0.68, size * 0.27, size * 0.36, fill)
        + ellipse(x + size * 0.08, y - size * 0.74, size * 0.16, size * 0.26, "#fff", opacity=0.12)
    )


def poplar(x, y, size, fill=MOSS):
    return ellipse(x, y - size * 0.5, size * 0.13, size * 0.52, fill)


def turbine(x, y, height, turn=0, colour="#f7f9fd", blade=0.55):
    """A wind turbine with its foot at (x, y); `turn` in degrees."""
    top = y - height
    length = height * blade
    foot, neck = height * 0.016 + 1, height * 0.008 + 0.6
    blades = "".join(
        path(
            f"M0 0 C{number(length * 0.03)} {number(-length * 0.2)} {number(length * 0.035)} {number(-length * 0.3)}"
            f" {number(length * 0.012)} {number(-length)} L0 {number(-length)}"
            f" C{number(-length * 0.02)} {number(-length * 0.5)} {number(-length * 0.02)} {number(-length * 0.2)} 0 0Z",
            colour,
            transform=f"translate({number(x)} {number(top)}) rotate({turn + angle})",
        )
        for angle in (0, 120, 240)
    )
    mast = polygon([(x - foot, y), (x - neck, top), (x + neck, top), (x + foot, y)], colour)
    return mast + blades + circle(x, top, height * 0.022 + 1, colour)


def person(x, y, size, coat=NAVY, skin="#d9a983", bag=None):
    """A small standing figure with its feet at (x, y)."""
    parts = [
        rect(x - size * 0.09, y - size * 0.46, size * 0.075, size * 0.46, INK, rx=size * 0.03),
        rect(x + size * 0.015, y - size * 0.46, size * 0.075, size * 0.46, INK, rx=size * 0.03),
        path(
            f"M{number(x - size * 0.13)} {number(y - size * 0.4)} V{number(y - size * 0.72)}"
            f" Q{number(x)} {number(y - size * 0.88)} {number(x + size * 0.13)} {number(y - size * 0.72)}"
            f" V{number(y - size * 0.4)}Z",
            coat,
        ),
        circle(x, y - size * 0.9, size * 0.085, skin),
    ]
    if bag:
        parts.append(rect(x + size * 0.1, y - size * 0.66, size * 0.12, size * 0.24, bag, rx=size * 0.03))
    return "".join(parts)


class Camera:
    """Looks along the ground: (x, height, depth) in metres becomes a point on the canvas.

    `horizon` is its height on the canvas, `eye` the camera's height in metres, `yaw` turns the ground (degrees).
    """

    NEAREST = 1.0

    def __init__(self, horizon=420, eye=4, focal=1100, centre=WIDTH / 2, yaw=0, pivot=60):
        self.horizon, self.eye, self.focal, self.centre = horizon, eye, focal, centre
        self.turn, self.pivot = math.radians(yaw), pivot

    def __call__(self, x, z, y=0):
        depth = z - self.pivot
        across = x * math.cos(self.turn) - depth * math.sin(self.turn)
        away = max(x * math.sin(self.turn) + depth * math.cos(self.turn) + self.pivot, self.NEAREST)
        return self.centre + across * self.focal / away, self.horizon + (self.eye - y) * self.focal / away

    def flat(self, points, fill, y=0, **more):
        return polygon([self(x, z, y) for x, z in points], fill, **more)

    def tile(self, x0, x1, z0, z1, fill, y=0, **more):
        return self.flat([(x0, z0), (x1, z0), (x1, z1), (x0, z1)], fill, y, **more)

    def wall(self, start, end, low, high, fill, **more):
        (x0, z0), (x1, z1) = start, end
        corners = [self(x0, z0, low), self(x1, z1, low), self(x1, z1, high), self(x0, z0, high)]
        return polygon(corners, fill, **more)

    def strip(self, points, stroke, width, y=0, **more):
        return polyline([self(x, z, y) for x, z in points], stroke, width, **more)

    def box(self, x0, x1, z0, z1, high, front, side, roof, low=0):
        """A block; whichever of its walls face the camera are drawn, far ones first."""
        corners = [(x0, z0), (x1, z0), (x1, z1), (x0, z1)]
        walls = [(corners[0], corners[1], front), (corners[1], corners[2], side),
                 (corners[2], corners[3], front), (corners[3], corners[0], side)]  # fmt: skip
        shown = []
        for start, end, fill in walls:
            left, right = self(*start)[0], self(*end)[0]
            if left < right:
                shown.append((self(*start)[1] + self(*end)[1], self.wall(start, end, low, high, fill)))
        parts = [part for _, part in sorted(shown)]
        if self.eye > high:
            parts.append(self.flat(corners, roof, y=high))
        return "".join(parts)


FILTERS = (
    '<filter id="soft" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="5"/></filter>'
    '<filter id="haze" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="46"/></filter>'
    '<filter id="grain" x="0" y="0" width="100%" height="100%">'
    '<feTurbulence type="fractalNoise" baseFrequency=".8" numOctaves="2" seed="3"/>'
    '<feColorMatrix values="0 0 0 0 .5 0 0 0 0 .5 0 0 0 0 .5 0 0 0 .3 0"/></filter>'
)


def document(body, width=WIDTH, height=HEIGHT):
    """A whole SVG file; the faint grain keeps smooth skies from banding."""
    grain = f'<rect width="{width}" height="{height}" filter="url(#grain)" opacity=".10"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f"<defs>{FILTERS}</defs>{body}{grain}</svg>"
    )
