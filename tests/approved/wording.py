"""Writes an output down so that a person can read a difference: one tag a line, what is by chance replaced."""

import json
import re
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
DRAWN = {"path", "circle", "rect", "line", "polyline", "polygon", "g", "use", "symbol"}
"""Shapes of drawings, left out: nobody reads their numbers."""
MARKED = ("aria-current", "hreflang")
"""What tells one page's furniture from another's."""
INVISIBLE = {
    "\u00a0": "&nbsp;",
    "\u202f": "&#8239;",
    "\u00ad": "&shy;",
    "\u2060": "&wj;",
    "\u200b": "&#8203;",
}

BY_CHANCE = [
    (r'(name="csrfmiddlewaretoken" value=)"[^"]*"', r'\1"CSRF"'),
    (r'(name="form_key" value=)"[^"]*"', r'\1"FORM-KEY"'),
    (r"'nonce-[^']+'", "'nonce-NONCE'"),
    (r'nonce="[^"]+"', 'nonce="NONCE"'),
    (r"[\w.=-]+:[0-9A-Za-z]{6}:[\w-]{27,}", "SIGNED"),
    (r"\b\d+-\d+:[\w-]{43}\b", "SIGNED"),
    (r"\b[\w]+/[0-9a-z]{6}-[0-9a-f]{32}", "LINK"),
    (r"\bA-[2-9A-Z]{8}\b", "A-REFERENCE"),
    (r"(alert|enquiry|feedback|check|report|release|login)((?:-[a-z_]+)*)((?:-\d{1,7})+)@", r"\1\2-NUMBER@"),
    (r"(/admin/r/)\d+(?=/)", r"\1KIND"),
    (r"(/admin/\w+/\w+/)(?!9\d{3}/)\d+(?=/)", r"\1NUMBER"),
    (r"\boverview-\d{8}-[0-9a-f]{20}\b", "OVERVIEW"),
    (r"\b[0-9a-f]{64}\b", "HASH"),
    (r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", "UUID"),
]
PICTURE = re.compile(r"(?<=bilder/)[0-9a-f]{16}(?=/)")


def without_chance(text):
    """Tokens, nonces and hashes by their names; pictures numbered as they appear."""
    for pattern, name in BY_CHANCE:
        text = re.sub(pattern, name, text)
    seen = {}
    return PICTURE.sub(lambda found: seen.setdefault(found[0], f"PICTURE-{len(seen) + 1}"), text)


OUTERMOST = 2
"""Levels that every page has, <html> and <head> or <body>: not indented, which saves a tenth of all outputs."""
FURNITURE = {"furniture"}
"""Tags, classes or ids of what stands on every page."""


def html_lines(html, is_whole=True, leaves_out=FURNITURE):
    """A line for each tag, with the text that follows at once. Not `is_whole`: of what stands outside head and main
    only the outermost tags and what is MARKED, and nothing below the tags, classes and ids of `leaves_out`.
    """
    writer = Writer(is_whole, leaves_out)
    writer.feed(html)
    writer.close()
    return writer.lines


class Writer(HTMLParser):
    def __init__(self, is_whole, leaves_out):
        super().__init__()
        self.is_whole, self.leaves_out = is_whole, set() if is_whole else leaves_out
        self.lines, self.open, self.left_out_below = [], [], None
        self.awaits_text = False

    def handle_decl(self, declaration):
        self.lines.append(f"<!{declaration}>")

    def handle_starttag(self, tag, attributes):
        self.handle_startendtag(tag, attributes)
        if tag not in VOID:
            self.open.append(tag)
            if self.left_out_below is None and self.begins_left_out(tag, dict(attributes)):
                self.left_out_below = len(self.open)

    def handle_startendtag(self, tag, attributes):
        if tag not in DRAWN and self.is_shown(tag, dict(attributes)):
            self.say(self.spelt(tag, attributes))
            self.awaits_text = tag not in VOID

    def handle_endtag(self, tag):
        if tag not in self.open:
            return
        while self.open.pop() != tag:
            pass
        self.awaits_text = False
        if self.left_out_below is not None and len(self.open) < self.left_out_below:
            self.left_out_below = None

    def handle_data(self, text):
        if not text.strip() or "style" in self.open or not self.is_shown():
            return
        if "script" in self.open:
            for line in as_lines(text):
                self.say(readable(line))
            return
        words = re.sub(r"[ \t\r\n\f]+", " ", text).strip(" ")
        words = readable(words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
        if self.awaits_text:
            self.lines[-1] += f" {words}"
        else:
            self.say(words)
        self.awaits_text = False

    def spelt(self, tag, attributes):
        said = (name if value is None else f'{name}="{shortened(name, value)}"' for name, value in attributes)
        return f"<{' '.join([tag, *said])}>"

    def say(self, line):
        self.lines.append(" " * (len(self.open) - OUTERMOST) + line)

    def begins_left_out(self, tag, attributes):
        names = {tag, attributes.get("id"), *(attributes.get("class") or "").split()}
        return not self.leaves_out.isdisjoint(names)

    def is_shown(self, tag="", attributes=()):
        if self.left_out_below is not None:
            return False
        is_outermost = bool(tag) and len(self.open) <= OUTERMOST
        is_marked = any(name in attributes for name in MARKED)
        return self.is_whole or is_outermost or is_marked or bool({"main", "head"} & {*self.open, tag})


def as_lines(script):
    """Data one value a line, a programme as it stands."""
    try:
        return json.dumps(json.loads(script), indent=1, ensure_ascii=False).splitlines()
    except ValueError:
        return script.strip().splitlines()


def shortened(name, value):
    """An attribute as it would be typed: invisible blanks are seen, and shapes are not."""
    if name in {"d", "points", "viewbox", "transform"}:
        return "…"
    return readable(" ".join(value.replace("&", "&amp;").replace('"', "&quot;").split(" ")))


def readable(text):
    for character, name in INVISIBLE.items():
        text = text.replace(character, name)
    return text
