import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from portal import map_layers
from portal.environment import InvalidSetting
from regions.maps import layer_settings

ROOT = Path(__file__).parents[2]
LAYER = """
[[base]]
id = "aerial"
name = { de = "Luftbild", en = "Aerial picture" }
url = "https://tiles.example.org/{z}/{x}/{y}.png"
attribution = "© Vermessungsamt"
"""
WMS = """
[[overlay]]
id = "floods"
name = { de = "Hochwasser", en = "Floods" }
url = "https://wms.example.org/service?map=a"
layers = "floods,dams"
attribution = "© Landesamt"
max_zoom = 16
bounds = [9.8, 50, 15.1, 53.1]
"""


@pytest.fixture
def read(tmp_path):
    def read(text):
        path = tmp_path / "map-layers.toml"
        path.write_text(text, encoding="utf-8")
        return map_layers.read_map_layers(path, ["de", "en"])

    return read


@pytest.fixture
def refused(read):
    def refused(text):
        with pytest.raises(InvalidSetting) as error:
            read(text)
        return str(error.value)

    return refused


def test_a_file_names_maps_and_overlays(read):
    layers = read(LAYER + WMS)
    assert [layer["id"] for layer in layers["base"]] == ["aerial"]
    (floods,) = layers["overlay"]
    assert (floods["layers"], floods["max_zoom"], floods["host"]) == ("floods,dams", 16, "wms.example.org")
    assert floods["origin"] == "https://wms.example.org"


def test_an_empty_file_offers_nothing(read):
    assert read("") == {"base": [], "overlay": []}


def test_the_names_of_a_wmts_are_read(read):
    text = LAYER.replace("{z}/{x}/{y}.png", "wmts?matrix={TileMatrix}&row={TileRow}&col={TileCol}")
    assert read(text)["base"][0]["url"].endswith("wmts?matrix={z}&row={y}&col={x}")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("[[base]]", "[base]"), "line 2: “base” is unknown; each layer begins with [[base]] or [[overlay]]"),
        (("[[base]]", "[[maps]]"), "line 2: “maps” is unknown"),
        (('id = "aerial"', "id ="), "is no TOML: Invalid value (at line 3, column 5)"),
        (('id = "aerial"', ""), "line 2: a layer needs `id`"),
        (('id = "aerial"', 'id = "Aerial 1"'), "line 3: `id` is made of small letters"),
        (('attribution = "© Vermessungsamt"', 'attribution = ""'), "line 6: a layer needs `attribution`"),
        (
            ('{ de = "Luftbild", en = "Aerial picture" }', '"Luftbild"'),
            "line 4: `name` is a text in each language",
        ),
        ((', en = "Aerial picture"', ""), "line 4: `name` is a text in each language"),
        (("attribution =", "atribution ="), "line 2: a layer needs `attribution`"),
        (("attribution =", 'colour = "red"\nattribution ='), "line 6: `colour` is unknown; known are"),
        (("https://", "http://"), "line 5: `url` begins with https://"),
        (("https://", "javascript:"), "line 5: `url` begins with https://"),
        (("tiles.example", "{s}.tiles.example"), "line 5: `url` names one host"),
        (("tiles.example.org", "tiles.example.org;"), "line 5: `url` names one host"),
        (("{x}", ""), "line 5: `url` holds {z}, {x} and {y}; that of a WMS comes with `layers`"),
        (("{x}", "{x}{key}"), "line 5: `url` may hold {z}, {x}, {y}"),
        (("example.org", "example.org:port"), "line 5: `url` is no address"),
        (
            ("attribution =", 'max_zoom = "18"\nattribution ='),
            "line 6: `max_zoom` is a whole number from 0 to 22",
        ),
        (("attribution =", "min_zoom = 9\nmax_zoom = 8\nattribution ="), "line 7: `min_zoom` is greater"),
        (("attribution =", "bounds = [15, 50, 9, 53]\nattribution ="), "line 6: `bounds` are west, south"),
        (
            ("attribution =", 'consent = { de = "Von uns.", en = "From tiles.example.org." }\nattribution ='),
            "line 6: `consent` has to name who is asked: tiles.example.org",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line(refused, change, sentence):
    assert sentence in refused(LAYER.replace(*change))


def test_a_mistake_is_told_in_the_layer_that_has_it(refused):
    text = LAYER + LAYER.replace("aerial", "second").replace("https", "http")
    assert "line 11: `url` begins with" in refused(text)


def test_a_wms_has_no_places_in_its_address(refused):
    assert "line 5: `url` of a WMS" in refused(WMS.replace("map=a", "map={z}"))


def test_two_layers_have_two_ids(refused):
    assert "line 9: there is another layer “aerial”" in refused(LAYER + LAYER)


def test_what_is_no_text_is_refused(tmp_path):
    path = tmp_path / "map-layers.toml"
    path.write_bytes(b"\xff\xfe[[base]]")
    with pytest.raises(InvalidSetting, match="no text in UTF-8"):
        map_layers.read_map_layers(path, ["de"])
    with pytest.raises(InvalidSetting, match="cannot be read"):
        map_layers.read_map_layers(tmp_path / "nothing.toml", ["de"])


# --- What follows from it


def started(**environment):
    code = "from portal import settings as s; print([l['id'] for l in s.MAP_TILE_LAYERS], s.SECURE_CSP['img-src'])"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_file_in_the_folder_of_looks_counts_and_the_policy_follows(tmp_path):
    (tmp_path / "map-layers.toml").write_text(LAYER + WMS)
    done = started(LOOK_DIR=str(tmp_path))
    assert "['aerial']" in done.stdout
    assert "'https://tiles.example.org', 'https://wms.example.org'" in done.stdout
    assert "geodatenzentrum" not in done.stdout


def test_the_environment_may_name_another_file(tmp_path):
    (tmp_path / "ours.toml").write_text(LAYER)
    assert "['aerial']" in started(MAP_LAYERS=str(tmp_path / "ours.toml")).stdout


def test_a_file_with_a_mistake_stops_every_command_with_the_line(tmp_path):
    (tmp_path / "map-layers.toml").write_text(LAYER.replace("https", "http"))
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=os.environ | {"LOOK_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "map-layers.toml, line 5: `url` begins with https://" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_file_the_federal_maps_are_offered():
    assert {layer["host"] for layer in settings.MAP_TILE_LAYERS} == {"sgx.geodatenzentrum.de"}
    assert settings.MAP_OVERLAYS == []


def test_the_sentence_before_a_layer_names_its_host(read):
    text = LAYER + 'provider = { de = "Landesvermessung", en = "State survey" }'
    (layer,) = read(text)["base"]
    assert layer_settings(layer)["consent"].startswith("Geladen von tiles.example.org (Landesvermessung).")
    with override("en"):
        assert layer_settings(layer)["consent"].startswith("Loaded from tiles.example.org (State survey).")


def test_a_layer_may_have_a_sentence_of_its_own(read):
    own = 'consent = { de = "tiles.example.org erfährt alles.", en = "tiles.example.org learns all." }'
    (layer,) = read(LAYER + own)["base"]
    assert layer_settings(layer)["consent"] == "tiles.example.org erfährt alles."
    with override("en"):
        assert (layer_settings(layer)["name"], layer_settings(layer)["consent"][-4:]) == (
            "Aerial picture",
            "all.",
        )


def test_sources_enter_the_map_as_text(read):
    (layer,) = read(LAYER.replace("© Vermessungsamt", "<b>Amt</b>"))["base"]
    assert layer_settings(layer)["attribution"] == "&lt;b&gt;Amt&lt;/b&gt;"
