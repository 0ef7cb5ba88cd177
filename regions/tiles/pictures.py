"""The base map as SVG, from the same tiles and style table as in browsers.

Paths stay in the coordinates of their tiles, with a transform onto the sheet. Those outside the sheet are left out.
"""

import gzip
import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from regions.tiles import grid, mvt
from regions.tiles.current import current_tiles, surrounding_overview, tile_content
from regions.tiles.installed import covering_tile
from regions.tiles.sheet import visible_bounds
from regions.tiles.style import style_table, token_colours, value_at_zoom

MAX_LINE_OVERHANG = 12
"""Units beyond the edge within which a line is still visible: half the width of a motorway with its casing."""

MAX_DETAIL_ZOOM = 24
"""Beyond the zoom of any row: everything is drawn."""


@dataclass(frozen=True)
class SvgPath:
    """A path in tile coordinates. fill, stroke: colour tokens, or "". width, dash: in tile units."""

    path: str
    matrix: str
    fill: str = ""
    stroke: str = ""
    width: float = 0
    dash: str = ""


def basemap_paths(sheet, tiles=None, max_detail_zoom=MAX_DETAIL_ZOOM):
    """Return the SvgPaths on the sheet from bottom to top; none if the file cannot be read.

    max_detail_zoom: features that maps show from a higher zoom on, such as houses and paths, are left out.
    """
    tiles = tiles or current_tiles()
    found = tile_set_paths(sheet, tiles, max_detail_zoom)
    overview = None if grid.contains_bounds(tiles.box, sheet.bounds) else surrounding_overview(tiles)
    if not overview:
        return found
    return [*tile_set_paths(sheet, overview, max_detail_zoom), covering_path(sheet, tiles.box), *found]


def tile_set_paths(sheet, tiles, max_detail_zoom):
    zoom = round(sheet.zoom)
    rows = [row for row in style_table()["shapes"] if row["from"] <= min(zoom, max_detail_zoom)]
    try:
        found = [TilePaths(sheet, place, data, rows) for place, data in tiles_under_sheet(sheet, tiles, zoom)]
        cased = [row for row in rows if "case" in row]
        first = rows.index(cased[0]) if cased else len(rows)
        below, roads = rows[:first], rows[first:]
        drawn = (
            [(row, False) for row in below] + [(row, True) for row in cased] + [(row, False) for row in roads]
        )
        return [piece for row, is_case in drawn for tile in found for piece in tile.paths(row, zoom, is_case)]
    except (sqlite3.Error, OSError, mvt.DamagedTile):
        return []


