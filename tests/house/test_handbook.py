"""The editors' handbook agrees with itself: its pictures, its links, its contents. What it says, people have to try."""

import re
import runpy
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from PIL import Image

ROOT = Path(__file__).parents[2]
HANDBOOK = ROOT / "docs" / "handbuch"
SCRIPT = ROOT / "scripts" / "build_handbook_pictures"
CHAPTERS = sorted(path.name for path in HANDBOOK.glob("*.md"))
PICTURES = sorted(runpy.run_path(SCRIPT / "pictures.py")["PICTURES"])


def parts(name, kind):
    tokens = MarkdownIt("commonmark").enable("table").parse((HANDBOOK / name).read_text(encoding="utf-8"))
    return [child for token in tokens for child in token.children or [] if child.type == kind]


def used():
    return {part.attrGet("src"): part.content for name in CHAPTERS for part in parts(name, "image")}


def test_every_picture_made_is_used_and_every_picture_used_is_made():
    files = {f"bilder/{name}.webp" for name in PICTURES}
    assert used().keys() == files
    assert {f"bilder/{path.name}" for path in (HANDBOOK / "bilder").iterdir()} == files
    taken = re.findall(r'\.take\(\s*"([a-z-]+)"', (SCRIPT / "stories.py").read_text())
    assert sorted(taken) == PICTURES


def test_every_picture_says_in_words_what_it_shows():
    assert [path for path, words in used().items() if len(words) < 30] == []


def test_pictures_are_small():
    sizes = {path.name: path.stat().st_size for path in (HANDBOOK / "bilder").iterdir()}
    assert [name for name, size in sizes.items() if size > 150_000] == []
    assert sum(sizes.values()) <= 2_500_000
    assert [name for name in sizes if Image.open(HANDBOOK / "bilder" / name).width > 1280] == []


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_link_leads_to_a_page_of_the_handbook(name):
    targets = [part.attrGet("href") for part in parts(name, "link_open")]
    assert [target for target in targets if target not in CHAPTERS] == []


def test_every_chapter_stands_in_the_contents_under_its_own_heading():
    listed = re.findall(r"^\d+\. \[(.+)\]\((.+)\)$", (HANDBOOK / "README.md").read_text(), re.MULTILINE)
    headings = {name: (HANDBOOK / name).read_text().partition("\n")[0] for name in CHAPTERS}
    assert {name: f"# {title}" for title, name in listed} | {"README.md": headings["README.md"]} == headings
