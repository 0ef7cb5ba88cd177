"""What is kept belongs to the code, the looks and the settings that made it."""

import pytest

from caching import release


@pytest.fixture
def product(settings, tmp_path):
    """A small product of its own, and how it is called now."""
    settings.BASE_DIR, settings.LOOK_DIR = tmp_path / "portal", tmp_path / "look"

    def write(name, text="a"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return release.release_id.__wrapped__()

    write("portal/app.py")
    write("look/img/logo.svg")
    return write


@pytest.mark.parametrize(
    ("name", "is_another"),
    [
        ("portal/app.py", True),
        ("portal/news/list.html", True),
        ("portal/locale/de.mo", True),
        ("look/img/logo.svg", True),
        ("look/css/region.css", True),
        ("portal/legal/enforcement.toml", True),
        ("portal/regions/tiles/waters.geojson.gz", True),
        ("portal/data.csv", True),
        ("look/img/head.JPG", True),
        ("look/img/head.avif", True),
        ("look/fonts/region.woff", True),
        ("portal/README.md", False),
        ("portal/locale/de.po", False),
        ("portal/.git/hook.py", False),
        ("portal/.env.py", False),
        ("portal/tests/test_app.py", False),
        ("portal/var/upload.html", False),
        ("portal/docs/page.html", False),
    ],
)
def test_it_is_another_release_when_a_file_of_the_product_changes(product, name, is_another):
    before = product("portal/empty.py", "")
    assert len(before) == 16
    assert (product(name, "b") != before) is is_another


def test_a_file_that_moved_and_a_setting_that_changed_are_another_release_too(product, settings):
    before = product("portal/one.py", "x")
    (settings.BASE_DIR / "one.py").rename(settings.BASE_DIR / "two.py")
    moved = release.release_id.__wrapped__()
    settings.SITE_URL = "https://elsewhere.example.org"
    assert len({before, moved, release.release_id.__wrapped__()}) == 3


def test_a_region_without_looks_of_its_own_has_a_release(settings, tmp_path):
    assert list(release.product_files(tmp_path / "nowhere")) == []
