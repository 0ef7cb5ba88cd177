"""Two texts as one, with what was removed and what was added."""

import re
from difflib import SequenceMatcher

SHOWN_AROUND = 12
"""Tokens (words and the gaps between them) that stay beside a change; what is further away is left out."""
WORDS_AT_MOST = 1500
"""Tokens of a passage up to which words are compared: beyond it the passage counts as rewritten."""
ISLAND = 3
"""Fewer words that both have are no hold for the eye between two changes: they are shown with these."""
LEAST_IN_COMMON = 0.3
"""Of the words; a passage that keeps less counts as rewritten."""


def pieces(before, after):
    """[(mark, words)], marks: "same", "removed", "added", "left out" (equal words far from any change)."""
    found = []
    for tag, old, new in changes(before.splitlines(keepends=True), after.splitlines(keepends=True)):
        if tag == "equal":
            found.append(("same", "".join(old)))
        else:
            found += passages("".join(old), "".join(new))
    return shortened(joined(found))


def passages(old, new):
    olds, news = tokens(old), tokens(new)
    if max(len(olds), len(news)) > WORDS_AT_MOST:
        return [("removed", old), ("added", new)]
    runs = list(changes(olds, news))
    kept = sum(words_in(left) for tag, left, _right in runs if tag == "equal")
    if kept < LEAST_IN_COMMON * max(words_in(olds), words_in(news)):
        return [("removed", old), ("added", new)]
    found, gone, come = [], "", ""
    for number, (tag, left, right) in enumerate(runs):
        is_edge = number in (0, len(runs) - 1)
        if tag == "equal" and (is_edge or words_in(left) >= ISLAND):
            found += [("removed", gone), ("added", come), ("same", "".join(left))]
            gone = come = ""
        else:
            gone, come = gone + "".join(left), come + "".join(right)
    return [*found, ("removed", gone), ("added", come)]


def changes(old, new):
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield tag, old[a:b], new[c:d]


def tokens(text):
    """Words, numbers with their points and commas, gaps, single signs."""
    return re.findall(r"\d+(?:[.,]\d+)+|\w+|\s+|[^\w\s]", text)


def words_in(parts):
    return sum(part[0].isalnum() for part in parts)


def joined(found):
    """Changes that only a gap separates read as one."""
    result = []
    for mark, words in found:
        if not words:
            continue
        if result and result[-1][0] == mark:
            result[-1] = (mark, result[-1][1] + words)
        else:
            result.append((mark, words))
    return result


def shortened(found):
    result = []
    for index, (mark, words) in enumerate(found):
        parts = tokens(words)
        is_first, is_last = index == 0, index == len(found) - 1
        shown = SHOWN_AROUND * (2 - is_first - is_last)
        if mark != "same" or len(parts) <= shown + SHOWN_AROUND:
            result.append((mark, words))
            continue
        if not is_first:
            result.append(("same", "".join(parts[:SHOWN_AROUND])))
        result.append(
            (
                "left out",
                "".join(parts[0 if is_first else SHOWN_AROUND : len(parts) - SHOWN_AROUND * (not is_last)]),
            )
        )
        if not is_last:
            result.append(("same", "".join(parts[-SHOWN_AROUND:])))
    return result
