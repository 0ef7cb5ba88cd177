"""Text widths in the serif of link pictures, and line breaking of names."""

WIDTHS = {
    0.26: "'j.,:;· ",
    0.35: "ilft!()-JI",
    0.45: 'rscśř?"',
    0.52: "eazxä0123456789–ęéěž€",
    0.62: "bdoövghknpquüyßFSBELTP/+×",
    0.75: "CRVXYZK@",
    0.8: "AUÄÜGDOQÖ&",
}
"""Upper bounds of glyph widths in P052, in em."""
MAX_SIGN_WIDTH = 1.0
"""Width of all others: M, W and other scripts."""
SIGN_WIDTHS = {sign: width for width, signs in WIDTHS.items() for sign in signs}

SIZES = (60, 46, 34)
"""Font sizes in px, largest first; the last one may use two lines."""
BREAK_CHARACTERS = " -/,"
"""Characters after which a line may break."""


def text_width(text):
    """Return an upper bound of the width in em."""
    return sum(SIGN_WIDTHS.get(sign, MAX_SIGN_WIDTH) for sign in text)


def fit_name(name, room):
    """Return (px, lines) of a name in `room` px: as large as possible on one line, else small on two, truncated."""
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
    width = 0
    for place, sign in enumerate(text):
        width += SIGN_WIDTHS.get(sign, MAX_SIGN_WIDTH)
        if width > ems:
            return text[:place]
    return text
