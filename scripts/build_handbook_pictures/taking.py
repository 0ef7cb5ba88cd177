"""Takes pictures of parts of pages, and writes them small."""

import io
import os
from pathlib import Path

from pictures import PICTURES
from PIL import Image
from playwright.sync_api import sync_playwright
from served import TODAY, session_of

FOLDER = Path(__file__).parents[2] / "docs" / "handbuch" / "bilder"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
WIDTH = 1280
"""CSS pixels of the window."""
MARGIN = 12
"""CSS pixels around what is shown."""
MAXIMUM_BYTES = 150_000
QUALITIES = (90, 80, 65, 50)
"""Of WebP, tried one after the other where a picture without loss is too large: photos and maps."""


class Camera:
    """Opens pages as demo people and remembers which pictures were taken."""

    def __init__(self, browser, address):
        self.browser, self.address = browser, address
        self.taken, self.desks = set(), {}

    def page(self, who=None):
        """A window of somebody: the part before the @ of a demo login, or nobody's."""
        if who not in self.desks:
            context = self.browser.new_context(
                base_url=self.address,
                viewport={"width": WIDTH, "height": 900},
                color_scheme="light",
                reduced_motion="reduce",
                locale="de-DE",
                timezone_id="Europe/Berlin",
            )
            context.set_default_timeout(10_000)
            context.clock.install(time=TODAY)
            if who:
                value = session_of(f"{who}@example.org")
                context.add_cookies([{"name": "sessionid", "value": value, "url": self.address}])
            self.desks[who] = context.new_page()
        return self.desks[who]

    def take(self, name, page, *parts, height=None):
        """One picture of all parts (selectors) together; `height`: so many CSS pixels of it at most."""
        page.wait_for_load_state("networkidle")
        for image in page.locator(", ".join(f"{part} img" for part in parts)).all():
            image.evaluate("image => image.complete || image.decode().catch(() => null)")
        page.wait_for_timeout(400)
        page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
        # The bar of buttons stays in view: in a picture it stands where it belongs.
        bars = page.locator(".workflow-row__bar")
        bars.evaluate_all("bars => bars.forEach(bar => { bar.style.position = 'static'; })")
        boxes = [page.locator(part).first.bounding_box() for part in parts]
        left, top = (min(box[side] for box in boxes) for side in ("x", "y"))
        right = max(box["x"] + box["width"] for box in boxes)
        bottom = max(box["y"] + box["height"] for box in boxes)
        margin = (
            0 if parts == ("#content",) else MARGIN
        )  # it has one of its own, and the navigation is its neighbour
        x, y = max(left - margin, 0), max(top - margin, 0)
        clip = {
            "x": x,
            "y": y,
            "width": min(right + margin, WIDTH) - x,
            "height": min(bottom + margin - y, height or 10_000),
        }
        shot = page.screenshot(clip=clip, full_page=True, animations="disabled")
        self.taken.add(name)
        (FOLDER / f"{name}.webp").write_bytes(small(shot))

    def missing(self):
        return sorted(set(PICTURES) ^ self.taken)


def small(shot):
    """The picture as WebP, without loss if that is small enough."""
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    for options in ({"lossless": True}, *({"quality": quality} for quality in QUALITIES)):
        file = io.BytesIO()
        picture.save(file, "WEBP", method=6, **options)
        if file.tell() <= MAXIMUM_BYTES:
            return file.getvalue()
    raise SystemExit("A picture is too large: show less of the page.")


def cameras(address, chromium):
    """A camera with a browser that is closed at the end."""
    with sync_playwright() as playwright:
        # The browser's own words, such as those of a button that chooses a file, in German.
        german = os.environ | {"LANGUAGE": "de_DE:de"}
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS, env=german)
        yield Camera(browser, address)
        browser.close()
