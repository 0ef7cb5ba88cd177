#!/usr/bin/env python3
"""Draw the demo pictures and keep them as WebP under portal/demo/pictures/.

    python scripts/build_demo_pictures [KEY ...]      with --sheet FILE also a contact sheet

Needs Playwright and a Chromium (CHROMIUM names it, /usr/bin/chromium by default). Run by hand when a drawing
changes; the pictures are committed, so nobody else needs a browser to load the demo.
"""

import argparse
import io
import os
from pathlib import Path

import halls
import indoors
import landscapes
import plots
import portraits
import towns
import works
from drawing import HEIGHT, WIDTH, document
from PIL import Image, ImageDraw
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parents[2] / "portal" / "demo" / "pictures"
SCENES = landscapes.SCENES | towns.SCENES | works.SCENES | indoors.SCENES | halls.SCENES | plots.SCENES
QUALITY = 80


def drawings():
    for key, draw in SCENES.items():
        yield key, document(draw()), (WIDTH, HEIGHT)
    for number in range(1, portraits.COUNT + 1):
        yield f"portrait-{number:02}", document(portraits.draw(number), 800, 1000), (800, 1000)


def render(page, svg, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.set_content(f"<style>html,body{{margin:0}}svg{{display:block}}</style>{svg}")
    return Image.open(io.BytesIO(page.screenshot(type="png"))).convert("RGB")


def contact_sheet(images, columns=6, cell=(320, 220)):
    rows = -(-len(images) // columns)
    sheet = Image.new("RGB", (columns * cell[0], rows * cell[1]), "white")
    pen = ImageDraw.Draw(sheet)
    for index, (key, image) in enumerate(images):
        thumb = image.copy()
        thumb.thumbnail((cell[0] - 8, cell[1] - 18))
        corner = (index % columns * cell[0], index // columns * cell[1])
        sheet.paste(thumb, corner)
        pen.text((corner[0] + 4, corner[1] + cell[1] - 16), key, fill="black")
    return sheet


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("keys", nargs="*", help="only these pictures")
    parser.add_argument("--sheet", type=Path, help="also write a contact sheet to this file")
    options = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    images = []
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page()
        for key, svg, size in drawings():
            if options.keys and key not in options.keys:
                continue
            image = render(page, svg, size)
            image.save(FOLDER / f"{key}.webp", quality=QUALITY, method=6)
            images.append((key, image))
        browser.close()
    if options.sheet:
        contact_sheet(images).save(options.sheet)
    total = sum(file.stat().st_size for file in FOLDER.glob("*.webp"))
    print(f"{len(images)} drawn; {total / 1e6:.1f} MB in {FOLDER}")


if __name__ == "__main__":
    main()