def tiles_under_sheet(sheet, tiles, zoom):
    """Yield ((zoom, x, y), decompressed bytes) of the tiles under the sheet, one zoom below its own."""
    own = max(tiles.min_zoom, min(tiles.max_zoom, zoom - 1))
    left, top, right, bottom = (int(share * 2**own) for share in sheet.bounds)
    wanted = [(own, x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]
    places = wanted if tiles.is_schematic else (covering_tile(tiles, *place) for place in wanted)
    for place in dict.fromkeys(filter(None, places)):
        yield place, gzip.decompress(tile_content(tiles, *place))


class TilePaths:
    """The features of one tile, by layer, class and trait."""

    def __init__(self, sheet, place, data, rows):
        self.sheet, self.place = sheet, place
        self.features = defaultdict(list)
        self.extents = {}
        for layer in mvt.decode_layers(data, {row["layer"] for row in rows}):
            self.extents[layer.name] = layer.extent
            for feature in layer.features:
                kind = feature.tags.get("class", layer.name)
                self.features[layer.name, kind, feature_trait(feature.tags)].append(feature)

    def paths(self, row, zoom, is_case):
        features = [
            feature
            for kind in row["classes"]
            for feature in self.features[row["layer"], kind, row_trait(row)]
        ]
        if not features:
            return
        matrix, unit = self.sheet.tile_matrix(*self.place, self.extents[row["layer"]])
        box = visible_bounds(matrix, self.sheet.width, self.sheet.height, MAX_LINE_OVERHANG)
        path = "".join(path for feature in features if (path := path_data(feature, box)))
        if not path:
            return
        transform = f"matrix({' '.join(f'{number:.6g}' for number in matrix)})"
        if "fill" in row:
            yield SvgPath(path, transform, fill=row["fill"])
            return
        width = value_at_zoom(row["width"], zoom) + (row["casing"] if is_case else 0)
        dash = " ".join(f"{step / unit:.0f}" for step in row.get("dash", ()))
        stroke = row["case" if is_case else "line"]
        yield SvgPath(path, transform, stroke=stroke, width=round(width / unit, 1), dash=dash)


def feature_trait(tags):
    if tags.get("ramp"):
        return "ramp"
    return "siding" if tags.get("class") == "rail" and tags.get("service") else ""


def row_trait(row):
    return "ramp" if row.get("is_ramp") else "siding" if row.get("is_siding") else ""


def path_data(feature, box):
    """Return the parts of a line or polygon that overlap the box, as the `d` of a path."""
    left, top, right, bottom = box
    parts = []
    for part in mvt.decode_paths(feature) if feature.kind != mvt.POINT else ():
        xs, ys = zip(*part, strict=True)
        if max(xs) < left or min(xs) > right or max(ys) < top or min(ys) > bottom:
            continue
        if feature.kind == mvt.POLYGON:
            part = part[:-1]
        closing = "Z" if feature.kind == mvt.POLYGON else ""
        parts.append("M" + "L".join(f"{x} {y}" for x, y in part) + closing)
    return "".join(parts)


LIGHT, DARK = 0, 1


def apply_colours(found, scheme=LIGHT):
    """Return SVG attributes with colours: [{"d": …, "transform": …, "fill": "#dae7da", …}]."""
    known = token_colours()
    return [svg_attributes(piece, lambda token: known[token][scheme]) for piece in found]


def svg_attributes(piece, colour):
    attrs = {"d": piece.path, "transform": piece.matrix}
    if piece.fill:
        return attrs | {"fill": colour(piece.fill)}
    attrs |= {
        "fill": "none",
        "stroke": colour(piece.stroke),
        "stroke-width": piece.width,
        "stroke-linejoin": "round",
    }
    return attrs | ({"stroke-dasharray": piece.dash} if piece.dash else {"stroke-linecap": "round"})


def render_svg(sheet, tiles=None, max_detail_zoom=MAX_DETAIL_ZOOM):
    """Return an SVG document that follows the colour scheme of the embedding page."""
    found = [land_path(sheet), *basemap_paths(sheet, tiles, max_detail_zoom)]
    known = token_colours()
    used = {token: f"c{number}" for number, token in enumerate(dict.fromkeys(map(colour_token, found)))}
    rules = [
        f".{name}{{color:light-dark({known[token][LIGHT]},{known[token][DARK]})}}"
        for token, name in used.items()
    ]
    paths = [
        svg_tag(
            "path", svg_attributes(path, lambda _token: "currentColor") | {"class": used[colour_token(path)]}
        )
        for path in found
    ]
    size = f'viewBox="0 0 {sheet.width} {sheet.height}" width="{sheet.width}" height="{sheet.height}"'
    style = f"<style>:root{{color-scheme:light dark}}{''.join(rules)}</style>"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{style}{"".join(paths)}</svg>'


IDENTITY_MATRIX = "matrix(1 0 0 1 0 0)"


def land_path(sheet):
    return SvgPath(f"M0 0H{sheet.width}V{sheet.height}H0Z", IDENTITY_MATRIX, fill="--map-land")


def covering_path(sheet, box):
    """Return a path that covers a box of the unit square."""
    left, top, right, bottom = box
    corners = (sheet.project(x, y) for x, y in [(left, top), (right, top), (right, bottom), (left, bottom)])
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in corners) + "Z"
    return SvgPath(path, IDENTITY_MATRIX, fill="--map-land")


def colour_token(piece):
    return piece.fill or piece.stroke


def svg_tag(name, attrs):
    return f"<{name} {' '.join(f'{key}="{value}"' for key, value in attrs.items())}/>"
