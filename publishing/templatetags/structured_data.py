"""JSON-LD on a page: in a block that browsers do not run, so that it needs no word in the security policy."""

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from publishing.structured_data import breadcrumb_node, organisation_node

register = template.Library()

ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
"""So that nothing typed ends the block (as in Django's json_script)."""


def json_ld_script(data):
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


@register.simple_tag(takes_context=True)
def structured_data(context):
    """What the view tells in `structured_data`, published by the region."""
    data = context.get("structured_data")
    return json_ld_script(data | {"publisher": organisation_node(context["site"].name)}) if data else ""


@register.simple_tag
def structured_breadcrumb(items=(), parent="", parent_url="", here=""):
    """Arguments as of components/breadcrumb.html."""
    steps = [*(items or ()), (parent, parent_url), (here, None)]
    return json_ld_script(breadcrumb_node((label, path) for label, path in steps if label))
