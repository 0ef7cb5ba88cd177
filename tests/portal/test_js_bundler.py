"""The map's ES module is joined with its imports when static files are collected."""

import pytest
from django.conf import settings

from portal.server.js_bundler import bundle_module
from portal.server.storage import ModuleManifestStorage

STATIC = settings.BASE_DIR / "static"


def read(name):
    return (STATIC / name).read_text()


FILES = {
    "js/page.js": """\
import { two, one as first } from "./lib/two.js";
import { COUNT } from "./lib/one.js";
log(first(), two(), COUNT);
""",
    "js/lib/two.js": """\
import { COUNT, raise } from "./one.js";
const own = 2;
export function one() {
  return 1;
}
export const two = () => own + COUNT;
raise();
""",
    "js/lib/one.js": """\
const own = 1;
export const COUNT = 10 * own;
export function raise() {}
""",
}


def test_what_is_imported_runs_once_and_before_what_imports_it():
    text = bundle_module("js/page.js", FILES.get)
    assert text.count("const COUNT = 10") == 1
    assert text.index("/* js/lib/one.js */") < text.index("/* js/lib/two.js */") < text.index("log(first()")


def test_names_of_one_module_do_not_meet_those_of_another():
    text = bundle_module("js/page.js", FILES.get)
    assert "const module0 = (() => {\nconst own = 1;" in text
    assert "return { COUNT, raise };" in text
    assert "return { one, two };" in text
    assert "const { two, one: first } = module1;" in text
    assert "import" not in text
    assert "export" not in text


def test_a_module_that_only_loads_others_runs_them_in_its_order():
    files = FILES | {"js/all.js": 'import "./lib/one.js";\nimport "./page.js";\n'}
    text = bundle_module("js/all.js", files.get)
    assert text.count("raise() {}") == 1
    assert (
        text.index("/* js/lib/one.js */") < text.index("/* js/lib/two.js */") < text.index("/* js/page.js */")
    )
    assert "import" not in text


@pytest.mark.parametrize(
    "line",
    [
        'import "other";',
        'import all from "./other.js";',
        'import * as all from "./other.js";',
        "export default 1;",
        "export let count = 0;",
        'const other = import("./other.js");',
        "await fetch(address);",
    ],
)
def test_what_cannot_be_joined_is_named(line):
    with pytest.raises(ValueError, match=r"page\.js cannot be joined: "):
        bundle_module("page.js", {"page.js": f"const a = 1;\n{line}\n"}.get)


@pytest.mark.parametrize(
    ("imports", "named"),
    [
        ({"a": "b", "b": "a"}, ("b", "a")),
        ({"a": "a"}, ("a", "a")),
        ({"a": "b", "b": "c", "c": "b"}, ("c", "b")),
        ({"a": "b", "b": "c", "c": "d", "d": "b"}, ("d", "b")),
    ],
    ids=["the first two", "itself", "further in", "in a round"],
)
def test_modules_that_need_each_other_are_refused_by_name(imports, named):
    files = {f"{name}.js": f'import "./{other}.js";\n' for name, other in imports.items()}
    with pytest.raises(ValueError, match=r"{}\.js and {}\.js import each other".format(*named)):
        bundle_module("a.js", files.get)


DOES = {
    "js/site.js": 'customElements.define("nav-menu"',
    "js/pool.js": 'customElements.define("filter-form"',
    "js/pool-map.js": 'customElements.define("space-map"',
    "js/workers/tile-painter.js": 'addEventListener("message"',
}


@pytest.mark.parametrize("name", [name for name in ModuleManifestStorage.bundles if name.endswith(".js")])
def test_each_that_is_joined_asks_for_no_other_file(name):
    text = bundle_module(name, read)
    assert 'from "' not in text
    assert DOES[name] in text
