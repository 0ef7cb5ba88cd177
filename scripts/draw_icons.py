"""Draw the PNG icons and the social picture from the brand mark: `python scripts/draw_icons.py`.

The mark is the one in templates/components/brand_mark.html, on a grid of 44 x 44 units.
"""

from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).resolve().parent.parent / "static" / "img"
COBALT, WHITE, LINE = "#1f3cc4", "#ffffff", "#7f95f5"
GRID = 44
NODES = {
    "leipzig": (25, 19, 5),
    "halle": (15, 15, 3.8),
    "chemnitz": (38, 33, 3.8),
    "jena": (8, 31, 3.2),
    "gera": (26, 36, 3.2),
    "dessau": (20, 6, 3.2),
    "wittenberg": (33, 5, 2.4),
}
EDGES = [
    ("halle", "leipzig"),
    ("leipzig", "dessau"),
    ("dessau", "halle"),
    ("leipzig", "chemnitz"),
    ("chemnitz", "gera"),
    ("gera", "jena"),
    ("jena", "halle"),
    ("leipzig", "gera"),
    ("dessau", "wittenberg"),
]
OVERSAMPLING = 4


def draw_mark(image, left, top, size, line, node):
    """Put the mark, `size` px wide, with its upper left corner at (left, top)."""
    draw = ImageDraw.Draw(image)
    unit = size / GRID

    def place(name):
        x, y, _radius = NODES[name]
        return left + x * unit, top + y * unit

    for start, end in EDGES:
        draw.line([place(start), place(end)], fill=line, width=max(1, round(2 * unit)))
    for name, (_x, _y, radius) in NODES.items():
        draw.circle(place(name), radius * unit, fill=node)


def icon(pixels, margin=0.16):
    """`margin` is a share of the side: a mask of the system cuts off 10 % all around, so that its icon needs 0.24."""
    canvas = Image.new("RGB", (pixels * OVERSAMPLING,) * 2, COBALT)
    margin *= canvas.width
    draw_mark(canvas, margin, margin, canvas.width - 2 * margin, WHITE, WHITE)
    return canvas.resize((pixels, pixels), Image.Resampling.LANCZOS)


def social_picture(width=1200, height=630):
    canvas = Image.new("RGB", (width * 2, height * 2), COBALT)
    size = canvas.height * 0.8
    draw_mark(canvas, (canvas.width - size) / 2, (canvas.height - size) / 2, size, LINE, WHITE)
    return canvas.resize((width, height), Image.Resampling.LANCZOS)


def main():
    icon(180).save(FOLDER / "apple-touch-icon.png", optimize=True)
    icon(192).save(FOLDER / "icon-192.png", optimize=True)
    icon(512).save(FOLDER / "icon-512.png", optimize=True)
    icon(512, 0.24).quantize(64).save(FOLDER / "icon-maskable-512.png", optimize=True)
    icon(96, 0.06).save(FOLDER / "favicon-96.png", optimize=True)
    icon(48, 0.06).save(FOLDER / "favicon.ico", sizes=[(16, 16), (32, 32), (48, 48)])
    social_picture().quantize(64).save(FOLDER / "social.png", optimize=True)


if __name__ == "__main__":
    main()
