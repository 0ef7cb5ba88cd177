"""JSON-LD on a page, in a data block that needs no entry in the content security policy."""

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from publishing.structured_data import breadcrumb_node, organisation_node

register = template.Library()

ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
"""Prevents values from closing the block (as in Django's json_script)."""


def json_ld_script(data):
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


@register.simple_tag(takes_context=True)
def structured_data(context):
    """Render the context variable `structured_data`, with the region as publisher."""
    data = context.get("structured_data")
    return json_ld_script(data | {"publisher": organisation_node(context["site"].name)}) if data else ""


@register.simple_tag
def structured_breadcrumb(items=(), parent="", parent_url="", here=""):
    """Takes the arguments of components/breadcrumb.html."""
    steps = [*(items or ()), (parent, parent_url), (here, None)]
    return json_ld_script(breadcrumb_node((label, path) for label, path in steps if label))
