"""Stylesheets are joined when static files are collected."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.urls import reverse

from portal.server.css_bundler import bundle_minified, bundle_stylesheet
from portal.server.storage import ModuleManifestStorage
from tests.reading import text_of

ROOT = settings.BASE_DIR
CSS = ROOT / "static" / "css"


def test_imports_are_put_in_place_in_their_order():
    files = {
        "css/site.css": '@layer a;\n@import url("one.css");\n@import url("parts/two.css");\n',
        "css/one.css": "one {}\n",
        "css/parts/two.css": "two {}\n",
    }
    assert bundle_stylesheet("css/site.css", files.get) == "@layer a;\none {}\n\ntwo {}\n\n"


def test_import_into_a_layer_keeps_its_layer():
    files = {"map.css": '@import url("leaflet.css") layer(vendor);', "leaflet.css": "a {}\n"}
    assert bundle_stylesheet("map.css", files.get) == "@layer vendor {\na {}\n}"


def test_what_is_loaded_has_no_comments_and_no_indents():
    files = {
        "css/site.css": '/* a\n   b */\n@import url("one.css");\n',
        "css/one.css": "one {\n  color: red; /* c */\n}\n",
    }
    assert bundle_minified("css/site.css", files.get) == "one {\ncolor: red; \n}\n"


def test_relative_addresses_follow_the_file_they_move_into():
    files = {
        "css/map.css": '@import url("../leaflet/leaflet.css");',
        "leaflet/leaflet.css": "a { background: url(images/layers.png) } b { background: url(data:x) }",
    }
    assert 'url("../leaflet/images/layers.png")' in bundle_stylesheet("css/map.css", files.get)
    assert "url(data:x)" in bundle_stylesheet("css/map.css", files.get)


def test_every_component_is_part_of_the_site_stylesheet():
    text = (CSS / "site.css").read_text()
    for path in (CSS / "components").glob("*.css"):
        assert f'@import url("components/{path.name}");' in text


def test_every_stylesheet_is_linked_or_part_of_a_linked_one():
    asking = [
        path
        for kind in ("templates/**/*.html", "*/templates/**/*.html", "regions/*.py")
        for path in ROOT.glob(kind)
    ]
    linked = {name for path in asking for name in re.findall(r'"css/([\w-]+\.css)"', path.read_text())}
    imported = {
        name
        for path in CSS.glob("*.css")
        for name in re.findall(r'@import url\("([^"]+)"\)', path.read_text())
    }
    assert {path.name for path in CSS.glob("*.css")} <= linked | imported
    is_joined = {
        name.removeprefix("css/") for name in ModuleManifestStorage.bundles if name.startswith("css/")
    }
    assert {name for name in linked if "@import" in (CSS / name).read_text()} <= is_joined


def linked_by(answer):
    return re.findall(r'href="/static/css/([\w/-]+)[.\w]*\.css"', text_of(answer))


FORMS = [
    *("quotes_quote_add", "news_article_add", "accounts_contact_add", "accounts_organisation_add"),
    *("password_change", "regions_landmark_import"),
]


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["index", "sites_plot_changelist", "in_review", *FORMS])
def test_each_page_of_the_administration_links_one_stylesheet_of_ours(admin_client, page):
    assert linked_by(admin_client.get(reverse(f"admin:{page}"))) == ["admin"]


@pytest.mark.django_db
def test_a_form_with_a_map_links_those_of_the_map_besides(admin_client):
    first, *of_map = linked_by(admin_client.get(reverse("admin:sites_plot_add")))
    assert (first, "form-faults" in of_map, "map" in of_map[0]) == ("admin", False, True)


@pytest.mark.django_db
@pytest.mark.parametrize("page", FORMS)
def test_a_form_with_faults_links_that_of_faults_besides(admin_client, page):
    address = reverse(f"admin:{page}")
    nothing = dict.fromkeys(
        re.findall(r'name="([\w-]+-(?:TOTAL|INITIAL)_FORMS)"', admin_client.get(address).text), 0
    )
    assert linked_by(admin_client.post(address, nothing)) == ["admin", "form-faults"]


def test_raw_colours_stand_in_the_tokens_only():
    for path in [*(CSS / "components").glob("*.css"), CSS / "base.css", CSS / "layout.css"]:
        assert not re.search(r"#[0-9a-f]{3,8}\b", re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL))


def test_every_token_used_is_defined():
    defined = set(re.findall(r"(--[\w-]+):", " ".join(p.read_text() for p in CSS.rglob("*.css"))))
    for path in CSS.rglob("*.css"):
        used = set(re.findall(r"var\((--[\w-]+)\)", path.read_text()))
        assert used <= defined, path.name


def test_a_region_s_own_stylesheet_wins_over_ours(tmp_path):
    look = tmp_path / "static" / "css"
    look.mkdir(parents=True)
    (look / "region.css").write_text(":root { --brand: #0a6b4f; }")
    script = (
        "import django; django.setup();"
        "from django.contrib.staticfiles import finders; print(finders.find('css/region.css'))"
    )
    found = subprocess.run(  # noqa: S603 (settings are read once in a process)
        [sys.executable, "-W", "ignore", "-c", script],
        env={**os.environ, "LOOK_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "portal.settings"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == str(look / "region.css")
