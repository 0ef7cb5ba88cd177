"""What a template says alike on every page of a language: its words, addresses without arguments, icons, files.

A run of such nodes is put together once a language, not for each page: a page has a hundred of them, which is a quarter
of its nodes (docs/adr/0071-pages-that-are-kept.md).
"""

from itertools import groupby

from django.template.base import Node, NodeList, TextNode, TokenType
from django.template.defaulttags import CommentNode, IfNode, LoadNode, URLNode
from django.template.library import SimpleNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode
from django.urls import get_script_prefix, get_urlconf
from django.utils.translation import get_language

from portal.template_nodes import is_literal, is_literal_word, quicken
from publishing.templatetags.icons import icon

ALIKE_EVERYWHERE = {TextNode, CommentNode, LoadNode}
"""They say the same in every language."""


class Constants(Node):
    """Nodes that stand side by side, of which nothing hangs on the page."""

    child_nodelists = ()

    def __init__(self, nodes):
        self.nodes = NodeList(nodes)
        self.has_addresses = any(isinstance(node, URLNode) for node in nodes)
        self.said = {}

    def render(self, context):
        place = (get_script_prefix(), get_urlconf()) if self.has_addresses else None
        key = get_language(), context.autoescape, place
        if key not in self.said:
            self.said[key] = self.nodes.render(context)
        return self.said[key]

    render_annotated = render


def fold(nodes):
    """Puts Constants into a NodeList, and into all that lie in it."""
    for node in nodes:
        quicken(node)
        for inner in nodelists_of(node):
            fold(inner)
    runs = groupby(nodes, is_constant)
    nodes[:] = [node for constant, run in runs for node in ([put_together([*run])] if constant else run)]


def nodelists_of(node):
    if isinstance(node, IfNode):
        return [inner for _condition, inner in node.conditions_nodelists]
    found = (getattr(node, name, None) for name in node.child_nodelists)
    return [inner for inner in found if isinstance(inner, NodeList)]


def put_together(nodes):
    if all(type(node) in ALIKE_EVERYWHERE for node in nodes):
        return TextNode("".join(node.s for node in nodes if type(node) is TextNode))
    return Constants(nodes)


def is_constant(node):
    kind = type(node)
    return kind in ALIKE_EVERYWHERE or (kind in CONSTANT_IF and CONSTANT_IF[kind](node))


def are_literal_words(node):
    return is_literal_word(node.filter_expression) and not (node.asvar or node.message_context)


def is_sentence_without_values(node):
    hangs = node.extra_context or node.plural or node.asvar or node.message_context
    return not hangs and all(token.token_type is TokenType.TEXT for token in node.singular)


def is_address_without_arguments(node):
    """The administration's hang on the site that is asked for."""
    name = node.view_name
    if not is_literal(name) or name.var.startswith("admin:"):
        return False
    return not (node.args or node.kwargs or node.asvar)


def is_literal_file(node):
    return is_literal(node.path) and node.varname is None


def is_literal_icon(node):
    arguments = [*node.args, *node.kwargs.values()]
    return node.func is icon and node.target_var is None and all(map(is_literal, arguments))


CONSTANT_IF = {
    TranslateNode: are_literal_words,
    BlockTranslateNode: is_sentence_without_values,
    URLNode: is_address_without_arguments,
    StaticNode: is_literal_file,
    SimpleNode: is_literal_icon,
}
