"""The editors' handbook (docs/handbuch) as pages of the admin."""

import re
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from formats.folding import fold

FOLDER = Path(settings.BASE_DIR) / "docs" / "handbuch"
CONTENTS = "README"


def chapter_view(request, site, chapter=CONTENTS):
    """The table of contents, or a chapter by file name; always in German."""
    path = handbook_file("", chapter, "md")
    title, content = render_chapter(path.read_text(encoding="utf-8"))
    context = {
        **site.each_context(request),
        "title": title,
        "content": content,
        "is_contents": chapter == CONTENTS,
    }
    return render(request, "admin/handbook.html", context)


def picture_view(request, name):
    return FileResponse(handbook_file("bilder", name, "webp").open("rb"), content_type="image/webp")


def handbook_file(folder, name, ending):
    """A file of the handbook; other names raise Http404."""
    path = FOLDER / folder / f"{name}.{ending}"
    if not re.fullmatch(r"README|[a-z0-9-]+", name) or not path.is_file():
        raise Http404(_("The handbook has no such page."))
    return path


def render_chapter(text):
    """(heading, body as HTML) with links between files converted to admin URLs."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    heading, _line, body = text.removeprefix("# ").partition("\n")
    tokens = markdown.parse(body)
    for token, following in pairwise(tokens):
        if token.type == "heading_open":
            token.attrSet("id", heading_anchor(following.content))
    for token in tokens:
        for child in token.children or []:
            if child.type == "link_open":
                child.attrSet("href", link_target(child.attrGet("href")))
            elif child.type == "image":
                child.attrSet("src", link_target(child.attrGet("src")))
                child.attrSet("loading", "lazy")
    return heading, mark_safe(markdown.renderer.render(tokens, markdown.options, {}))


def heading_anchor(heading):
    """“Gelöschtes” → “geloeschtes”."""
    return slugify(fold(heading))


def link_target(target):
    """Convert a relative link to an admin URL; leave others unchanged."""
    if found := re.fullmatch(r"bilder/([a-z0-9-]+)\.webp", target):
        return reverse("admin:handbook_picture", args=[found[1]])
    if target == f"{CONTENTS}.md":
        return reverse("admin:handbook")
    if found := re.fullmatch(r"([a-z0-9-]+)\.md", target):
        return reverse("admin:handbook_chapter", args=[found[1]])
    return target
