"""How wide a name is in the serif of the pictures, and how it is set into the room that they have."""

WIDTHS = {
    0.26: "'j.,:;· ",
    0.35: "ilft!()-JI",
    0.45: 'rscśř?"',
    0.52: "eazxä0123456789–ęéěž€",
    0.62: "bdoövghknpquüyßFSBELTP/+×",
    0.75: "CRVXYZK@",
    0.8: "AUÄÜGDOQÖ&",
}
"""Signs by their width in P052, of the size in which they are set; at most so wide."""
MAX_SIGN_WIDTH = 1.0
"""Of all other signs: M, W and those of other scripts."""
SIGN_WIDTHS = {sign: width for width, signs in WIDTHS.items() for sign in signs}

SIZES = (60, 46, 34)
"""px, from the most legible one on; the last goes on two lines."""
BREAK_CHARACTERS = " -/,"
"""Signs after which a line may end."""


def text_width(text):
    """In sizes of the letters, rather too wide than too narrow."""
    return sum(SIGN_WIDTHS.get(sign, MAX_SIGN_WIDTH) for sign in text)


def fit_name(name, room):
    """(px, lines) of a name in `room` px: as large as it fits on one line, else small on two, the rest left out."""
    for size in SIZES:
        if text_width(name) * size <= room:
            return size, [name]
    ems = room / SIZES[-1]
    longest = longest_fitting_prefix(name, ems)
    first = longest[: max(longest.rfind(sign) for sign in BREAK_CHARACTERS) + 1] or longest
    rest = name[len(first) :].strip()
    if text_width(rest) > ems:
        rest = f"{longest_fitting_prefix(rest, ems - MAX_SIGN_WIDTH).rstrip()}…"
    return SIZES[-1], [first.rstrip(), rest]


def longest_fitting_prefix(text, ems):
    """The most of its beginning that is no wider."""
    width = 0
    for place, sign in enumerate(text):
        width += SIGN_WIDTHS.get(sign, MAX_SIGN_WIDTH)
        if width > ems:
            return text[:place]
    return text
