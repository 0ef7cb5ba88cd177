"""Word-level diff of two texts."""

import re
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter

CONTEXT_TOKENS = 12
"""Tokens (words and the gaps between them) shown around a change; more distant ones are left out."""
MAX_PASSAGE_TOKENS = 1500
"""Longer passages are not compared word by word but count as rewritten."""
MIN_UNCHANGED_WORDS = 3
"""Shorter unchanged runs between two changes are merged into them, for legibility."""
MIN_COMMON_SHARE = 0.3
"""Share of unchanged words below which a passage counts as rewritten."""


def diff_texts(before, after):
    """Return [(mark, words)], marks: "same", "removed", "added", "left out" (equal words far from any change)."""
    found = []
    for tag, old, new in opcodes(before.splitlines(keepends=True), after.splitlines(keepends=True)):
        if tag == "equal":
            found.append(("same", "".join(old)))
        else:
            found += diff_passage("".join(old), "".join(new))
    return shorten_unchanged(merge_adjacent(found))


def diff_passage(old, new):
    olds, news = tokens(old), tokens(new)
    if max(len(olds), len(news)) > MAX_PASSAGE_TOKENS:
        return [("removed", old), ("added", new)]
    runs = list(opcodes(olds, news))
    kept = sum(count_words(left) for tag, left, _right in runs if tag == "equal")
    if kept < MIN_COMMON_SHARE * max(count_words(olds), count_words(news)):
        return [("removed", old), ("added", new)]
    found, gone, come = [], "", ""
    for number, (tag, left, right) in enumerate(runs):
        is_edge = number in (0, len(runs) - 1)
        if tag == "equal" and (is_edge or count_words(left) >= MIN_UNCHANGED_WORDS):
            found += [("removed", gone), ("added", come), ("same", "".join(left))]
            gone = come = ""
        else:
            gone, come = gone + "".join(left), come + "".join(right)
    return [*found, ("removed", gone), ("added", come)]


def opcodes(old, new):
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield tag, old[a:b], new[c:d]


def tokens(text):
    """Split into words, numbers with separators, whitespace and single characters."""
    return re.findall(r"\d+(?:[.,]\d+)+|\w+|\s+|[^\w\s]", text)


def count_words(parts):
    return sum(part[0].isalnum() for part in parts)


def merge_adjacent(found):
    """Merge adjacent pieces of the same mark."""
    alike = groupby((piece for piece in found if piece[1]), key=itemgetter(0))
    return [(mark, "".join(words for _mark, words in group)) for mark, group in alike]


def shorten_unchanged(found):
    result = []
    for index, (mark, words) in enumerate(found):
        parts = tokens(words)
        head = CONTEXT_TOKENS * (index > 0)
        tail = len(parts) - CONTEXT_TOKENS * (index < len(found) - 1)
        if mark != "same" or tail - head <= CONTEXT_TOKENS:
            result.append((mark, words))
            continue
        cut = [("same", parts[:head]), ("left out", parts[head:tail]), ("same", parts[tail:])]
        result += [(kind, "".join(some)) for kind, some in cut if some]
    return result
