"""What single modules of static/js promise, in sentences: modules/*.js, each on an empty page without server or data.

Journeys try what parts do together; here stands what a journey would have to go long ways for. A sentence is
`check("it is so", () => …)`; checking.js says what a trial may use.
"""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

MODULES = Path(__file__).parent / "modules"
WITHOUT_SENTENCES = {"checking", "a-filter", "a-map", "a-tile"}
PAGE = """<!doctype html><html lang="de"><title>Sätze</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/css/site.css">
<script type="importmap">{"imports": {"django-prose-editor/editor": "/static/django_prose_editor/editor.js"}}</script>
<script src="/static/leaflet/leaflet.js"></script><script src="/static/admin/js/vendor/jquery/jquery.js"></script>
<script>window.django = { jQuery }; jQuery.fn.djangoAdminSelect2 = function () { return this; };</script>
<body></body></html>"""
UNTRUE = """async name => {
  await import(`/sentences/${name}.js`);
  return (await import("/sentences/checking.js")).untrue();
}"""


@pytest.fixture
def empty_page(new_context):
    """A page that can import the modules as they stand, and the sentences about them; on a device far from Berlin."""
    page = new_context(viewport={"width": 1440, "height": 900}, timezone_id="America/New_York").new_page()

    def answer(route):
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            route.fallback()
        elif path.endswith(".js"):
            route.fulfill(path=MODULES / Path(path).name, content_type="text/javascript; charset=utf-8")
        else:
            is_page = path == "/sentences/"
            route.fulfill(body=PAGE if is_page else "", content_type="text/html; charset=utf-8")

    page.route("**/*", answer)
    page.goto("/sentences/")
    return page


@pytest.mark.parametrize("name", sorted({file.stem for file in MODULES.glob("*.js")} - WITHOUT_SENTENCES))
def test_every_sentence_about_modules_is_true(empty_page, name):
    untrue = empty_page.evaluate(UNTRUE, name)
    assert not untrue, "\n".join(untrue)
