"""What a browser asks for until a page of the pool stands there: few files, light enough for a telephone on a site."""

import brotli
import pytest

LIST, MAP = "/flaechenpool/liste/", "/flaechenpool/karte/"
DATA = (".geojson", ".pbf", ".avif", ".webp", ".jpg")
"""The map's objects and tiles, and the photos, which are as many as the pool has."""
MOST_FILES = {LIST: 15, MAP: 20}
MOST_BYTES = {LIST: 400_000, MAP: 450_000}


@pytest.fixture(autouse=True)
def reader(demo):
    """All these visits only read."""


@pytest.fixture(params=[LIST, MAP], ids=["list", "map"])
def view(request):
    return request.param


@pytest.fixture
def answers(page, view):
    """All that came for the page, its data and photos included."""
    answers = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  playwright marks what it calls
    page.goto(view, wait_until="networkidle")
    return answers


def weight(answer):
    """Bytes on the line: the server of the tests sends static files as they are, the real one compresses them."""
    content = answer.body()
    return len(content if answer.url.endswith(DATA[2:]) else brotli.compress(content, quality=5))


def test_a_page_is_there_with_few_files_of_little_weight(answers, view):
    files = [answer.url for answer in answers if not answer.url.partition("?")[0].endswith(DATA)]
    assert len(files) <= MOST_FILES[view], files
    weights = {answer.url: weight(answer) for answer in answers}
    assert sum(weights.values()) <= MOST_BYTES[view], weights
