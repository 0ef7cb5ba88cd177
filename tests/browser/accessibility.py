"""Accessibility rules of WCAG 2.2 A and AA, run by axe in the page."""

from axe_playwright_python.sync_playwright import Axe

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
RULES_OF_COLOUR = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
"""All that can differ between light and dark, which have the same elements in the same places."""
RULES_OF_PLACE = RULES | {"rules": {"color-contrast": {"enabled": False}}}
"""Without what takes two thirds of the time: most parts of a page have the same colours at every width."""
RULES_OF_DESK = RULES | {"runOnly": [*RULES["runOnly"], "best-practice"]}
"""What axe calls good practice as well."""
RULES_OF_PLACE_AT_DESK = RULES_OF_PLACE | RULES_OF_DESK
NARROWEST, WIDEST = BOTH_ENDS = 320, 1440  # px
WIDTHS = (NARROWEST, 390, WIDEST)
BETWEEN = (700, 768, 900)  # px: tablets and halved windows, looked at for sideways scrolling only
RULES_IN = {"light": RULES, "dark": RULES_OF_COLOUR}
SCHEMES = tuple(RULES_IN)
PARTS = 4
"""Of a test that takes minutes, so that no process waits for one that has all of it."""
MAP_SETTLES = (
    1_000  # ms: it fits its view to the new size, waits whether it is moved again, and asks for markers
)


def violations_at_the_desk(page, where="", schemes=SCHEMES):
    """Of a page of the administration as it stands there, good practice included; its colours in these schemes."""
    page.wait_for_load_state()
    found = [] if schemes else violations(page, where, rules=RULES_OF_PLACE_AT_DESK)
    for scheme in schemes:
        colour(page, scheme)
        found += violations(page, f"{where} {scheme}", scheme, RULES_OF_DESK if scheme == "light" else None)
    return found


def colour(page, scheme):
    """In this scheme, and no colour still on its way there."""
    page.emulate_media(color_scheme=scheme)
    page.evaluate("""document.getAnimations()
        .filter((change) => change instanceof CSSTransition).forEach((change) => change.finish())""")


def violations(page, where="", scheme="light", rules=None):
    """One line for each element that breaks a rule. What is asked in the dark is asked in the light as well."""
    page.wait_for_load_state()  # of the page that a click led to, only a part may have arrived
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    # Axe takes what lies under the bar of a form for lying over it; at the end of the page it covers nothing.
    page.evaluate("document.querySelector('.workflow-row__bar') && scrollTo(0, document.body.scrollHeight)")
    found = page.evaluate(
        "rules => axe.run(document, rules).then(found => found.violations)", rules or RULES_IN[scheme]
    )
    return [
        f"{where} {rule['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for rule in found
        for node in rule["nodes"]
    ]


def violations_everywhere(page, where="", colours_at=(WIDEST,)):
    """The present state of the page: what overflows sideways at all widths, axe at both ends, colours where asked.

    Axe at the widths between is a trial (tests/trials/test_every_page_and_width.py).
    """
    page.wait_for_load_state()
    found = []
    for width in sorted({*BETWEEN, *WIDTHS} - {*BOTH_ENDS}):
        page.set_viewport_size({"width": width, "height": 900})
        found += overflow(page, f"{where} {width} px")
    for width in BOTH_ENDS:
        resize(page, width)
        found += overflow(page, f"{where} {width} px")
        if width == NARROWEST:
            found += overflow_with_wide_text(page, where)
        if width not in colours_at:
            found += violations(page, f"{where} {width} px", rules=RULES_OF_PLACE)
            continue
        for scheme in SCHEMES:
            colour(page, scheme)
            found += violations(page, f"{where} {width} px {scheme}", scheme)
    return found


def resize(page, width):
    """To a width in px; a map has then taken to it."""
    page.set_viewport_size({"width": width, "height": 900})
    if page.locator("space-map").count():
        page.wait_for_timeout(MAP_SETTLES)
        page.wait_for_load_state("networkidle")


WIDE_TEXT = """
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }
"""
"""What readers may set for themselves without losing anything (WCAG 1.4.12)."""


def overflow_with_wide_text(page, where=""):
    """A line when the page scrolls sideways with it, or the name of the region runs under what stands beside it."""
    set_styles = """rules => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(rules);
        document.adoptedStyleSheets = [sheet];
    }"""
    page.evaluate(set_styles, WIDE_TEXT)
    found = overflow(page, f"{where} with wide text")
    covered = page.evaluate("""() => {
        const [name, tools] = [".brand__name", ".tools"].map((part) => document.querySelector(part));
        if (!name || !tools) return 0;
        const words = document.createRange();
        words.selectNodeContents(name);
        return words.getBoundingClientRect().right - tools.getBoundingClientRect().left;
    }""")
    page.evaluate(set_styles, "")
    return found + ([f"{where} with wide text: {covered} px of the name are covered"] if covered > 0 else [])


def overflow(page, where=""):
    """A line when the page scrolls sideways."""
    page.wait_for_load_state()  # before its style sheets have come, a page may be of any width
    surplus = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{where} scrolls sideways by {surplus} px"] if surplus > 0 else []
