"""How smoothly the map moves in Chromium, with its base map and without, in the same run.

    .venv/bin/python -m benchmarks.panning http://127.0.0.1:8000

Asks a running portal. Each round drags the map 480 px in 40 steps, at zooms 9, 12 and 14. Printed are milliseconds:
median and 95th percentile of the time between two frames, with the base map and without, and how long after the end of
a jump to a place not seen before all its tiles are shown. Measure on a quiet machine.
"""

import shutil
import statistics
import sys
from itertools import pairwise

from playwright.sync_api import sync_playwright

ZOOMS = (9, 12, 14)
MIDDLE = (51.34, 12.37)
STEPS, STEP = 40, 12
ROUNDS = 1

PAN = """() => {
  const times = [];
  window.frameTimes = times;
  const note = (now) => window.frameTimes === times && (times.push(now), requestAnimationFrame(note));
  requestAnimationFrame(note);
}"""
JUMP = """async (share) => {
  const { map } = document.querySelector("space-map");
  const { tiles } = map.baseLayer;
  map.panBy([share * map.getSize().x, 0], { animate: false });
  const began = performance.now();
  while (tiles.isLoading()) await new Promise(requestAnimationFrame);
  return performance.now() - began;
}"""
SHOW = "(isShown) => void document.querySelector('space-map').map.baseLayer[isShown ? 'show' : 'hide']()"
VIEW = "([at, zoom]) => void document.querySelector('space-map').map.setView(at, zoom, { animate: false })"


def frames(page, zoom, has_base):
    page.evaluate(SHOW, has_base)
    found = []
    for _round in range(ROUNDS):
        page.evaluate(VIEW, [MIDDLE, zoom])
        page.wait_for_timeout(700)
        found += dragged(page)
    return found


def dragged(page):
    """Milliseconds between the frames while the mouse drags the map."""
    box = page.locator("space-map").bounding_box()
    x, y = box["x"] + box["width"] - 100, box["y"] + box["height"] - 60
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 5, y)
    page.evaluate(PAN)
    for step in range(STEPS):
        page.mouse.move(x - 5 - step * STEP, y)
    times = page.evaluate(
        "(() => { const times = window.frameTimes; window.frameTimes = null; return times; })()"
    )
    page.mouse.up()
    return [other - one for one, other in pairwise(times)]


def jumps(page, zoom):
    page.evaluate(SHOW, True)
    page.evaluate(VIEW, [MIDDLE, zoom])
    page.wait_for_timeout(700)
    return [page.evaluate(JUMP, 0.6) for _jump in range(3)]


def spread(figures):
    return f"{statistics.median(figures):.0f} / {statistics.quantiles(figures, n=20, method='inclusive')[-1]:.0f}"


def main():
    address = sys.argv[1].rstrip("/")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium-headless-shell") or shutil.which("chromium"),
            args=["--no-sandbox"],
        )
        page = chromium.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{address}/flaechenpool/karte/", wait_until="networkidle")
        print("| zoom | frames with | without | new tiles after a jump |\n| ---: | ---: | ---: | ---: |")
        for zoom in ZOOMS:
            with_base, without = frames(page, zoom, True), frames(page, zoom, False)
            print(
                f"| {zoom} | {spread(with_base)} | {spread(without)} | {spread(jumps(page, zoom))} |",
                flush=True,
            )
        chromium.close()


if __name__ == "__main__":
    main()
