"""Parses and validates the TOML file of external map layers; errors name the line.

Tables: `[[base]]` (instead of our own map) and `[[overlay]]` (over it).
"""

import re
import tomllib
from urllib.parse import urlsplit

from portal.environment import InvalidSetting

SECTIONS = ("base", "overlay")
REQUIRED_KEYS = ("id", "name", "url", "attribution")
TRANSLATED_KEYS = ("name", "provider", "consent")
"""With a text for each language of the portal."""
KNOWN_KEYS = {*REQUIRED_KEYS, *TRANSLATED_KEYS, "layers", "min_zoom", "max_zoom", "bounds"}
ZOOM_LEVELS = range(23)
WMTS_PLACEHOLDERS = {"{TileMatrix}": "{z}", "{TileCol}": "{x}", "{TileRow}": "{y}"}
LOOPBACK_HOSTS = {"localhost", "127.0.0.1"}


def read_map_layers(path, languages):
    """{"base": [layer], "overlay": [layer]}; a layer has KNOWN_KEYS, `host` and `origin`. Raises InvalidSetting."""
    try:
        text = path.read_text(encoding="utf-8")
        found = tomllib.loads(text)
    except OSError as error:
        raise InvalidSetting(f"The file of map layers {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InvalidSetting(f"The file of map layers {path} is no text in UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise InvalidSetting(f"The file of map layers {path} is no TOML: {error}.") from error
    return MapLayerFile(path, text, languages).layers(found)


class MapLayerFile:
    def __init__(self, path, text, languages):
        self.path, self.lines, self.languages = path, text.splitlines(), languages

    def layers(self, found):
        for section, entries in found.items():
            if section not in SECTIONS or not isinstance(entries, list):
                line = next((at for at, text in enumerate(self.lines, 1) if section in text), 1)
                self.refuse(line, f"“{section}” is unknown; each layer begins with [[base]] or [[overlay]]")
        layers = {
            section: [self.layer(section, at, entry) for at, entry in enumerate(found.get(section, []))]
            for section in SECTIONS
        }
        seen = set()
        for section, of_section in layers.items():
            for at, layer in enumerate(of_section):
                if layer["id"] in seen:
                    self.refuse(self.line_of(section, at, "id"), f"there is another layer “{layer['id']}”")
                seen.add(layer["id"])
        return layers

    def layer(self, section, at, entry):
        def refuse(name, why):
            self.refuse(self.line_of(section, at, name), why)

        for name in REQUIRED_KEYS:
            if not entry.get(name):
                refuse(name, f"a layer needs `{name}`")
        for name in entry.keys() - KNOWN_KEYS:
            refuse(name, f"`{name}` is unknown; known are {', '.join(sorted(KNOWN_KEYS))}")
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", str(entry["id"])):
            refuse("id", "`id` is made of small letters, digits and hyphens")
        layer = dict.fromkeys(KNOWN_KEYS) | entry
        for name in TRANSLATED_KEYS:
            if layer[name] is not None and not self.is_translated(layer[name]):
                refuse(name, f"`{name}` is a text in each language: {{ {self.example()} }}")
        for name in ("url", "attribution", "layers"):
            if layer[name] is not None and not isinstance(layer[name], str):
                refuse(name, f"`{name}` is a text")
        for placeholder, ours in WMTS_PLACEHOLDERS.items():
            layer["url"] = layer["url"].replace(placeholder, ours)
        if fault := url_fault(layer["url"], layer["layers"]):
            refuse("url", fault)
        layer["host"] = urlsplit(layer["url"]).hostname
        layer["origin"] = "{0.scheme}://{0.netloc}".format(urlsplit(layer["url"]))
        if layer["consent"] and any(layer["host"] not in text for text in layer["consent"].values()):
            refuse("consent", f"`consent` has to name who is asked: {layer['host']}")
        if fault := zoom_fault(layer["min_zoom"], layer["max_zoom"]):
            refuse("max_zoom" if layer["max_zoom"] is not None else "min_zoom", fault)
        if layer["bounds"] is not None and not are_valid_bounds(layer["bounds"]):
            refuse("bounds", "`bounds` are west, south, east, north in degrees: [9.8, 50.1, 15.1, 53.1]")
        return layer

    def is_translated(self, texts):
        return isinstance(texts, dict) and all(
            isinstance(texts.get(code), str) and texts[code].strip() for code in self.languages
        )

    def example(self):
        return ", ".join(f'{code} = "…"' for code in self.languages)

    def line_of(self, section, at, name):
        """The line number of the key in its table, else of the table's header."""
        heads = [number for number, text in enumerate(self.lines) if is_table_header(text, section)]
        begin = heads[at] if at < len(heads) else 0
        for number in range(begin + 1, len(self.lines)):
            if is_table_header(self.lines[number]):
                break
            if re.match(rf'\s*"?{re.escape(name)}"?\s*[=.]', self.lines[number]):
                return number + 1
        return begin + 1

    def refuse(self, line, why):
        raise InvalidSetting(f"The file of map layers {self.path}, line {line}: {why}.")


def is_table_header(text, section=r"\w+"):
    return bool(re.match(rf"\s*\[\[\s*{section}\s*\]\]", text))


def url_fault(url, layers):
    """The error in the URL, or None. It has {z}, {x}, {y}, or is that of a WMS with `layers`."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
        parts.port  # noqa: B018  raises ValueError if invalid
    except ValueError:
        return "`url` is no address"
    if not host or not (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK_HOSTS)):
        return "`url` begins with https://"
    if set("{}'\" ;,").intersection(parts.netloc):
        return "`url` names one host, without placeholders"
    places = set(re.findall(r"\{(.*?)\}", url))
    if layers:
        return "`url` of a WMS, which has `layers`, holds no {…}" if places else None
    if places - {"z", "x", "y", "-y"}:
        return "`url` may hold {z}, {x}, {y} (or {-y}), and nothing else in braces"
    if not {"z", "x"} <= places or not places & {"y", "-y"}:
        return "`url` holds {z}, {x} and {y}; that of a WMS comes with `layers`, the names of its layers"
    return None


def zoom_fault(first, last):
    for name, zoom in (("min_zoom", first), ("max_zoom", last)):
        if zoom is not None and (type(zoom) is not int or zoom not in ZOOM_LEVELS):
            return f"`{name}` is a whole number from {ZOOM_LEVELS[0]} to {ZOOM_LEVELS[-1]}"
    if first is not None and last is not None and first > last:
        return "`min_zoom` is greater than `max_zoom`"
    return None


def are_valid_bounds(bounds):
    if not isinstance(bounds, list) or len(bounds) != 4:
        return False
    if not all(type(degrees) in {int, float} for degrees in bounds):
        return False
    west, south, east, north = bounds
    return -180 <= west < east <= 180 and -90 <= south < north <= 90
