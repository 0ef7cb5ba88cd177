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


ONE_OF_EACH_LOOK = """() => {
    const contrast = axe._audit.checks["color-contrast"], asked = contrast.evaluate;
    const PROPERTIES = [
        "color", "background-color", "background-image", "opacity", "filter", "mix-blend-mode", "text-shadow",
        "font-size", "font-weight", "position", "z-index", "-webkit-text-stroke-width",
    ];
    let looks, numbers, passed;
    window.askOneOfEachLook = (isOn) => {
        looks = new Map(), numbers = new Map(), passed = new Set();
        contrast.evaluate = isOn ? ofALookNotSeen : asked;
    };
    function look(element) {
        if (!element) return 0;
        if (!looks.has(element)) {
            const [own, ...beside] = [null, "::before", "::after"].map((part) => getComputedStyle(element, part));
            const styles = [own, ...beside.filter((style) => style.content !== "none")].flatMap(
                (style) => PROPERTIES.map((property) => style.getPropertyValue(property)));
            const above = element.assignedSlot ?? element.parentElement ?? element.getRootNode().host;
            const place = own.position === "static" ? "" : element.getAttribute("class");
            const key = [look(above), element.localName, place, ...styles].join("|");
            if (!numbers.has(key)) numbers.set(key, numbers.size + 1);
            looks.set(element, numbers.get(key));
        }
        return looks.get(element);
    }
    function ofALookNotSeen(element, ...more) {
        const number = look(element);
        if (passed.has(number)) return true;
        const { data } = this;
        let told;
        this.data = (given) => data.call(this, (told = given));
        const result = asked.call(this, element, ...more);
        if (result === true && told?.contrastRatio) passed.add(number);
        return result;
    }
}"""
"""Nearly all the time of axe is in the contrast of texts, and a list of twenty has the same one twenty times. What has
passed passes again in an element with the same colours and fonts, of its own and of all around it (and the same
classes where one of them lies above others). What axe cannot tell of one is asked of the next, and what fails is named
each time.
"""


def violations_at_the_desk(page, where="", schemes=SCHEMES, of_each=False):
    """Of a page of the administration as it stands there, good practice included; its colours in these schemes."""
    page.wait_for_load_state()
    found = [] if schemes else violations(page, where, rules=RULES_OF_PLACE_AT_DESK)
    for scheme in schemes:
        colour(page, scheme)
        rules = RULES_OF_DESK if scheme == "light" else None
        found += violations(page, f"{where} {scheme}", scheme, rules, of_each)
    return found


def colour(page, scheme):
    """In this scheme, and no colour still on its way there."""
    page.emulate_media(color_scheme=scheme)
    page.evaluate("""document.getAnimations()
        .filter((change) => change instanceof CSSTransition).forEach((change) => change.finish())""")


def violations(page, where="", scheme="light", rules=None, of_each=False):
    """One line for each element that breaks a rule. What is asked in the dark is asked in the light as well.

    The contrast of texts that look the same is asked once a page, unless it is asked `of_each`.
    """
    page.wait_for_load_state()  # of the page that a click led to, only a part may have arrived
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
        page.evaluate(ONE_OF_EACH_LOOK)
    # Axe takes what lies under the bar of a form for lying over it; at the end of the page it covers nothing.
    page.evaluate("document.querySelector('.workflow-row__bar') && scrollTo(0, document.body.scrollHeight)")
    found = page.evaluate(
        """([rules, ofEach]) => {
            askOneOfEachLook(!ofEach);
            return axe.run(document, rules).then((found) => found.violations);
        }""",
        [rules or RULES_IN[scheme], of_each],
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
