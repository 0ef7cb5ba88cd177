"""Drafts of the seven legal pages for new installations.

`texts/<page>.<language>.html` begins with title (h1) and introduction (p); the rest is the body.
"""

import re
from pathlib import Path

import reversion
from django.conf import settings
from django.db import transaction
from modeltranslation.utils import build_localized_fieldname

from portal.models import Page

TEXTS = Path(__file__).with_name("texts")
PARTS = re.compile(r"<h1>(?P<title>.*?)</h1>\s*<p>(?P<lead>.*?)</p>\s*(?P<body>.*\S)\s*", re.DOTALL)
WRAPPED_LINE = re.compile(r"(?<![>\n])\n(?=\S)")
"""A line break within a sentence."""
REVISION_COMMENT = "Draft"
"""Of the revision with the unchanged draft."""


def draft_languages(key):
    return [code for code, _name in settings.LANGUAGES if (TEXTS / f"{key}.{code}.html").exists()]


def draft_fields(key):
    """Return title, lead and body of a page, in all languages with a draft, as fields of Page."""
    fields = {}
    for language in draft_languages(key):
        text = WRAPPED_LINE.sub(" ", (TEXTS / f"{key}.{language}.html").read_text())
        for name, part in PARTS.fullmatch(text).groupdict().items():
            fields[build_localized_fieldname(name, language)] = part
    return fields


def create_missing():
    """Store a draft of each missing page; return how many."""
    known = set(Page.objects.values_list("key", flat=True))
    missing = [key for key in Page.Key.values if key not in known]
    for key in missing:
        with transaction.atomic(), reversion.create_revision():
            Page(key=key, **draft_fields(key)).save()
            reversion.set_comment(REVISION_COMMENT)
    return len(missing)


def unchanged_drafts():
    """Return the drafts that were not edited, which loading other pages may delete."""
    drafts = Page.objects.filter(workflow_state=Page.WorkflowState.DRAFT, first_published_at=None)
    as_submitted = Page._meta.get_field("body").as_submitted
    return [
        page
        for page in drafts
        if all(
            getattr(page, name) in {text, as_submitted(text)} for name, text in draft_fields(page.key).items()
        )
    ]
