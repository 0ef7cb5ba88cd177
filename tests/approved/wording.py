"""Writes an output down so that a person can read a difference: one tag a line, what is by chance replaced."""

import json
import re
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
DRAWN = {"path", "circle", "rect", "line", "polyline", "polygon", "g", "use", "symbol"}
"""Shapes of drawings, left out: nobody reads their numbers."""
INVISIBLE = {
    "\u00a0": "&nbsp;",
    "\u202f": "&#8239;",
    "\u00ad": "&shy;",
    "\u2060": "&wj;",
    "\u200b": "&#8203;",
}

OF_NO_WORDS = re.compile(r'[\[\]{}, ]*|[-\d.]+,?|"\w+": [\[{]|</?[\w:]+>')
"""Lines of data that only open or close something, or give a number of a place."""
BY_CHANCE = [
    (r'(name="csrfmiddlewaretoken" value=)"[^"]*"', r'\1"CSRF"'),
    (r'(name="form_key" value=)"[^"]*"', r'\1"FORM-KEY"'),
    (r'(name="unsaved_tab" value=)"[^"]*"', r'\1"TAB"'),
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


SPACE = re.compile(r"[ \t\r\n\f]+")
TOLD = {"a", "button", "form", "iframe", "img", "input", "option", "select", "textarea"}
"""Tags that a reader uses or hears, whether or not text follows them."""
SPEAKING = {"aria-label", "hidden", "lang", "title"}
"""Attributes that say something of any tag."""


def html_lines(html, is_whole=True, leaves_out=()):
    """A line for each tag, with the text that follows at once. Not `is_whole`: the words of `<main>` and what is TOLD.

    leaves_out: tags, classes or ids below which nothing is told.
    """
    writer = Writer(is_whole, "<main" in html, set(leaves_out))
    writer.feed(html)
    writer.close()
    return [line for line, is_told in writer.lines if is_whole or is_told]


class Writer(HTMLParser):
    def __init__(self, is_whole, has_main, leaves_out):
        super().__init__()
        self.is_whole, self.has_main = is_whole, has_main
        self.leaves_out = leaves_out if is_whole else leaves_out | {"script", "style"}
        self.lines, self.open, self.left_out_below = [], [], None
        self.awaits_text = False

    def handle_decl(self, declaration):
        self.say(f"<!{declaration}>", is_told=False)

    def handle_starttag(self, tag, attributes):
        self.handle_startendtag(tag, attributes)
        if tag not in VOID:
            self.open.append(tag)
            if self.left_out_below is None and self.begins_left_out(tag, dict(attributes)):
                self.left_out_below = len(self.open)

    def handle_startendtag(self, tag, attributes):
        given = dict(attributes)
        if tag not in DRAWN and self.is_shown(tag, given) and not self.begins_left_out(tag, given):
            self.say(self.spelt(tag, attributes), is_told(tag, given))
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
        words = SPACE.sub(" ", text).strip(" ")
        words = readable(words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
        if self.awaits_text:
            tag, _is_told = self.lines.pop()
            words = f"{tag} {words}"
        self.say(words)
        self.awaits_text = False

    def spelt(self, tag, attributes):
        said = (name if value is None else f'{name}="{shortened(name, value)}"' for name, value in attributes)
        return f"<{' '.join([tag, *said])}>"

    def say(self, line, is_told=True):
        self.lines.append((line, is_told))

    def begins_left_out(self, tag, attributes):
        names = {tag, attributes.get("id"), *(attributes.get("class") or "").split()}
        is_not_chosen = not self.is_whole and tag == "option" and "selected" not in attributes
        return is_not_chosen or not self.leaves_out.isdisjoint(names)

    def is_shown(self, tag="", attributes=()):
        if self.left_out_below is not None:
            return False
        is_of_page = not self.has_main or "main" in {*self.open, tag}
        return self.is_whole or is_of_page or is_for_robots(tag, attributes)


def is_for_robots(tag, attributes):
    return tag == "meta" and "noindex" in (attributes.get("content") or "")


def is_told(tag, attributes):
    """A choice is told where it is chosen, what is sent unseen and a picture without words nowhere."""
    match tag:
        case "option":
            return "selected" in attributes
        case "img":
            return bool(attributes.get("alt"))
        case "input" if attributes.get("type") == "hidden":
            return False
    return tag in TOLD or is_for_robots(tag, attributes) or not SPEAKING.isdisjoint(attributes)


def as_lines(script):
    """Data one value a line, a programme as it stands."""
    try:
        return json_lines(script)
    except ValueError:
        return script.strip().splitlines()


def json_lines(text):
    return of_words(json.dumps(json.loads(text), indent=1, ensure_ascii=False))


def of_words(data):
    return [line for line in data.splitlines() if not OF_NO_WORDS.fullmatch(line.strip())]


def shortened(name, value):
    """An attribute as it would be typed: invisible blanks are seen, and shapes are not."""
    if name in {"d", "points", "viewbox", "transform"}:
        return "…"
    return readable(SPACE.sub(" ", value.replace("&", "&amp;").replace('"', "&quot;")).strip(" "))


def readable(text):
    for character, name in INVISIBLE.items():
        text = text.replace(character, name)
    return text
